// What holds for every function, and for the table they are in.
#include "runtime/indicator/indicator.hpp"

#include "tests/runtime/indicator/random_columns.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

// The function's columns from `bars`, cut to [begin, end).
std::vector<std::span<const double>> inputs_of(const IndicatorInfo& info, const RandomBars& bars,
                                               std::size_t begin, std::size_t end) {
  std::vector<std::span<const double>> columns;
  for (const std::string_view name : info.inputs)
    columns.push_back(std::span(bars.column(name)).subspan(begin, end - begin));
  return columns;
}

// Defaults, and something sensible where there is none.
std::vector<double> params_of(const IndicatorInfo& info) {
  std::vector<double> params;
  for (const IndicatorParam& param : info.params) {
    const double fallback = param.kind == IndicatorParam::Kind::Window ? 10 : 0.5;
    params.push_back(std::isnan(param.default_value) ? fallback : param.default_value);
  }
  return params;
}

std::vector<Column> compute(const IndicatorInfo& info,
                            const std::vector<std::span<const double>>& inputs,
                            const std::vector<double>& params) {
  auto result = compute_indicator(info.name, inputs, params);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  REQUIRE(result->size() == info.outputs.size());
  return *std::move(result);
}

std::string message(std::string_view name, const Column& x, std::vector<double> params,
                    std::size_t columns = 1) {
  const std::vector<std::span<const double>> inputs(columns, x);
  const auto result = compute_indicator(name, inputs, params);
  REQUIRE(!result);
  CHECK(result.error().fault == Fault::Run);
  return result.error().message;
}

Column column_of(std::string_view name, const Column& x, std::vector<double> params) {
  const std::span<const double> inputs[] = {x};
  auto result = compute_indicator(name, inputs, params);
  REQUIRE(result);
  return result->front();
}

bool is_bar_number(const IndicatorInfo& info) { return info.outputs.front() == "bar"; }

}  // namespace

TEST_CASE("names are unique and in order, and every function has inputs and outputs") {
  std::set<std::string_view> names;
  std::string_view before;
  for (const IndicatorInfo& info : indicators()) {
    CAPTURE(info.name);
    CHECK(before < info.name);
    CHECK(names.insert(info.name).second);
    CHECK(!info.inputs.empty());
    CHECK(!info.outputs.empty());
    before = info.name;
  }
}

TEST_CASE("a function begins anew after a gap, as if the columns started there") {
  const RandomBars whole(600, 1);
  RandomBars gapped = whole;
  // 250 bars, a gap, 349 bars: the last holds even for the longest lookback.
  for (Column* column : {&gapped.open, &gapped.high, &gapped.low, &gapped.close, &gapped.volume}) {
    (*column)[0] = (*column)[1] = missing;
    (*column)[250] = missing;
  }
  for (const IndicatorInfo& info : indicators()) {
    CAPTURE(info.name);
    const auto params = params_of(info);
    const auto ours = compute(info, inputs_of(info, gapped, 0, 600), params);
    const auto first = compute(info, inputs_of(info, whole, 2, 250), params);
    const auto second = compute(info, inputs_of(info, whole, 251, 600), params);
    for (std::size_t k = 0; k < ours.size(); ++k) {
      Column expected(600, missing);
      const auto place = [&](const Column& part, std::size_t begin) {
        const double offset = is_bar_number(info) ? static_cast<double>(begin) : 0;
        for (std::size_t i = 0; i < part.size(); ++i) expected[begin + i] = part[i] + offset;
      };
      place(first[k], 2);
      place(second[k], 251);
      CHECK(same(ours[k], expected));
    }
  }
}

TEST_CASE("a missing value in one of the columns is missing in all") {
  RandomBars bars(300, 2);
  bars.high[100] = missing;
  for (const IndicatorInfo& info : indicators()) {
    if (std::ranges::find(info.inputs, "high") == info.inputs.end()) continue;
    CAPTURE(info.name);
    for (const Column& column : compute(info, inputs_of(info, bars, 0, 300), params_of(info)))
      CHECK(std::isnan(column[100]));
  }
}

TEST_CASE("a value does not depend on the bars after it") {
  const RandomBars bars(400, 3);
  for (const IndicatorInfo& info : indicators()) {
    CAPTURE(info.name);
    const auto params = params_of(info);
    const auto whole = compute(info, inputs_of(info, bars, 0, 400), params);
    for (const std::size_t end : {1u, 2u, 33u, 64u, 101u, 202u, 399u}) {
      const auto part = compute(info, inputs_of(info, bars, 0, end), params);
      for (std::size_t k = 0; k < whole.size(); ++k)
        CHECK(same(part[k], std::span(whole[k]).first(end)));
    }
  }
}

