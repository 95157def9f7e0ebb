#include "runtime/market/sample_bars.hpp"

#include "runtime/base/file.hpp"
#include "runtime/market/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace stratgen {
namespace {

bool contains(const std::vector<std::string>& symbols, std::string_view symbol) {
  return std::find(symbols.begin(), symbols.end(), symbol) != symbols.end();
}

Result<SampleMarket> parse_market(const nlohmann::json& entry) {
  SampleMarket market;
  entry.at("symbol").get_to(market.symbol);
  entry.at("name").get_to(market.name);
  entry.at("file").get_to(market.file);
  entry.at("licence").get_to(market.licence);
  entry.at("aliases").get_to(market.aliases);
  entry.at("stands_in_for").get_to(market.stands_in_for);
  STRATGEN_TRY(market.from, parse_date(entry.at("from").get<std::string>()));
  return market;
}

Result<std::vector<SampleMarket>> parse_catalog(const std::string& text, const std::string& path) {
  try {
    std::vector<SampleMarket> markets;
    const nlohmann::json catalog = nlohmann::json::parse(text);
    for (const nlohmann::json& entry : catalog.at("markets")) {
      STRATGEN_TRY(SampleMarket market, parse_market(entry));
      markets.push_back(std::move(market));
    }
    return markets;
  } catch (const nlohmann::json::exception& e) {
    return fail(Fault::Data, fmt::format("{}: {}", path, e.what()));
  }
}

struct Match {
  const SampleMarket* market = nullptr;
  std::string note;
};

Match find_market(const std::vector<SampleMarket>& markets, std::string_view symbol) {
  for (const SampleMarket& market : markets) {
    if (market.symbol == symbol) return {&market, ""};
  }
  for (const SampleMarket& market : markets) {
    const std::string target = fmt::format("{} -> {} ({})", symbol, market.name, market.symbol);
    if (contains(market.aliases, symbol)) {
      return {&market, target + ", the same market, bundled with stratgen under this symbol"};
    }
    if (contains(market.stands_in_for, symbol)) {
      return {&market, target + ", the index series bundled with stratgen"};
    }
  }
  return {};
}

}  // namespace

Result<std::vector<SampleMarket>> read_sample_catalog(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "catalog.json";
  STRATGEN_TRY(const std::string text, read_file(path));
  return parse_catalog(text, path.string());
}

Result<SampleBars> load_sample(const std::filesystem::path& folder, std::string_view symbol) {
  STRATGEN_TRY(const std::vector<SampleMarket> markets, read_sample_catalog(folder));
  const Match match = find_market(markets, symbol);
  if (match.market == nullptr) {
    std::vector<std::string_view> symbols;
    symbols.reserve(markets.size());
    for (const SampleMarket& market : markets) symbols.push_back(market.symbol);
    return fail(Fault::Data,
                fmt::format("{} is not among the bars bundled with stratgen ({}); import some: "
                            "stratgen data import FILE --symbol {}",
                            symbol, fmt::join(symbols, ", "), symbol));
  }
  STRATGEN_TRY(const Bars all, read_csv(folder / match.market->file, match.market->symbol));
  STRATGEN_TRY(Bars bars, slice(all, match.market->from, all.time.back()));
  return SampleBars{std::move(bars), match.note};
}

}  // namespace stratgen
