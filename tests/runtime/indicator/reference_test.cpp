// Every function against TA-Lib 0.6.4 (and HMA against exact sums) on 2,148 daily bars: values and
// the number of bars before the first.
#include "runtime/indicator/indicator.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

using namespace stratgen;
using json = nlohmann::ordered_json;

namespace {

const std::filesystem::path reference = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "reference";

// Columns by the letter of the reference files: O H L C V.
std::map<char, Column> load_bars() {
  std::ifstream file(reference / "data" / "GOOG.csv");
  std::map<char, Column> bars;
  std::string line;
  std::getline(file, line);  // Date,Open,High,Low,Close,Volume
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string field;
    std::getline(fields, field, ',');
    for (const char letter : {'O', 'H', 'L', 'C', 'V'}) {
      std::getline(fields, field, ',');
      bars[letter].push_back(std::stod(field));
    }
  }
  return bars;
}

// "price HLC" or "real inReal=C": the letters.
std::vector<std::span<const double>> input_columns(const json& file,
                                                   const std::map<char, Column>& bars) {
  std::vector<std::span<const double>> columns;
  for (const std::string input : file["inputs"]) {
    const std::size_t equals = input.find('=');
    const std::string letters = input.substr(equals == std::string::npos ? 6 : equals + 1);
    for (const char letter : letters) columns.emplace_back(bars.at(letter));
  }
  return columns;
}

// TA-Lib's order, with the kinds of average moved to the end.
std::vector<double> parameters(const json& setting) {
  std::vector<double> values, kinds;
  for (const auto& [name, value] : setting["params"].items())
    (name.ends_with("MAType") ? kinds : values).push_back(value.get<double>());
  values.insert(values.end(), kinds.begin(), kinds.end());
  return values;
}

std::string our_name(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name == "max") return "highest";
  if (name == "min") return "lowest";
  return name;
}

// Which of our outputs a reference output is; ours are in the reference's order but for Aroon's.
std::size_t our_output(const std::string& name, std::size_t position) {
  if (name == "outAroonDown") return 1;
  if (name == "outAroonUp") return 0;
  return position;
}

// The largest difference relative to the value or to `least`, whichever is larger; none if values
// are missing where they should not be or the other way round.
std::optional<double> difference(const Column& ours, const json& expected, std::size_t lookback,
                                 double least) {
  double largest = 0;
  if (lookback + expected.size() != ours.size()) return {};
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (std::isnan(ours[i]) != (i < lookback)) return {};
    if (i < lookback) continue;
    const double value = expected[i - lookback];
    const double scale = std::max(std::abs(value), least);
    largest = std::max(largest, std::abs(ours[i] - value) / scale);
  }
  return largest;
}

// Where TA-Lib itself loses digits.
double tolerance(const std::string& name) {
  return name == "CORREL" || name == "VAR" || name == "STDDEV" ? 1e-8 : 1e-9;
}

// TA-Lib's correlations near 0 are noise from sums about 1: with exact fractions, the one of 5 bars
// at bar 656 is -0.00131614236, and TA-Lib has -0.00131614215.
double least_scale(const std::string& name) { return name == "CORREL" ? 1 : 1e-3; }

}  // namespace

TEST_CASE("every reference setting is met") {
  const std::map<char, Column> bars = load_bars();
  REQUIRE(bars.at('C').size() == 2148);

  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(reference / "indicators"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::ranges::sort(files);
  CHECK(files.size() == 79);

  int met = 0, settings = 0;
  fmt::print("{:<20} {:>8} {:>8} {:>12}\n", "function", "settings", "met", "difference");
  for (const auto& path : files) {
    const json file = json::parse(std::ifstream(path));
    const std::string name = file["function"];
    int met_here = 0;
    double largest = 0;
    for (const json& setting : file["settings"]) {
      CAPTURE(name);
      CAPTURE(setting["params"].dump());
      const auto result =
          compute_indicator(our_name(name), input_columns(file, bars), parameters(setting));
      CHECK_MESSAGE(result, (result ? "" : result.error().message));
      if (!result) continue;
      bool all = result->size() == setting["outputs"].size();
      std::size_t position = 0;
      for (const auto& [output, values] : setting["outputs"].items()) {
        const Column& ours = (*result)[our_output(output, position++)];
        const auto worst =
            difference(ours, values, setting["lookback"].get<std::size_t>(), least_scale(name));
        all = all && worst && *worst <= tolerance(name);
        largest = std::max(largest, worst.value_or(INFINITY));
      }
      CHECK(all);
      met_here += all;
    }
    const auto count = static_cast<int>(file["settings"].size());
    fmt::print("{:<20} {:>8} {:>8} {:>12.1e}\n", name, count, met_here, largest);
    met += met_here;
    settings += count;
  }
  fmt::print("{} of {} settings of {} functions\n", met, settings, files.size());
  CHECK(met == settings);
}

TEST_CASE("defaults are TA-Lib's") {
  for (const auto& entry : std::filesystem::directory_iterator(reference / "indicators")) {
    if (entry.path().extension() != ".json") continue;
    const json file = json::parse(std::ifstream(entry.path()));
    const std::string name = our_name(file["function"]);
    CAPTURE(name);
    const auto info = std::ranges::find(indicators(), name, &IndicatorInfo::name);
    REQUIRE(info != indicators().end());
    std::vector<double> ours;
    for (const IndicatorParam& param : info->params) ours.push_back(param.default_value);
    CHECK(ours == parameters({{"params", file["defaults"]}}));
  }
}