TEST_CASE("no bars give no values, and windows longer than the data give NaN") {
  const RandomBars bars(50, 4);
  for (const IndicatorInfo& info : indicators()) {
    CAPTURE(info.name);
    for (const Column& column : compute(info, inputs_of(info, bars, 0, 0), params_of(info)))
      CHECK(column.empty());

    std::vector<double> params = params_of(info);
    bool has_window = false;
    for (std::size_t i = 0; i < params.size(); ++i) {
      if (info.params[i].kind != IndicatorParam::Kind::Window) continue;
      params[i] = 1e300;
      has_window = true;
    }
    if (!has_window) continue;
    for (const Column& column : compute(info, inputs_of(info, bars, 0, 50), params))
      CHECK(std::ranges::all_of(column, [](double v) { return std::isnan(v); }));
  }
}

TEST_CASE("the smallest window works, and so does one of exactly the data's length") {
  const RandomBars bars(400, 5);
  for (const IndicatorInfo& info : indicators()) {
    CAPTURE(info.name);
    std::vector<double> smallest = params_of(info), longest = smallest;
    for (std::size_t i = 0; i < smallest.size(); ++i) {
      if (info.params[i].kind != IndicatorParam::Kind::Window) continue;
      smallest[i] = info.params[i].min;
      longest[i] = 400;
    }
    compute(info, inputs_of(info, bars, 0, 400), longest);
    for (const Column& column : compute(info, inputs_of(info, bars, 0, 400), smallest))
      CHECK((!std::isnan(column.back()) || info.name == "zscore" || info.name == "skewness" ||
             info.name == "kurtosis" || info.name == "correlation"));  // 0 / 0 for one value
  }
}

TEST_CASE("a window of 1 is the value itself") {
  const Column x = RandomBars(60, 6).close;
  for (const char* name : {"sma", "ema", "wma", "dema", "tema", "trima", "kama", "highest",
                           "lowest", "midpoint", "median", "sum"}) {
    CAPTURE(name);
    CHECK(column_of(name, x, {1}) == x);
  }
  CHECK(column_of("t3", x, {1, 0.7}).back() == doctest::Approx(x.back()).epsilon(1e-14));
}

TEST_CASE("an average of equal values is that value, exactly") {
  const Column x(200, 0.1);
  for (const char* name : {"sma", "ema", "wma", "trima", "kama", "highest", "lowest", "median",
                           "linearreg", "tsf", "midpoint"}) {
    CAPTURE(name);
    const Column y = column_of(name, x, {7});
    CHECK(std::isnan(y.front()));
    CHECK(y.back() == 0.1);
    CHECK(y[100] == 0.1);
  }
  CHECK(column_of("stdev", x, {7}).back() == 0);
  CHECK(column_of("linreg_slope", x, {7}).back() == 0);
  CHECK(column_of("rsi", x, {7}).back() == 0);  // as TA-Lib: no gains and no losses
  CHECK(column_of("rank", x, {7}).back() == 1);
}

TEST_CASE("adding to every value moves an average by as much and leaves deviations") {
  const Column x = RandomBars(200, 7).close;
  Column moved = x;
  for (double& v : moved) v += 1000;
  for (const char* name : {"sma", "ema", "wma", "dema", "tema", "t3", "trima", "hma", "highest"}) {
    CAPTURE(name);
    const Column a = column_of(name, x, {9}), b = column_of(name, moved, {9});
    for (std::size_t i = 60; i < x.size(); ++i)
      CHECK(b[i] == doctest::Approx(a[i] + 1000).epsilon(1e-12));
  }
  for (const char* name : {"stdev", "linreg_slope", "rsi", "mom", "zscore", "kurtosis"}) {
    CAPTURE(name);
    const Column a = column_of(name, x, {9}), b = column_of(name, moved, {9});
    for (std::size_t i = 60; i < x.size(); ++i) CHECK(b[i] == doctest::Approx(a[i]).epsilon(1e-9));
  }
}

TEST_CASE("a huge value leaves no trace once it has left the window") {
  Column x(100, 1.0);
  x[20] = 1e300;
  for (const char* name : {"sma", "wma", "sum"}) {
    CAPTURE(name);
    const double expected = name == std::string_view("sum") ? 10 : 1;
    CHECK(column_of(name, x, {10})[30] == expected);
  }
  CHECK(column_of("stdev", x, {10})[30] == 0);
}

