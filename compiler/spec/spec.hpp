// Spec: what a knowledge document asks a program to trade, as the model extracted it. The JSON
// layout is the first stratgen's StrategySpec; compiler/spec/spec.schema.json describes it.
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"
#include "runtime/base/result.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct Spec {
  std::string name;
  std::string knowledge_ref;          // KnowledgeDoc::reference
  std::vector<std::string> universe;  // the traded asset first, then those that are only read
  std::string timeframe;              // one of known_timeframes()
  std::string entry_signal;
  std::string exit_signal;
  double stop_loss_pct = 0;      // fraction of the price, 0 <= x < 1; 0 is no stop
  double position_size_pct = 0;  // fraction of equity, 0 < x <= 1
  std::map<std::string, double> params;
  std::vector<std::string> adaptations;
  std::optional<std::string>
      skipped;  // why the document cannot be expressed; the rest may be empty

  bool operator==(const Spec&) const = default;
};

// The JSON schema (draft 7), for prompts and for providers that enforce one.
std::string_view spec_schema();

// A Spec from JSON that is held against the schema and the rules that a schema cannot say. An Error
// (Fault::Strategy) names the JSON pointer of the first failure and what is allowed there; its
// diagnostics list all failures (rule "spec"), up to 20.
Result<Spec> parse_spec(std::string_view json);

// The same, for an answer about `document`: the reference is the document's, every param is one of
// its parameters and lies in that parameter's range.
Result<Spec> parse_spec(std::string_view json, const KnowledgeDoc& document);

// Pretty, in the order of the fields above; reads back to an equal Spec.
std::string to_json(const Spec& spec);

// Every param of the spec is one that the emitted class declares with param().
Result<void> check_declared_params(const Spec& spec, std::span<const std::string> declared);

}  // namespace stratgen
