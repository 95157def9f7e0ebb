#include "tools/cli/capsule_differences.hpp"

#include "compiler/frontend/toolchain.hpp"
#include "compiler/prompts/prompts.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>
#include <optional>

namespace stratgen {
namespace {

CapsulePart part(std::string name, std::string capsule, std::string here, bool decides = true) {
  const bool same = capsule == here;
  const auto shown = [](std::string text) { return text.empty() ? "-" : text; };
  return {std::move(name), shown(std::move(capsule)), shown(std::move(here)), same, decides};
}

std::string lines(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, "; "));
}

// Where a text is long, its hash stands for it.
CapsulePart text_part(std::string name, const std::string& capsule, const std::string& here) {
  const auto hash = [](const std::string& text) { return text.empty() ? "" : sha256(text); };
  return part(std::move(name), hash(capsule), hash(here));
}

bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

CapsulePart number_part(const std::string& name, std::optional<double> capsule,
                        std::optional<double> here) {
  const auto text = [](std::optional<double> value) {
    return value ? fmt::format("{}", *value) : "-";
  };
  return {name, text(capsule), text(here), capsule && here && same_number(*capsule, *here), true};
}

// Those of the capsule in its order, then those that only `here` has.
void compare_stats(const DiscoverResult& capsule, const DiscoverResult& here,
                   std::vector<CapsulePart>& parts) {
  std::map<std::string, double> rest(here.stats.begin(), here.stats.end());
  for (const auto& [name, value] : capsule.stats) {
    const auto found = rest.find(name);
    const bool there = found != rest.end();
    parts.push_back(number_part(name, value, there ? std::optional(found->second) : std::nullopt));
    if (there) rest.erase(found);
  }
  for (const auto& [name, value] : rest) parts.push_back(number_part(name, std::nullopt, value));
}

}  // namespace

std::vector<CapsulePart> compare_bars(const Capsule& capsule, const std::vector<UsedBars>& here) {
  std::vector<CapsulePart> parts;
  for (std::size_t i = 0; i < here.size(); ++i) {
    const UsedBars& used = capsule.run.bars[i];
    parts.push_back(
        part(fmt::format("bars {} {}", used.symbol, used.timeframe), used.hash, here[i].hash));
  }
  return parts;
}

std::vector<CapsulePart> compare_tools(const Capsule& capsule) {
  std::vector<CapsulePart> parts;
  for (const NamedText& prompt : capsule.prompts) {
    const auto text = find_prompt_template(prompt.name);
    parts.push_back(
        part("prompt " + prompt.name, sha256(prompt.text), text ? sha256(*text) : "", false));
  }
  const RunRecord& run = capsule.run;
  parts.push_back(part("engine", run.engine_version, STRATGEN_VERSION, false));
  parts.push_back(part("clang", run.clang, clang_version(), false));
  parts.push_back(part("toolchain", run.toolchain, toolchain_id(), false));
  return parts;
}

std::vector<CapsulePart> compare_results(const DiscoverResult& capsule,
                                         const DiscoverResult& here) {
  std::vector<CapsulePart> parts = {
      part("document", capsule.document_hash, here.document_hash),
      part("answer with the spec", capsule.spec_completion_hash, here.spec_completion_hash),
      part("answer with the program", capsule.source_completion_hash, here.source_completion_hash),
      text_part("spec", capsule.spec_json, here.spec_json),
      part("source", capsule.source_hash, here.source_hash),
      part("traded bars", capsule.bars_hash, here.bars_hash),
      part("name", capsule.name, here.name),
      part("symbol", capsule.symbol, here.symbol),
      part("timeframe", capsule.timeframe, here.timeframe),
      part("adaptations", lines(capsule.adaptations), lines(here.adaptations)),
      part("repairs", fmt::format("{}", capsule.repairs), fmt::format("{}", here.repairs)),
      part("verdict", std::string(to_string(capsule.verdict)),
           std::string(to_string(here.verdict))),
      part("reasons", lines(capsule.reasons), lines(here.reasons)),
      part("skipped", capsule.skipped.value_or(""), here.skipped.value_or("")),
      part("error", capsule.error.value_or(""), here.error.value_or("")),
  };
  compare_stats(capsule, here, parts);
  return parts;
}

}  // namespace stratgen
