// How fast a large plain CSV becomes bars, on one core (CPU time), beside the fastest that any
// reader could be: a pass that only looks for the ends of lines.
//
//   import_benchmark [MB of text, 1024] [repetitions, 5]
#include "runtime/import/bar_import.hpp"
#include "runtime/market/bars.hpp"

#include <fmt/format.h>

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <random>
#include <string>
#include <string_view>

namespace {

using namespace stratgen;

// Minutes of a random walk, as most vendors write them.
std::string minutes(std::size_t bytes, bool seconds_since_1970) {
  std::mt19937_64 random(1);
  std::string text = "timestamp,open,high,low,close,volume\n";
  text.reserve(bytes + 200);
  std::int64_t time = 946'684'800;
  double price = 100;
  while (text.size() < bytes) {
    const double open = price;
    price *= 1 + (static_cast<double>(random() % 2001) - 1000) * 1e-6;
    const double high = std::max(open, price) + static_cast<double>(random() % 10) * 0.01;
    const double low = std::min(open, price) - static_cast<double>(random() % 10) * 0.01;
    const std::string stamp =
        seconds_since_1970 ? std::to_string(time) : to_iso(time, Clock::Dates);
    fmt::format_to(std::back_inserter(text), "{},{:.2f},{:.2f},{:.2f},{:.2f},{}\n", stamp, open,
                   high, low, price, random() % 1'000'000);
    time += 60;
  }
  return text;
}

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
    at = static_cast<const char*>(found) + 1;
    ++lines;
  }
  return lines;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The best of some repetitions, in seconds of CPU time, system calls and page faults included.
template <class Work>
double best_of(int repetitions, const Work& work) {
  double best = 1e9;
  for (int i = 0; i < repetitions; ++i) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

void measure(const std::string& name, const std::string& text, int repetitions) {
  std::size_t rows = 0, lines = 0;
  const double lines_pass = best_of(repetitions, [&] { lines = count_lines(text); });
  const double read = best_of(repetitions, [&] {
    const auto file = parse_bars(text, "bars.csv", "BARS");
    rows = file ? file->markets.front().bars.size() : 0;
  });
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  fmt::print(
      "{:<22} {:>6.0f} MB {:>9} lines {:>9} rows {:>6.0f} MB/s {:>5.1f} ns/row; line ends {:>6.0f} "
      "MB/s, ratio "
      "{:.2f}\n",
      name, megabytes, lines, rows, megabytes / read, read * 1e9 / static_cast<double>(rows),
      megabytes / lines_pass, read / lines_pass);
}

std::size_t number_at(int argc, char** argv, int at, std::size_t otherwise) {
  if (at >= argc) return otherwise;
  const std::string_view text = argv[at];
  std::from_chars(text.data(), text.data() + text.size(), otherwise);
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t bytes = number_at(argc, argv, 1, 1024) << 20;
  const int repetitions = static_cast<int>(number_at(argc, argv, 2, 5));
  measure("ISO times", minutes(bytes, false), repetitions);
  measure("seconds since 1970", minutes(bytes, true), repetitions);
}
