#include "tools/cli/run_record.hpp"

#include "runtime/base/file.hpp"
#include "runtime/store/used_bars_json.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/settings_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json compile_json(const CompileOptions& options) {
  return {{"max_bytes", options.max_bytes},
          {"optimised", options.optimised},
          {"layers",
           {{"text", options.layers.text},
            {"tree", options.layers.tree},
            {"code", options.layers.code}}}};
}

CompileOptions compile_from(const Json& json) {
  CompileOptions options;
  json.at("max_bytes").get_to(options.max_bytes);
  json.at("optimised").get_to(options.optimised);
  json.at("layers").at("text").get_to(options.layers.text);
  json.at("layers").at("tree").get_to(options.layers.tree);
  json.at("layers").at("code").get_to(options.layers.code);
  return options;
}

Result<RunRecord> read(const Json& json) {
  RunRecord record;
  json.at("fingerprint").get_to(record.fingerprint);
  json.at("engine").get_to(record.engine_version);
  json.at("compiler").at("toolchain").get_to(record.toolchain);
  json.at("compiler").at("clang").get_to(record.clang);
  record.compile = compile_from(json.at("compiler").at("options"));
  STRATGEN_TRY(record.settings, settings_from(json.at("settings")));
  json.at("bundled_bars").get_to(record.bundled_bars);
  record.bars = bars_from(json.at("bars"));
  record.concepts = json.value("concepts", "");
  return record;
}

}  // namespace

BarSource noting(const BarSource& source, std::vector<UsedBars>& used) {
  BarSource noted = source;
  noted.load = [&source, &used](const std::string& symbol,
                                const std::string& timeframe) -> Result<MarketBars> {
    STRATGEN_TRY(MarketBars market, source.load(symbol, timeframe));
    UsedBars bars{symbol, timeframe, content_hash(market.bars)};
    if (std::find(used.begin(), used.end(), bars) == used.end()) used.push_back(std::move(bars));
    return market;
  };
  return noted;
}

Json run_json(const RunRecord& record) {
  return {{"fingerprint", record.fingerprint},
          {"engine", record.engine_version},
          {"compiler",
           {{"toolchain", record.toolchain},
            {"clang", record.clang},
            {"options", compile_json(record.compile)}}},
          {"settings", settings_json(record.settings)},
          {"bundled_bars", record.bundled_bars},
          {"bars", bars_json(record.bars)},
          {"concepts", record.concepts}};
}

Result<RunRecord> run_from(const Json& json) {
  try {
    return read(json);
  } catch (const Json::exception&) {
    return fail(Fault::Data, "the record of the run is not whole");
  }
}

Result<void> keep_run_record(const RunRecord& record, const std::filesystem::path& folder) {
  return write_file(folder / "run.json", json_text(run_json(record), 2) + "\n");
}

Result<RunRecord> read_run_record(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "run.json";
  STRATGEN_TRY(const std::string text, read_file(path));
  Result<RunRecord> record = run_from(Json::parse(text, nullptr, false));
  if (!record) {
    record.error().message = fmt::format("{}: {}", path.string(), record.error().message);
  }
  return record;
}

}  // namespace stratgen
