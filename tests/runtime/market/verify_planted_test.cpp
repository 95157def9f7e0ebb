// Defects planted at random into clean stretches of real series: how many of each kind are found.
#include "runtime/market/timeframe.hpp"
#include "tests/runtime/market/calm_bars.hpp"
#include "tests/runtime/market/lenient_csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <random>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

using Random = std::mt19937_64;

double between(Random& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

std::size_t row_in(Random& random, const Bars& bars) {
  return std::uniform_int_distribution<std::size_t>(300, bars.size() - 300)(random);
}

double sign(Random& random) { return random() % 2 == 0 ? 1 : -1; }

// Adds the defect, and gives the row at which it is to be found.
using Plant = std::function<std::size_t(Bars&, Random&)>;

struct Kind {
  const char* name;
  Plant plant;
  double least_recall;
};

std::size_t plant_high_below_close(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  bars.high.set(i, std::max(bars.open[i], bars.close[i]) * (1 - between(random, 1e-6, 0.01)));
  bars.low.set(i, std::min(bars.low[i], bars.high[i]));
  return i;
}

std::size_t plant_zero(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  (random() % 2 == 0 ? bars.open : bars.close).set(i, 0);
  return i;
}

std::size_t plant_split(Bars& bars, Random& random) {
  constexpr std::array<double, 10> ratios = {1.5, 2, 3, 4, 5, 10, 20, 1.0 / 4, 1.0 / 8, 1.0 / 10};
  const double ratio = ratios[random() % ratios.size()];
  const std::size_t i = row_in(random, bars);
  scale_prices(bars, 0, i, ratio);
  if (random() % 2 == 0) {
    for (std::size_t k = 0; k < i; ++k) bars.volume.set(k, bars.volume[k] / ratio);
  }
  return i;
}

std::size_t plant_stretch(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  scale_prices(bars, i, i + 2 + random() % 20, random() % 2 == 0 ? 100 : 0.01);
  return i;
}

// Of 15 usual daily moves of stocks and more, as wrong digits make them.
std::size_t plant_bad_close(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  bars.close.set(i, bars.close[i] * (std::exp(sign(random) * between(random, 0.2, 0.7))));
  bars.high.set(i, std::max(bars.high[i], bars.close[i]));
  bars.low.set(i, std::min(bars.low[i], bars.close[i]));
  return i;
}

std::size_t plant_bad_bar(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  scale_prices(bars, i, i + 1, std::exp(sign(random) * between(random, 0.2, 0.7)));
  return i;
}

std::size_t plant_wick(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  const double far = between(random, 0.2, 0.7);
  if (random() % 2 == 0) {
    bars.high.set(i, bars.high[i] * std::exp(far));
  } else {
    bars.low.set(i, bars.low[i] * (std::exp(-far)));
  }
  return i;
}

std::size_t plant_gap(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  erase_rows(bars, i, i + 1 + random() % 10);
  return i;
}

std::size_t plant_no_volume(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  bars.volume.set(i, 0);
  return i;
}

std::size_t plant_other_feed(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  const double share = between(random, 0.01, 0.04);
  for (std::size_t k = i; k < bars.size(); ++k) bars.volume.set(k, bars.volume[k] * share);
  return i;
}

std::size_t plant_copy(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    column->set(i, (*column)[i - 1]);
  }
  return i;
}

std::size_t plant_flat(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  for (std::size_t k = i; k < i + 3 + random() % 8; ++k) {
    for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close})
      column->set(k, bars.close[i - 1]);
  }
  return i;
}

std::size_t plant_duplicate(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  bars.time.set(i, bars.time[i - 1]);
  return i;
}

std::size_t plant_disorder(Bars& bars, Random& random) {
  const std::size_t i = row_in(random, bars);
  bars.time.change([i](auto& times) { std::swap(times[i], times[i - 1]); });
  return i;
}

bool names(const std::vector<Defect>& defects, const std::string& kind, std::size_t row) {
  return std::any_of(defects.begin(), defects.end(), [&](const Defect& defect) {
    return defect.kind == kind && defect.bar == row;
  });
}

}  // namespace

TEST_CASE("planted defects of each kind are found") {
  const std::filesystem::path folder = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "data/daily";
  std::vector<Bars> series;
  for (const char* name : {"AAPL", "SPY", "XLF", "JNJ", "NVDA", "TLT", "GLD", "QQQ"}) {
    series.push_back(read_lenient(folder / (std::string(name) + ".csv"), name).bars);
  }
  const std::vector<Kind> kinds = {
      {"ohlc", plant_high_below_close, 1}, {"price", plant_zero, 1},
      {"split", plant_split, 0.95},        {"scale", plant_stretch, 0.95},
      {"outlier", plant_bad_close, 0.9},   {"outlier", plant_bad_bar, 0.9},
      {"wick", plant_wick, 0.9},           {"gap", plant_gap, 1},
      {"volume", plant_no_volume, 1},      {"seam", plant_other_feed, 0.9},
      {"stale", plant_copy, 0.9},          {"flat", plant_flat, 1},
      {"duplicate", plant_duplicate, 1},   {"order", plant_disorder, 1}};
  Random random(20201122);
  for (const Kind& kind : kinds) {
    int found = 0;
    constexpr int trials = 160;
    for (int trial = 0; trial < trials; ++trial) {
      Bars bars = series[static_cast<std::size_t>(trial) % series.size()];
      const std::size_t row = kind.plant(bars, random);
      found += names(verify(bars, {.timeframe = "1d"}), kind.name, row);
    }
    MESSAGE(fmt::format("planted {}: {} of {} found", kind.name, found, trials));
    CHECK(found >= kind.least_recall * trials);
  }
}
