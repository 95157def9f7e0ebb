// How much of what is known to be wrong with real bars verify() finds, and how often it cries wolf.
#include "runtime/market/repair.hpp"
#include "runtime/market/timeframe.hpp"
#include "tests/runtime/market/calm_bars.hpp"
#include "tests/runtime/market/lenient_csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <map>
#include <set>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const std::filesystem::path reference = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "data";

// A line of known_defects.csv.
struct Known {
  std::string file, kind;
  std::optional<std::int64_t> from, to;  // nothing: the whole file
};

std::vector<Known> known_defects() {
  std::vector<Known> known;
  std::stringstream text(read_file(STRATGEN_KNOWN_DEFECTS).value());
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string> cells = cells_of(line);
    Known one{cells[0], cells[1], {}, {}};
    if (cells[2] != "-") {
      one.from = parse_date(cells[2]).value();
      one.to = parse_date(cells[3]).value();
    }
    known.push_back(one);
  }
  return known;
}

Bars bars_of(const std::filesystem::path& path) {
  std::string symbol = path.stem().string();
  if (symbol == "yfinance_CL_F_negative_price") symbol = "CL=F";
  return read_lenient(path, symbol).bars;
}

std::vector<Defect> defects_of(const Bars& bars) {
  return verify(bars, {.timeframe = find_timeframe(bars).value()});
}

// Defects of daily bars in UTC are stamped within their day; a gap has the day itself.
constexpr std::int64_t slack = 86400 - 1;

bool is_at(const Defect& defect, const Known& known) {
  if (!known.from) return true;
  return defect.time && *defect.time >= *known.from && *defect.time <= *known.to + slack;
}

bool is_found(const Known& known, const std::vector<Defect>& defects) {
  return std::any_of(defects.begin(), defects.end(), [&](const Defect& defect) {
    if (defect.kind != known.kind) return false;
    return known.from ? defect.time && *defect.time >= *known.from &&
                            *defect.time <= *known.from + (known.kind == "gap" ? slack : 0)
                      : true;
  });
}

}  // namespace

TEST_CASE("over 95 % of the listed defects are found, below 1 false alarm in 10,000 bars") {
  const std::vector<Known> known = known_defects();
  std::map<std::string, std::vector<Defect>> found;
  std::map<std::string, Bars> bars;
  for (const char* folder : {"daily", "hourly"}) {
    for (const auto& entry : std::filesystem::directory_iterator(reference / folder)) {
      if (entry.path().extension() != ".csv") continue;
      bars[std::string(folder) + "/" + entry.path().filename().string()] = bars_of(entry.path());
    }
  }
  for (const Known& one : known) {
    if (!bars.contains(one.file)) bars[one.file] = bars_of(reference / one.file);
  }
  for (const auto& [file, content] : bars) found[file] = defects_of(content);

  std::map<std::string, std::array<int, 2>> by_kind;
  int hits = 0;
  for (const Known& one : known) {
    const bool hit = is_found(one, found[one.file]);
    hits += hit;
    ++by_kind[one.kind][hit];
    if (!hit) MESSAGE("missed: " << one.file << " " << one.kind);
  }
  for (const auto& [kind, count] : by_kind) {
    MESSAGE(fmt::format("listed {}: {} of {} found", kind, count[1], count[0] + count[1]));
  }

  std::size_t clean = 0;
  int alarms = 0;
  for (const auto& [file, defects] : found) {
    if (file.starts_with("dirty")) continue;
    clean += bars[file].size();
    for (const Defect& defect : defects) {
      if (defect.severity == Severity::Note) continue;
      const bool listed = std::any_of(known.begin(), known.end(), [&](const Known& one) {
        return one.file == file && one.from && is_at(defect, one);
      });
      if (listed) continue;
      ++alarms;
      MESSAGE(fmt::format("not listed: {} {} {}: {}", file, to_iso(*defect.time, Clock::Dates),
                          defect.kind, defect.message));
    }
  }
  const double recall = hits / static_cast<double>(known.size());
  const double rate = alarms / (static_cast<double>(clean) / 10000);
  MESSAGE(fmt::format("recall {:.4f} of {}, {} alarms in {} bars: {:.3f} in 10,000", recall,
                      known.size(), alarms, clean, rate));
  CHECK(recall > 0.95);
  CHECK(rate < 1);
}

TEST_CASE("true crashes and rallies are no splits") {
  for (const char* folder : {"daily", "hourly"}) {
    for (const auto& entry : std::filesystem::directory_iterator(reference / folder)) {
      if (entry.path().extension() != ".csv") continue;
      const Bars bars = bars_of(entry.path());
      const std::vector<Defect> defects = defects_of(bars);
      for (const Defect& defect : defects) {
        CAPTURE(entry.path().filename().string());
        CAPTURE(defect.message);
        CHECK(defect.kind != "split");
        CHECK(defect.kind != "scale");
      }
    }
  }
}

TEST_CASE("the seam of KLAC is adjusted by 10:1, that of USO waits for the split to be known") {
  const Bars klac = bars_of(reference / "dirty/yahoo_KLAC_unadjusted_seam.csv");
  const Repaired repaired = repair(klac, {.timeframe = "1d"});
  CHECK(of_kind(verify(repaired.bars, {.timeframe = "1d"}), "split").empty());
  CHECK(of_kind(verify(repaired.bars, {.timeframe = "1d"}), "ohlc").empty());
  REQUIRE(repaired.bars.time == klac.time);
  const auto row =
      std::lower_bound(klac.time.begin(), klac.time.end(), parse_date("2026-03-12").value()) -
      klac.time.begin();
  const auto i = static_cast<std::size_t>(row);
  CHECK(repaired.bars.close[i] == klac.close[i] / 10);
  CHECK(repaired.bars.volume[i] == klac.volume[i] * 10);

  const Bars uso = bars_of(reference / "dirty/twelvedata_USO_unadjusted_reverse_split.csv");
  CHECK(repair(uso, {.timeframe = "1d"}).steps.empty());
  const Expectations known{
      .timeframe = "1d",
      .actions = {{CorporateAction::Kind::Split, parse_date("2020-04-29").value(), 1.0 / 8}}};
  CHECK(repair(uso, known).steps.size() == 1);
}

TEST_CASE("the whole of daily is verified in well under a second") {
  std::vector<Bars> all;
  for (const auto& entry : std::filesystem::directory_iterator(reference / "daily")) {
    if (entry.path().extension() == ".csv") all.push_back(bars_of(entry.path()));
  }
  const auto begin = std::chrono::steady_clock::now();
  std::size_t defects = 0;
  for (const Bars& bars : all) defects += verify(bars, {.timeframe = "1d"}).size();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  MESSAGE(fmt::format("{} files, {} defects, {:.3f} s", all.size(), defects, taken.count()));
  CHECK(all.size() >= 140);
}
