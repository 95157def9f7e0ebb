#include "tools/cli/line_difference.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

namespace stratgen {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Pair {
  std::size_t old_at = 0, new_at = 0;
};

// The longest run of pairs, ordered by `old_at`, in which `new_at` rises too.
std::vector<Pair> longest_rising(const std::vector<Pair>& pairs) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends, before(pairs.size(), none);  // indices into pairs
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto place = std::lower_bound(ends.begin(), ends.end(), i, [&](auto a, auto b) {
      return pairs[a].new_at < pairs[b].new_at;
    });
    if (place != ends.begin()) before[i] = *(place - 1);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<Pair> rising;
  for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = before[i])
    rising.push_back(pairs[i]);
  std::reverse(rising.begin(), rising.end());
  return rising;
}

class Difference {
 public:
  Difference(std::span<const std::string_view> old_lines,
             std::span<const std::string_view> new_lines)
      : old_(old_lines), new_(new_lines) {}

  std::vector<DifferentLine> run() {
    compare({0, 0}, {old_.size(), new_.size()});
    return std::move(result_);
  }

 private:
  void keep(Pair at) {
    result_.push_back({' ', number(at.old_at), number(at.new_at), old_[at.old_at]});
  }
  static int number(std::size_t index) { return static_cast<int>(index) + 1; }

  void compare(Pair begin, Pair end) {
    while (begin.old_at < end.old_at && begin.new_at < end.new_at &&
           old_[begin.old_at] == new_[begin.new_at])
      keep({begin.old_at++, begin.new_at++});
    std::size_t alike = 0;  // at the end
    while (begin.old_at < end.old_at && begin.new_at < end.new_at &&
           old_[end.old_at - 1] == new_[end.new_at - 1])
      --end.old_at, --end.new_at, ++alike;

    const std::vector<Pair> fixed = longest_rising(unique_pairs(begin, end));
    if (fixed.empty()) {
      for (std::size_t i = begin.old_at; i < end.old_at; ++i)
        result_.push_back({'-', number(i), 0, old_[i]});
      for (std::size_t i = begin.new_at; i < end.new_at; ++i)
        result_.push_back({'+', 0, number(i), new_[i]});
    } else {
      for (const Pair& each : fixed) {
        compare(begin, each);
        keep(each);
        begin = {each.old_at + 1, each.new_at + 1};
      }
      compare(begin, end);
    }
    for (std::size_t i = 0; i < alike; ++i) keep({end.old_at + i, end.new_at + i});
  }

  std::vector<Pair> unique_pairs(Pair begin, Pair end) const {
    struct Seen {
      int in_old = 0, in_new = 0;
      std::size_t new_at = 0;
    };
    std::unordered_map<std::string_view, Seen> seen;
    for (std::size_t i = begin.old_at; i < end.old_at; ++i) ++seen[old_[i]].in_old;
    for (std::size_t i = begin.new_at; i < end.new_at; ++i) {
      Seen& each = seen[new_[i]];
      ++each.in_new;
      each.new_at = i;
    }
    std::vector<Pair> pairs;
    for (std::size_t i = begin.old_at; i < end.old_at; ++i)
      if (const Seen& each = seen[old_[i]]; each.in_old == 1 && each.in_new == 1)
        pairs.push_back({i, each.new_at});
    return pairs;
  }

  std::span<const std::string_view> old_, new_;
  std::vector<DifferentLine> result_;
};

}  // namespace

std::vector<DifferentLine> line_difference(std::string_view old_text, std::string_view new_text) {
  const std::vector<std::string_view> old_lines = lines_of(old_text),
                                      new_lines = lines_of(new_text);
  return Difference(old_lines, new_lines).run();
}

std::vector<std::vector<DifferentLine>> hunks(const std::vector<DifferentLine>& lines,
                                              std::size_t context) {
  std::vector<bool> shown(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].mark != ' ')
      std::fill(
          shown.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, context)),
          shown.begin() + static_cast<std::ptrdiff_t>(std::min(i + context + 1, lines.size())),
          true);
  std::vector<std::vector<DifferentLine>> made;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!shown[i]) continue;
    if (i == 0 || !shown[i - 1]) made.emplace_back();
    made.back().push_back(lines[i]);
  }
  return made;
}

}  // namespace stratgen
