#include "compiler/spec/spec.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/spec/json_text.hpp"
#include "compiler/spec/schema_check.hpp"
#include "embedded/spec_schema_files.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace stratgen {
namespace {

using nlohmann::json;

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The object has passed the schema: every key is there and of its type.
Spec read_fields(const json& object) {
  Spec spec;
  object.at("name").get_to(spec.name);
  object.at("knowledge_ref").get_to(spec.knowledge_ref);
  object.at("universe").get_to(spec.universe);
  object.at("timeframe").get_to(spec.timeframe);
  object.at("entry_signal").get_to(spec.entry_signal);
  object.at("exit_signal").get_to(spec.exit_signal);
  object.at("stop_loss_pct").get_to(spec.stop_loss_pct);
  object.at("position_size_pct").get_to(spec.position_size_pct);
  object.at("params").get_to(spec.params);
  object.at("adaptations").get_to(spec.adaptations);
  if (const json& skipped = object.at("skipped"); !skipped.is_null()) {
    spec.skipped = skipped.get<std::string>();
  }
  return spec;
}

void check_texts(const Spec& spec, SpecFailures& failures) {
  const auto filled = [&](std::string_view pointer, const std::string& text,
                          std::string_view hint) {
    if (is_blank(text)) failures.add(pointer, "the text is empty", hint);
  };
  filled("/name", spec.name, "give the strategy's name");
  for (std::size_t i = 0; i < spec.adaptations.size(); ++i) {
    filled(fmt::format("/adaptations/{}", i), spec.adaptations[i],
           "say the adaptation or remove it");
  }
  for (std::size_t i = 0; i < spec.universe.size(); ++i) {
    filled(fmt::format("/universe/{}", i), spec.universe[i], "give a symbol such as SPY");
  }
  if (spec.skipped) {
    filled("/skipped", *spec.skipped, "give the reason, or null if the document can be expressed");
  } else {
    filled("/entry_signal", spec.entry_signal, "say when to open a position, or give /skipped");
    filled("/exit_signal", spec.exit_signal, "say when to close it, or give /skipped");
  }
}

// The rules that the schema cannot say.
void check_meaning(const Spec& spec, SpecFailures& failures) {
  check_texts(spec, failures);
  if (!spec.skipped && spec.universe.empty()) {
    failures.add("/universe", "it is empty", "give the traded asset's symbol first, or /skipped");
  }
  if (!spec.skipped && spec.position_size_pct <= 0) {
    failures.add("/position_size_pct", "0 buys nothing", "give a number above 0 and at most 1");
  }
  const std::set<std::string> symbols(spec.universe.begin(), spec.universe.end());
  if (symbols.size() != spec.universe.size()) {
    failures.add("/universe", "it names a symbol twice", "name each symbol once");
  }
  for (const auto& [name, value] : spec.params) {
    if (is_identifier(name)) continue;
    failures.add("/params" + pointer_step(excerpt_at(name, 0)), "the name is not an identifier",
                 "use letters, digits and underscores, such as fast_period");
  }
}

void check_document(const Spec& spec, const KnowledgeDoc& document, SpecFailures& failures) {
  if (spec.knowledge_ref != document.reference) {
    failures.add("/knowledge_ref", fmt::format("'{}' is another document", spec.knowledge_ref),
                 fmt::format("give '{}'", document.reference));
  }
  std::vector<std::string> names;
  for (const DocParameter& parameter : document.parameters) names.push_back(parameter.name);
  for (const auto& [name, value] : spec.params) {
    if (!is_identifier(name)) continue;  // said already
    const std::string pointer = "/params" + pointer_step(name);
    const auto place = std::find(names.begin(), names.end(), name);
    if (place == names.end()) {
      const std::string meant = did_you_mean(name, names);
      failures.add(pointer, "the document has no such parameter",
                   meant.empty() ? fmt::format("its parameters are: {}", fmt::join(names, ", "))
                                 : meant.substr(2));
      continue;
    }
    const auto& parameter = document.parameters[static_cast<std::size_t>(place - names.begin())];
    if (value < parameter.low || value > parameter.high) {
      failures.add(pointer, fmt::format("{} is outside the document's range", value),
                   fmt::format("give {} to {}; its default is {}", parameter.low, parameter.high,
                               parameter.default_value));
    }
  }
}

Result<Spec> parse_and_check(std::string_view text, const KnowledgeDoc* document) {
  STRATGEN_TRY(const json object, parse_json(text, "spec"));
  SpecFailures failures;
  check_schema(object, json::parse(spec_schema()), failures);
  STRATGEN_CHECK(failures.as_result());
  // From here on every field is there and of its type.
  Spec spec = read_fields(object);
  check_meaning(spec, failures);
  if (document != nullptr) check_document(spec, *document, failures);
  STRATGEN_CHECK(failures.as_result());
  return spec;
}

// 20 and not 20.0: these are read by people.
nlohmann::ordered_json number(double value) {
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  if (std::trunc(value) == value && std::abs(value) < exact_integers) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

}  // namespace

std::string_view spec_schema() { return spec_schema_files()[0].text; }

Result<Spec> parse_spec(std::string_view text) { return parse_and_check(text, nullptr); }

Result<Spec> parse_spec(std::string_view text, const KnowledgeDoc& document) {
  return parse_and_check(text, &document);
}

std::string to_json(const Spec& spec) {
  nlohmann::ordered_json object;
  object["name"] = spec.name;
  object["knowledge_ref"] = spec.knowledge_ref;
  object["universe"] = spec.universe;
  object["timeframe"] = spec.timeframe;
  object["entry_signal"] = spec.entry_signal;
  object["exit_signal"] = spec.exit_signal;
  object["stop_loss_pct"] = number(spec.stop_loss_pct);
  object["position_size_pct"] = number(spec.position_size_pct);
  object["params"] = nlohmann::ordered_json::object();
  for (const auto& [name, value] : spec.params) object["params"][name] = number(value);
  object["adaptations"] = spec.adaptations;
  object["skipped"] = nullptr;
  if (spec.skipped) object["skipped"] = *spec.skipped;
  // A byte that is not UTF-8 becomes U+FFFD: dump() would throw otherwise.
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<void> check_declared_params(const Spec& spec, std::span<const std::string> declared) {
  Error error{Fault::Strategy, {}, {}};
  std::vector<std::string> missing;
  for (const auto& [name, value] : spec.params) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    const std::string close = closest_name(name, declared);
    missing.push_back(close.empty() ? name : fmt::format("{} (did you mean {}?)", name, close));
    error.diagnostics.push_back(
        {.rule = "spec",
         .file = {},
         .message = fmt::format("the strategy does not declare the spec's param {}", name),
         .hint = fmt::format("declare it as a member: param(\"{}\", {})", name, value)});
  }
  if (missing.empty()) return {};
  error.message = fmt::format(
      "the strategy does not declare {} of the spec; declare each with param(); it declares {}",
      fmt::join(missing, ", "),
      declared.empty() ? "none" : fmt::format("{}", fmt::join(declared, ", ")));
  return tl::unexpected(std::move(error));
}

}  // namespace stratgen
