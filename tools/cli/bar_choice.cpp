#include "tools/cli/bar_choice.hpp"

#include "tools/cli/order_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace stratgen {
namespace {

std::optional<int> bar_number(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

tl::unexpected<Error> outside(const Bars& bars, const std::string& text, const char* flag) {
  const int last = static_cast<int>(bars.size()) - 1;
  return fail(Fault::Usage,
              fmt::format("{} {}: there is no such bar; {} has bars 0 to {}, {} to {}", flag, text,
                          bars.symbol, last, bar_date(bars, 0), bar_date(bars, last)));
}

// The first bar that does not lie before `text`, or the last that does not lie after it; may be
// beyond the bars.
Result<int> edge(const Bars& bars, const std::string& text, DayEdge side, const char* flag) {
  if (const auto number = bar_number(text)) return *number;
  const auto time = parse_date(text, side);
  if (!time || bars.clock == Clock::Numbers) {
    return fail(Fault::Usage,
                fmt::format("{} {}: write {}a number of bar such as 120", flag, text,
                            bars.clock == Clock::Numbers ? "" : "a date such as 2020-01-31, or "));
  }
  const auto found = side == DayEdge::Start
                         ? std::lower_bound(bars.time.begin(), bars.time.end(), *time)
                         : std::upper_bound(bars.time.begin(), bars.time.end(), *time);
  return static_cast<int>(found - bars.time.begin()) - (side == DayEdge::Start ? 0 : 1);
}

}  // namespace

Result<BarRange> choose_bars(const Bars& bars, const std::string& text, const char* flag) {
  const std::size_t dots = text.find("..");
  const std::string from = text.substr(0, dots);
  const std::string to = dots == text.npos ? text : text.substr(dots + 2);
  BarRange range{0, static_cast<int>(bars.size()) - 1};
  if (!from.empty()) {
    STRATGEN_TRY(range.first, edge(bars, from, DayEdge::Start, flag));
  }
  if (!to.empty()) {
    STRATGEN_TRY(const int last, edge(bars, to, DayEdge::End, flag));
    range.last = std::min(range.last, last);
  }
  if (text.empty() || range.first > range.last) return outside(bars, text, flag);
  return range;
}

Result<int> choose_bar(const Bars& bars, const std::string& text, const char* flag) {
  STRATGEN_TRY(const int bar, edge(bars, text, DayEdge::Start, flag));
  if (bar >= static_cast<int>(bars.size())) return outside(bars, text, flag);
  return bar;
}

}  // namespace stratgen
