// ParamRanges: the values that optimize tries for each parameter, as the model proposed them.
// compiler/spec/param_ranges.schema.json describes the JSON.
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"
#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {

struct ParamRanges {
  // 3 to 7 ascending values by parameter, 0 and 1 for a bool, in the order of the declarations. A
  // parameter without values is not varied.
  std::vector<std::pair<std::string, std::vector<double>>> values;
  std::vector<std::string> warnings;  // what is allowed and yet odd

  bool operator==(const ParamRanges&) const = default;
};

// The JSON schema (draft 7), for prompts and for providers that enforce one.
std::string_view param_ranges_schema();

// An answer about a strategy that declares `declared`, written from `document`. Every parameter is
// declared, every value of its type, within the declared range and within the range of the
// document's own table where it has the parameter. An Error (Fault::Strategy) names the JSON
// pointer of the first failure and what is allowed there; its diagnostics list all failures (rule
// "param_ranges"), up to 20.
Result<ParamRanges> parse_param_ranges(std::string_view json, const KnowledgeDoc& document,
                                       std::span<const ParamDeclaration> declared);

}  // namespace stratgen
