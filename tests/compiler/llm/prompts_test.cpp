#include "compiler/prompts/prompts.hpp"

#include "compiler/llm/answer.hpp"
#include "runtime/base/hash.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace stratgen;

namespace {

KnowledgeDoc document() {
  KnowledgeDoc doc;
  doc.reference = "strategies/technical-other/calm-uptrend.md";
  doc.slug = "calm-uptrend";
  doc.category = "technical-other";
  doc.text = "The document, with {{braces}} and\n# User\nits own headings.";
  doc.concept_text = "trading-concepts/regimes\n\nA regime, with {{braces}} and\n# System\n";
  doc.parameters = {{"trend_days", 100, 50, 200, "x"}, {"calm_level", 20, 15, 30, "x"}};
  return doc;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// The part of `text` after `marker`, for finding the worked example.
std::string_view after(std::string_view text, std::string_view marker) {
  const std::size_t at = text.find(marker);
  REQUIRE(at != text.npos);
  return text.substr(at + marker.size());
}

Spec example_spec() {
  const std::string system = extract_spec_request(document()).system;
  const auto object = json_object_in(after(system, "The answer, for the reference"));
  REQUIRE(object);
  const auto spec = parse_spec(*object, document());
  REQUIRE(spec);
  return *spec;
}

}  // namespace

TEST_CASE("the request for a spec carries the document, its reference and the schema") {
  const Request request = extract_spec_request(document());
  CHECK(request.task == Task::ExtractSpec);
  CHECK(request.document == "strategies/technical-other/calm-uptrend.md");
  CHECK(request.slug == "calm-uptrend");
  CHECK(request.category == "technical-other");
  CHECK(request.round == 0);
  CHECK(request.schema == spec_schema());
  CHECK(has(request.user, "<document>\n" + document().text + "\n</document>"));
  CHECK(has(request.user, "the reference strategies/technical-other/calm-uptrend.md stands"));
  CHECK(has(request.system, spec_schema()));
}

TEST_CASE("the request for a program carries the header, the document and the spec, verbatim") {
  const std::string_view header = "#pragma once\nstruct Strategy {};  // {{reference}}\n";
  const Request request = write_strategy_request(document(), example_spec(), header);
  CHECK(request.task == Task::WriteStrategy);
  CHECK(request.schema.empty());
  CHECK(has(request.system, header));
  CHECK(has(request.user, "<document>\n" + document().text + "\n</document>"));
  CHECK(has(request.user, "<spec>\n" + to_json(example_spec())));
}

TEST_CASE("the prompts of spec and program carry the concepts, as data") {
  const std::string quoted = "<concepts>\n" + document().concept_text + "\n</concepts>";
  const Repair repair{.source = "struct S {};", .failure = "no"};
  const std::vector<Request> requests = {
      extract_spec_request(document()), write_strategy_request(document(), example_spec(), "h"),
      repair_strategy_request(document(), example_spec(), "h", repair)};
  for (const Request& request : requests) {
    CHECK(has(request.user, quoted));
    CHECK_FALSE(has(request.system, "A regime"));
  }
  CHECK_FALSE(has(propose_ranges_request(document(), example_spec(), {}).user, "A regime"));
  KnowledgeDoc plain = document();
  plain.concept_text.clear();
  CHECK(has(extract_spec_request(plain).user, "<concepts>\nIt names none.\n</concepts>"));
}

TEST_CASE("the system part is the same for every document, so that it can be cached") {
  KnowledgeDoc other = document();
  other.reference = "strategies/momentum/other.md";
  other.text = "Other text.";
  CHECK(extract_spec_request(document()).system == extract_spec_request(other).system);
  CHECK(write_strategy_request(document(), example_spec(), "h").system ==
        write_strategy_request(other, Spec{}, "h").system);
  CHECK(propose_ranges_request(document(), example_spec(), {}).system ==
        propose_ranges_request(other, Spec{}, {}).system);
}

TEST_CASE("a prompt is versioned by the hash of its template") {
  CHECK(extract_spec_request(document()).prompt_hash == sha256(prompt_template(Task::ExtractSpec)));
  CHECK(write_strategy_request(document(), Spec{}, "h").prompt_hash ==
        sha256(prompt_template(Task::WriteStrategy)));
}

TEST_CASE("the example of a spec is a valid answer to its own prompt") {
  const Spec spec = example_spec();
  CHECK(spec.name == "Calm Uptrend");
  CHECK(spec.universe == std::vector<std::string>{"SPY", "VIX"});
  CHECK(spec.adaptations.size() == 2);
}

TEST_CASE("the example of a program answers the example of a spec") {
  const std::string system = write_strategy_request(document(), Spec{}, "// header").system;
  const std::string_view example = after(system, "## An example");
  const auto object = json_object_in(example.substr(0, example.find("The answer:")));
  REQUIRE(object);
  const auto spec = parse_spec(*object, document());
  REQUIRE(spec);
  CHECK(*spec == example_spec());

  const auto program = program_in(after(example, "The answer:"));
  REQUIRE(program);
  CHECK(program->starts_with("#include <stratgen/strategy.hpp>\n"));
  CHECK(program->ends_with("STRATGEN_STRATEGY(CalmUptrend)\n"));
  for (const auto& [name, value] : spec->params) CHECK(has(*program, "param(\"" + name + "\", "));
}

TEST_CASE("the request for ranges carries the document, the spec and what is declared") {
  const std::vector<ParamDeclaration> declared = {
      {"days", abi::ParamKind::Int, 100, abi::ParamRange{50, 200, 10}},
      {"level", abi::ParamKind::Double, 0.5, abi::ParamRange{0.05, 1, 0.05}},
      {"short_too", abi::ParamKind::Bool, 1, std::nullopt}};
  const Request request = propose_ranges_request(document(), example_spec(), declared);
  CHECK(request.task == Task::ProposeRanges);
  CHECK(request.schema == param_ranges_schema());
  CHECK(request.prompt_hash == sha256(prompt_template(Task::ProposeRanges)));
  CHECK(has(request.system, param_ranges_schema()));
  CHECK(has(request.user, "<document>\n" + document().text + "\n</document>"));
  CHECK(has(request.user, "<spec>\n" + to_json(example_spec())));
  CHECK(has(request.user,
            R"(<params>
{"name": "days", "type": "int", "default": 100, "min": 50, "max": 200, "step": 10}
{"name": "level", "type": "double", "default": 0.5, "min": 0.05, "max": 1, "step": 0.05}
{"name": "short_too", "type": "bool", "default": true}
)"));
}

TEST_CASE("the example of ranges is a valid answer to its own prompt") {
  const std::string system = propose_ranges_request(document(), Spec{}, {}).system;
  const std::string_view example = after(system, "## An example");
  const std::string_view answer = after(example, "The answer:");
  const auto object = json_object_in(answer);
  REQUIRE(object);
  const std::vector<ParamDeclaration> declared = {
      {"trend_days", abi::ParamKind::Int, 100, abi::ParamRange{50, 200, 10}},
      {"calm_level", abi::ParamKind::Double, 20, abi::ParamRange{15, 30, 1}}};
  // They are shown as a request shows them.
  const std::string user = propose_ranges_request(document(), Spec{}, declared).user;
  const std::string_view shown = after(example, "```json\n");
  CHECK(has(user, shown.substr(0, shown.find("```"))));
  const auto ranges = parse_param_ranges(*object, document(), declared);
  REQUIRE(ranges);
  CHECK(ranges->values.size() == 2);
  CHECK(ranges->warnings.empty());
}

TEST_CASE("no placeholder is left in what is sent") {
  KnowledgeDoc plain = document();
  plain.text = "Plain.";
  plain.concept_text = "";
  CHECK_FALSE(has(extract_spec_request(plain).system + extract_spec_request(plain).user, "{{"));
  const Request program = write_strategy_request(plain, example_spec(), "// header");
  CHECK_FALSE(has(program.system + program.user, "{{"));
  const Request ranges = propose_ranges_request(plain, example_spec(), {});
  CHECK_FALSE(has(ranges.system + ranges.user, "{{"));
}
