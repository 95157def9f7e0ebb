// How fast bars come out of the store: mapped in place, beside reading the same files by copy. Both
// look at every byte, since the hash is checked. Medians; files are in the page cache.
#include "runtime/market/bar_store.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace stratgen;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t rows = 5000;

std::string symbol_of(int number) { return fmt::format("S{:04}", number); }

Bars daily(int number) {
  std::vector<std::int64_t> time(rows);
  std::vector<double> open(rows), high(rows), low(rows), close(rows), volume(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    time[i] = static_cast<std::int64_t>(i) * 86'400;
    close[i] = 100 + 10 * std::sin(0.01 * static_cast<double>(i) * (1 + 0.001 * number));
    open[i] = close[i] * 0.999;
    high[i] = close[i] * 1.01;
    low[i] = close[i] * 0.98;
    volume[i] = 1e6;
  }
  return {symbol_of(number), Clock::Dates,   std::move(time),  std::move(open),
          std::move(high),   std::move(low), std::move(close), std::move(volume)};
}

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  return elapsed.count();
}

// What each takes, in turns, so that the machine's moods meet all alike.
std::vector<double> medians(int times, const std::vector<std::function<void()>>& works) {
  std::vector<std::vector<double>> all(works.size());
  for (int i = 0; i < times; ++i)
    for (std::size_t k = 0; k < works.size(); ++k) all[k].push_back(milliseconds(works[k]));
  std::vector<double> middle;
  for (std::vector<double>& some : all) {
    std::nth_element(some.begin(), some.begin() + times / 2, some.end());
    middle.push_back(some[static_cast<std::size_t>(times / 2)]);
  }
  return middle;
}

void require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "{}\n", what);
  std::exit(1);
}

template <class T>
T value(Result<T> result) {
  if (!result) require(false, result.error().message);
  return std::move(*result);
}

// The baseline: the whole file into a string, its hash, and columns of their own.
double read_by_copy(const fs::path& folder, const std::string& hash) {
  const std::string bytes = value(read_file(folder / (hash + ".bars")));
  require(sha256(bytes) == hash, "the baseline read something else");
  std::vector<std::vector<double>> columns(6, std::vector<double>(rows));
  for (std::size_t i = 0; i < columns.size(); ++i)
    std::memcpy(columns[i].data(), bytes.data() + 32 + i * rows * 8, rows * 8);
  return columns[4][rows - 1];
}

void print(const char* what, double ms) { fmt::print("{:<58}{:>10.3f} ms\n", what, ms); }

void measure(const fs::path& workspace) {
  constexpr int symbols = 1000;
  BarStore store = value(BarStore::open(workspace));
  std::vector<NewBars> all;
  for (int i = 0; i < symbols; ++i)
    all.push_back({.bars = daily(i), .timeframe = "1d", .source = "benchmark"});
  std::vector<BarRevision> revisions;
  print("import 1,000 symbols of 5,000 bars at once, once",
        milliseconds([&] { revisions = value(store.import(all)); }));

  double sum = 0;
  const fs::path folder = workspace / "bars";
  const std::vector<double> one = medians(
      301,
      {[&] { sum += value(store.load(symbol_of(7), "1d")).close.back(); },
       [&] { sum += read_by_copy(folder, revisions[7].hash); },
       [&] { sum += value(value(BarStore::open(workspace)).load(symbol_of(7), "1d")).open[0]; }});
  print("one symbol, mapped", one[0]);
  print("one symbol, by copy", one[1]);
  print("one symbol, mapped, by a store that is opened for it", one[2]);

  std::vector<Bars> kept(symbols);
  const std::vector<double> thousand = medians(11, {[&] {
                                                      for (int i = 0; i < symbols; ++i)
                                                        kept[static_cast<std::size_t>(i)] =
                                                            value(store.load(symbol_of(i), "1d"));
                                                    },
                                                    [&] {
                                                      for (const BarRevision& revision : revisions)
                                                        sum += read_by_copy(folder, revision.hash);
                                                    }});
  print("1,000 symbols, mapped and kept", thousand[0]);
  print("1,000 symbols, by copy, one after the other", thousand[1]);
  require(std::isfinite(sum), "prices are numbers");
}

}  // namespace

int main() {
  std::string name = (fs::temp_directory_path() / "stratgen-bar-store-XXXXXX").string();
  require(::mkdtemp(name.data()) != nullptr, "no temporary folder");
  measure(name);
  fs::remove_all(name);
}