TEST_CASE("infinity is a value to functions that only order, and missing to the others") {
  const double inf = std::numeric_limits<double>::infinity();
  const Column x = {3, inf, 2, 5, 4, 1};
  CHECK(same(column_of("highest", x, {2}), Column{missing, inf, inf, 5, 5, 4}));
  CHECK(same(column_of("lowest", x, {2}), Column{missing, 3, 2, 2, 4, 1}));
  CHECK(same(column_of("sma", x, {2}), Column{missing, missing, missing, 3.5, 4.5, 2.5}));
}

TEST_CASE("the extreme's bar counts from the first bar of the data, the newest on ties") {
  const Column x = {missing, missing, 5, 7, 7, 3, 3, 3};
  CHECK(
      same(column_of("maxindex", x, {3}), Column{missing, missing, missing, missing, 4, 4, 4, 7}));
  CHECK(
      same(column_of("minindex", x, {3}), Column{missing, missing, missing, missing, 2, 5, 6, 7}));
}

TEST_CASE("the lines of macd fit together") {
  const Column x = RandomBars(100, 8).close;
  const std::span<const double> inputs[] = {x};
  const double params[] = {5, 10, 4}, swapped[] = {10, 5, 4};
  const auto result = compute_indicator("macd", inputs, params);
  REQUIRE(result);
  const auto& lines = *result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK(std::isnan(lines[0][i]) == (i < 9 + 3));
    CHECK(same(lines[2][i], lines[0][i] - lines[1][i]));
  }
  const auto other = compute_indicator("macd", inputs, swapped);
  REQUIRE(other);
  CHECK(same((*other)[1], lines[1]));
}

TEST_CASE("macdext with averages of 1 is the difference of nothing") {
  const Column x = RandomBars(100, 9).close;
  CHECK(column_of("macdext", x, {1, 1, 1, 6, 6, 6}).back() == 0);
}

TEST_CASE("a bad window is an error that names the call") {
  const Column x(10, 1.0);
  CHECK(message("sma", x, {0}) == "sma(0): the window must be at least 1");
  CHECK(message("ema", x, {-3}) == "ema(-3): the window must be at least 1");
  CHECK(message("linreg_slope", x, {1}) == "linreg_slope(1): the window must be at least 2");
  CHECK(message("hma", x, {1}) == "hma(1): the window must be at least 2");
  CHECK(message("sma", x, {missing}) == "sma(nan): the window must be a whole number");
  CHECK(message("sma", x, {2.5}) == "sma(2.5): the window must be a whole number");
  CHECK(message("macd", x, {12, 0, 9}) == "macd(12, 0, 9): the slow window must be at least 1");
  CHECK(message("highest", x, {std::numeric_limits<double>::infinity()}) ==
        "highest(inf): the window must be a whole number");
}

TEST_CASE("other bad parameters are errors that say what is allowed") {
  const Column x(10, 1.0);
  CHECK(message("quantile", x, {5, 1.5}) == "quantile(5, 1.5): the quantile must be from 0 to 1");
  CHECK(message("ewma", x, {missing}) == "ewma(nan): the alpha must be a finite number");
  CHECK(message("realized_volatility", x, {5, -1}) ==
        "realized_volatility(5, -1): the periods per year must be at least 0");
  CHECK(message("bbands", x, {5, 2, 2, 7}) ==
        "bbands(5, 2, 2, 7): the average must be 0 (sma), 1 (ema), 2 (wma), 3 (dema), 4 (tema), "
        "5 (trima), 6 (kama) or 8 (t3)");
  CHECK(message("zscore", x, {}) == "zscore(): the window is missing");
  CHECK(message("sma", x, {3, 4}) == "sma(3, 4): takes 1 parameters, not 2");
  CHECK(message("atr", x, {14}, 1) == "atr(14): takes 3 columns (high, low, close), not 1");
  CHECK(message("nonsense", x, {14}) == "nonsense(14): there is no such indicator");
}

TEST_CASE("columns of different lengths are an error") {
  const Column x(10, 1.0), y(9, 1.0);
  const std::span<const double> inputs[] = {x, y};
  const double params[] = {3};
  const auto result = compute_indicator("correl", inputs, params);
  REQUIRE(!result);
  CHECK(result.error().message == "correl(3): columns of 10 and 9 bars do not go together");
}

TEST_CASE("every function gets to the end of prices whose sums overflow") {
  for (const IndicatorInfo& info : indicators()) {
    INFO(info.name);
    Column wild;
    for (int i = 0; i < 300; ++i) wild.push_back(i % 2 == 0 ? -1e308 : 1e308);
    const std::vector<std::span<const double>> inputs(info.inputs.size(), wild);
    for (const Column& column : compute(info, inputs, params_of(info)))
      CHECK(column.size() == wild.size());
  }
}
