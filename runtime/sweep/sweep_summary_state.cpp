// The state of a SweepSummary: whole numbers with spaces between them.
#include "runtime/sweep/mix.hpp"
#include "runtime/sweep/sweep_summary.hpp"

#include <fmt/format.h>

#include <charconv>

namespace stratgen {
namespace {

__extension__ using Int128 = __int128;

// High and low half.
std::string halves(Int128 value) {
  return fmt::format(" {} {}", static_cast<std::int64_t>(value >> 64),
                     static_cast<std::uint64_t>(value));
}

class Numbers {
 public:
  explicit Numbers(std::string_view text) : text_(text) {}

  template <class T>
  T next() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
    T value{};
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    good_ = good_ && error == std::errc{};
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  Int128 next128() {
    const Int128 high = next<std::int64_t>();
    return (high << 64) + next<std::uint64_t>();
  }
  bool good() const { return good_; }
  bool all_read() const { return text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

}  // namespace

std::string SweepSummary::state() const {
  std::string text = fmt::format("{}", excluded_);
  for (const Ended& ended : endings_) text += fmt::format(" {} {}", ended.cells, ended.lowest);
  text +=
      fmt::format(" {}", sharpes_) + halves(sum_) + halves(squares_low_) + halves(squares_high_);
  for (const std::uint64_t cell : sample()) text += fmt::format(" {}", cell);
  return text;
}

Result<void> SweepSummary::restore(const std::string& state, std::span<const CellResult> best) {
  Numbers numbers(state);
  excluded_ = numbers.next<std::uint64_t>();
  for (Ended& ended : endings_) {
    ended.cells = numbers.next<std::uint64_t>();
    ended.lowest = numbers.next<std::uint64_t>();
  }
  sharpes_ = numbers.next<std::uint64_t>();
  for (Int128* const sum : {&sum_, &squares_low_, &squares_high_}) *sum = numbers.next128();
  while (numbers.good() && !numbers.all_read()) {
    const auto cell = numbers.next<std::uint64_t>();
    draw({mix(cell), cell});
  }
  if (!numbers.good()) return fail(Fault::Data, "the state of the sweep is damaged");
  for (const CellResult& result : best) rank({metric_.score(result.result.statistics), result});
  return {};
}

}  // namespace stratgen
