#include "tools/cli/import_view.hpp"

#include "tools/cli/data_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json defect_json(const Defect& defect, Clock clock) {
  Json json = {{"kind", defect.kind}, {"severity", to_text(defect.severity)}};
  json["line"] = defect.line ? Json(*defect.line) : Json(nullptr);
  json["time"] = defect.time ? Json(to_iso(*defect.time, clock)) : Json(nullptr);
  json["message"] = defect.message;
  return json;
}

void show_market(const NewBars& market, const std::string& file, Console& out) {
  const Bars& bars = market.bars;
  out.line(fmt::format("{} {}: {} bars, {} to {}, from {}", bars.symbol, market.timeframe,
                       grouped(static_cast<long long>(bars.size())),
                       stamp_text(bars.time.front(), bars.clock),
                       stamp_text(bars.time.back(), bars.clock), file));
  constexpr std::size_t most = 3;
  for (std::size_t i = 0; i < std::min(most, market.defects.size()); ++i) {
    const Defect& defect = market.defects[i];
    const std::string place = defect.line ? fmt::format("line {}: ", *defect.line) : "";
    out.line(one_line(fmt::format("  {} {}{}", to_text(defect.severity), place, defect.message)));
  }
  if (market.defects.size() <= most) return;
  out.line(fmt::format("  and {} more like these; --json lists all",
                       grouped(static_cast<long long>(market.defects.size() - most))));
}

}  // namespace

Json imported_json(const NewBars& market, const std::string& file,
                   const std::vector<std::string>& conclusions, const std::string& hash) {
  const Bars& bars = market.bars;
  Json json = {{"symbol", bars.symbol},
               {"timeframe", market.timeframe},
               {"rows", bars.size()},
               {"first", to_iso(bars.time.front(), bars.clock)},
               {"last", to_iso(bars.time.back(), bars.clock)},
               {"source", market.source},
               {"file", file},
               {"adjustment", to_text(market.adjustment)},
               {"hash", hash.empty() ? Json(nullptr) : Json(hash)},
               {"concluded", conclusions},
               {"actions", market.actions.size()}};
  Json& defects = json["defects"] = Json::array();
  for (const Defect& defect : market.defects) defects.push_back(defect_json(defect, bars.clock));
  return json;
}

void show_imported(const std::string& file, std::span<const NewBars> markets, Console& out) {
  constexpr std::size_t most_lines = 8;
  if (markets.size() <= most_lines) {
    for (const NewBars& market : markets) show_market(market, file, out);
    return;
  }
  std::size_t bars = 0, defects = 0;
  for (const NewBars& market : markets) {
    bars += market.bars.size();
    defects += market.defects.size();
  }
  out.line(fmt::format("{}: {} markets, {} bars, {} defect{}", file,
                       grouped(static_cast<long long>(markets.size())),
                       grouped(static_cast<long long>(bars)), defects, defects == 1 ? "" : "s"));
}

}  // namespace stratgen
