#include "runtime/import/bar_import.hpp"

#include "runtime/import/bar_rows.hpp"
#include "runtime/import/dialect.hpp"
#include "runtime/import/input_text.hpp"
#include "runtime/import/json_table.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace stratgen {
namespace {

std::string timeframe_or_none(const Bars& bars) {
  if (auto found = find_timeframe(bars)) return std::move(*found);
  if (bars.clock != Clock::Dates) return "";
  constexpr std::int64_t longest_weekend = 4 * 86400;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    const std::int64_t step = bars.time[i] - bars.time[i - 1];
    if (step % 86400 == 0 && step <= longest_weekend) return "1d";  // days, but few of them
  }
  return "";
}

// The times of all markets, each once.
Bars all_times(const std::vector<ImportedMarket>& markets) {
  std::vector<std::int64_t> times;
  for (const ImportedMarket& market : markets) {
    times.insert(times.end(), market.bars.time.begin(), market.bars.time.end());
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  Bars all;
  all.clock = markets.front().bars.clock;
  all.time = std::move(times);
  return all;
}

void find_timeframes(std::vector<ImportedMarket>& markets) {
  for (ImportedMarket& market : markets) market.timeframe = timeframe_or_none(market.bars);
  if (markets.size() == 1) return;
  const Bars all = all_times(markets);
  const std::string common = timeframe_or_none(all);
  for (ImportedMarket& market : markets) {
    if (market.timeframe.empty() || all.clock == Clock::Dates) market.timeframe = common;
  }
}

Result<void> append_table(std::string_view text, std::string_view file, const std::string& symbol,
                          const FormatHints& hints, ImportedFile& result) {
  STRATGEN_TRY(Dialect dialect, find_dialect(text, file, hints));
  STRATGEN_TRY(BarRows rows, read_rows(text, file, dialect));
  std::vector<std::string> conclusions = std::move(dialect.conclusions);
  std::vector<ImportedMarket> markets = make_markets(std::move(rows), dialect, hints, conclusions);
  find_timeframes(markets);
  for (ImportedMarket& market : markets) {
    if (market.bars.symbol.empty()) market.bars.symbol = symbol;
    if (market.raw) market.raw->symbol = market.bars.symbol;
    result.markets.push_back(std::move(market));
  }
  for (std::string& conclusion : conclusions) {
    const auto& said = result.conclusions;
    if (std::find(said.begin(), said.end(), conclusion) == said.end()) {
      result.conclusions.push_back(std::move(conclusion));
    }
  }
  return {};
}

Result<ImportedFile> parse_json(std::string_view text, std::string_view file, std::string symbol,
                                const FormatHints& hints) {
  STRATGEN_TRY(const JsonTables json, json_tables(text, file));
  ImportedFile result;
  result.conclusions.push_back("JSON of " + json.source);
  const std::string label = fmt::format("{} (its rows as a table)", file);
  for (const JsonTable& table : json.tables) {
    const std::size_t before = result.markets.size();
    FormatHints told = hints;
    if (!told.timezone && !table.timezone.empty()) {
      if (auto zone = find_time_zone(table.timezone)) told.timezone = std::move(*zone);
    }
    STRATGEN_CHECK(append_table(table.text, label, table.symbol.empty() ? symbol : table.symbol,
                                told, result));
    for (std::size_t i = before; i < result.markets.size(); ++i) {
      std::vector<Defect>& defects = result.markets[i].defects;
      for (Defect& defect : defects) defect.line.reset();  // of a table that nobody sees
      defects.insert(defects.end(), table.defects.begin(), table.defects.end());
      if (result.markets[i].adjustment == Adjustment::Unknown) {
        result.markets[i].adjustment = table.adjustment;
      }
    }
  }
  std::erase(result.conclusions, "comma");
  std::erase(result.conclusions, "header");
  return result;
}

}  // namespace

Result<ImportedFile> parse_bars(std::string_view text, std::string_view file, std::string symbol,
                                const FormatHints& hints) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return fail(Fault::Data, fmt::format("{}: the file is empty", file));
  }
  if (text[first] == '{' || text[first] == '[') {
    return parse_json(text.substr(first), file, std::move(symbol), hints);
  }
  ImportedFile result;
  if (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos) {
    std::string lines(text);  // as old Macs ended them
    std::replace(lines.begin(), lines.end(), '\r', '\n');
    STRATGEN_CHECK(append_table(lines, file, symbol, hints, result));
    return result;
  }
  STRATGEN_CHECK(append_table(text, file, symbol, hints, result));
  return result;
}

Result<ImportedFile> read_bars(const std::filesystem::path& path, const FormatHints& hints) {
  STRATGEN_TRY(const InputText input, InputText::open(path));
  STRATGEN_TRY(ImportedFile file, parse_bars(input.text(), path.string(), symbol_of(path), hints));
  if (!input.encoding().empty()) {
    file.conclusions.insert(file.conclusions.begin(), input.encoding());
  }
  return file;
}

std::string symbol_of(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 6> endings = {".gz",  ".csv",  ".txt",
                                                       ".tsv", ".json", ".prn"};
  std::string name = path.filename().string();
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view ending : endings) {
      if (name.size() <= ending.size()) continue;
      std::string end = name.substr(name.size() - ending.size());
      std::transform(end.begin(), end.end(), end.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
      if (end != ending) continue;
      name.resize(name.size() - ending.size());
      cut = true;
    }
  }
  return name;
}

}  // namespace stratgen
