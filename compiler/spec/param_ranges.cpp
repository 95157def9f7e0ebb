#include "compiler/spec/param_ranges.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/spec/json_text.hpp"
#include "compiler/spec/schema_check.hpp"
#include "embedded/spec_schema_files.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::size_t fewest_values = 3;

// A list of values on its way to a ParamRanges.
struct Proposal {
  const ParamDeclaration& declaration;
  const DocParameter* documented;  // null where the document's table lacks the parameter
  std::string pointer;
};

bool is_int(double value) {
  using Limits = std::numeric_limits<int>;
  return std::trunc(value) == value && value >= Limits::min() && value <= Limits::max();
}

void check_value(double value, const Proposal& proposal, const std::string& pointer,
                 SpecFailures& failures) {
  const ParamDeclaration& declaration = proposal.declaration;
  const DocParameter* const p = proposal.documented;
  if (declaration.kind == abi::ParamKind::Int && !is_int(value)) {
    failures.add(pointer, fmt::format("{} is no whole number", value),
                 "give whole numbers, as the strategy declares it as an int");
  } else if (const auto& range = declaration.range;
             range && !(value >= range->min && value <= range->max)) {
    failures.add(pointer, fmt::format("{} is outside the range that the strategy declares", value),
                 fmt::format("give {} to {}", range->min, range->max));
  } else if (p != nullptr && !(value >= p->low && value <= p->high)) {
    failures.add(
        pointer, fmt::format("{} is outside the document's range", value),
        fmt::format("give {} to {}; its default is {}", p->low, p->high, p->default_value));
  }
}

std::vector<double> check_bools(const json& list, const Proposal& proposal,
                                SpecFailures& failures) {
  if (list != json::parse("[false, true]")) {
    failures.add(proposal.pointer, "the strategy declares it as a bool",
                 "give [false, true], or leave it out");
  }
  return {0, 1};
}

std::vector<double> check_numbers(const json& list, const Proposal& proposal,
                                  SpecFailures& failures) {
  if (list.size() < fewest_values) {
    failures.add(proposal.pointer, fmt::format("{} values are too few", list.size()),
                 "give 3 to 7, or leave it out");
  }
  std::vector<double> values;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string pointer = fmt::format("{}/{}", proposal.pointer, i);
    if (!list[i].is_number()) {
      failures.add(pointer, fmt::format("{} is no number", list[i].dump()),
                   "give numbers, as the strategy does not declare it as a bool");
      continue;
    }
    const double value = list[i].get<double>();
    check_value(value, proposal, pointer, failures);
    if (!values.empty() && value <= values.back()) {
      failures.add(pointer, fmt::format("{} is not above {} before it", value, values.back()),
                   "give each value once, in ascending order");
    }
    values.push_back(value);
  }
  return values;
}

void check_names(const json& ranges, std::span<const ParamDeclaration> declared,
                 SpecFailures& failures) {
  std::vector<std::string> names;
  for (const ParamDeclaration& declaration : declared) names.push_back(declaration.name);
  for (const auto& [name, list] : ranges.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string meant = did_you_mean(name, names);
    failures.add("/param_ranges" + pointer_step(excerpt_at(name, 0)),
                 "the strategy has no such parameter",
                 meant.empty() ? fmt::format("its parameters are: {}", fmt::join(names, ", "))
                               : meant.substr(2));
  }
}

void warn_of_default(const ParamDeclaration& declaration, const std::vector<double>& values,
                     std::vector<std::string>& warnings) {
  if (std::find(values.begin(), values.end(), declaration.value) != values.end()) return;
  warnings.push_back(fmt::format("{}: the default {} is not among the values to try, {}",
                                 declaration.name, declaration.value, fmt::join(values, ", ")));
}

}  // namespace

std::string_view param_ranges_schema() { return spec_schema_files()[1].text; }

Result<ParamRanges> parse_param_ranges(std::string_view text, const KnowledgeDoc& document,
                                       std::span<const ParamDeclaration> declared) {
  STRATGEN_TRY(const json object, parse_json(text, "param_ranges"));
  SpecFailures failures("param_ranges");
  check_schema(object, json::parse(param_ranges_schema()), failures);
  STRATGEN_CHECK(failures.as_result());
  const json& proposed = object.at("param_ranges");
  check_names(proposed, declared, failures);

  ParamRanges ranges;
  for (const ParamDeclaration& declaration : declared) {
    const auto list = proposed.find(declaration.name);
    if (list == proposed.end()) continue;
    const auto row =
        std::find_if(document.parameters.begin(), document.parameters.end(),
                     [&](const DocParameter& p) { return p.name == declaration.name; });
    const Proposal proposal{declaration, row == document.parameters.end() ? nullptr : &*row,
                            "/param_ranges" + pointer_step(declaration.name)};
    std::vector<double> values = declaration.kind == abi::ParamKind::Bool
                                     ? check_bools(*list, proposal, failures)
                                     : check_numbers(*list, proposal, failures);
    warn_of_default(declaration, values, ranges.warnings);
    ranges.values.emplace_back(declaration.name, std::move(values));
  }
  STRATGEN_CHECK(failures.as_result());
  return ranges;
}

}  // namespace stratgen
