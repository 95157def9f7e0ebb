#include "tools/cli/train_test.hpp"

#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace stratgen;

namespace {

// `count` daily bars from 2023-06-01 on with closes 1, 2, 3, ...
PeriodBars june(std::size_t count, std::size_t first_bar = 0) {
  std::vector<std::int64_t> times(count);
  std::vector<double> closes(count);
  std::iota(closes.begin(), closes.end(), 1.0);
  for (std::size_t i = 0; i < count; ++i)
    times[i] = parse_date("2023-06-01").value() + 86400 * static_cast<std::int64_t>(i);
  return {bars_at(std::move(times), closes), first_bar};
}

TrainTest parts(PeriodBars within, const std::string& at) {
  auto split = stratgen::split(std::move(within), parse_split(at).value());
  if (!split) FAIL(split.error().message);
  return std::move(*split);
}

}  // namespace

TEST_CASE("the train part ends with the day, and the test part begins after it") {
  const TrainTest split = parts(june(60), "2023-06-30");
  CHECK(split.train.bars.size() == 30);
  CHECK(split.train.bars.close.back() == 30);  // June has 30 days
  CHECK(split.train.first_bar == 0);
  CHECK(split.test.bars.size() == 60);  // the train bars warm up
  CHECK(split.test.first_bar == 30);
  CHECK_FALSE(split.adaptation);
}

TEST_CASE("bars of the last day belong to the train part, whatever their time") {
  PeriodBars within = june(60);
  BarColumn<std::int64_t>& time = within.bars.time;
  for (std::size_t i = 0; i < time.size(); ++i) time.set(i, time[i] + 86399);  // 23:59:59
  CHECK(parts(std::move(within), "2023-06-30").train.bars.size() == 30);
}

TEST_CASE("a share is of the bars that are traded") {
  CHECK(parts(june(60), "0.7").test.first_bar == 42);      // 0.7 * 60
  CHECK(parts(june(60, 10), "0.5").test.first_bar == 35);  // 10 + 0.5 * 50
  CHECK(parts(june(60, 10), "0.5").train.first_bar == 10);
  CHECK_FALSE(parts(june(60), "0.7").adaptation);
}

TEST_CASE(
    "a day that leaves fewer than 20 bars on a side gives way to 70 % of them, and it says so") {
  CHECK(parts(june(60), "2023-06-20").test.first_bar == 20);
  const TrainTest early = parts(june(60), "2023-06-19");
  CHECK(early.test.first_bar == 42);
  CHECK(early.adaptation ==
        "train and test split after 2023-06-19 -> after 70 % of the bars, at 2023-07-12, because "
        "they go from 2023-06-01 to 2023-07-30");
  CHECK(parts(june(50), "2023-06-30").test.first_bar == 30);
  CHECK(parts(june(49), "2023-06-30").test.first_bar == 34);  // floor(0.7 * 49)
  CHECK(parts(june(60), "2050-01-01").adaptation);
}

TEST_CASE("bars without dates are split by share") {
  PeriodBars within = june(60);
  within.bars.clock = Clock::Numbers;
  std::vector<std::int64_t> numbers(60);
  std::iota(numbers.begin(), numbers.end(), 0);
  within.bars.time = std::move(numbers);
  const TrainTest split = parts(std::move(within), "2023-06-30");
  CHECK(split.test.first_bar == 42);
  CHECK(split.adaptation ==
        "train and test split after 2023-06-30 -> after 70 % of the bars, which have no dates");
}

TEST_CASE("too few bars for two parts are an error that names them") {
  CHECK(parts(june(4), "0.5").test.first_bar == 2);
  const auto split = stratgen::split(june(3), parse_split("0.5").value());
  REQUIRE_FALSE(split);
  CHECK(split.error().fault == Fault::Data);
  CHECK(split.error().message ==
        "TEST: 3 bars are too few to choose parameters on one part and judge them on another; give "
        "a longer period");
  CHECK_FALSE(stratgen::split(june(3), parse_split("2023-06-02").value()));
}

TEST_CASE("a split is a day or a share between 0 and 1") {
  CHECK(parse_split("0.7")->fraction == 0.7);
  CHECK_FALSE(parse_split("0.7")->last_day);
  CHECK(parse_split("2023-06-30")->last_day == parse_date("2023-06-30", DayEdge::End).value());
  CHECK(parse_split("2023-06-30")->fraction == 0.7);  // where the bars do not reach over it
  for (const char* const text : {"", "0", "1", "1.5", "-0.5", "70%", "June", "2023-02-30", "nan"}) {
    CAPTURE(text);
    const auto split = parse_split(text);
    REQUIRE_FALSE(split);
    CHECK(split.error().fault == Fault::Usage);
    CHECK(split.error().message.starts_with("--split "));
  }
}
