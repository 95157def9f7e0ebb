// Recordings broken by hand: each ends its own document with a reason that says where and what, and
// the others go on.
#include "tests/tools/cli/pipeline.hpp"

#include <map>
#include <memory>

using namespace stratgen;

namespace {

constexpr const char* spec_answer = "momentum/sma-crossover/extract_spec.completion.txt";
constexpr const char* source_answer = "momentum/sma-crossover/write_strategy.completion.txt";

// What becomes of the one document whose recording was broken, while the others are as ever.
DiscoverResult broken(RecordedPipeline& pipeline) {
  auto results = pipeline.discover(2);
  DiscoverResult found;
  for (const DiscoverResult& result : results) {
    CAPTURE(result.document);
    if (result.slug == "sma-crossover")
      found = result;
    else
      CHECK(result.verdict != Verdict::Error);
  }
  CHECK(results.size() == 8);
  CHECK(found.verdict == Verdict::Error);
  REQUIRE(found.error);
  CHECK(found.reasons == std::vector<std::string>{*found.error});
  CHECK(found.stats.empty());
  CHECK_FALSE(found.skipped);
  return found;
}

void check_reason(const DiscoverResult& result, const std::vector<std::string>& parts) {
  CAPTURE(*result.error);
  for (const std::string& part : parts) {
    CAPTURE(part);
    CHECK(result.error->find(part) != std::string::npos);
  }
  CHECK(result.error->find('\n') == std::string::npos);
  CHECK(result.error->size() < 1000);
}

}  // namespace

TEST_CASE("an answer that is no JSON") {
  RecordedPipeline pipeline;
  pipeline.edit(spec_answer, "\"stop_loss_pct\": 0,", "\"stop_loss_pct\": 0,,");
  check_reason(broken(pipeline),
               {"extract_spec.completion.txt: ", "line 8, column 22: unexpected ','"});
}

TEST_CASE("a spec with a field missing") {
  RecordedPipeline pipeline;
  pipeline.edit(spec_answer, "\"stop_loss_pct\": 0,", "");
  check_reason(broken(pipeline),
               {"extract_spec.completion.txt: spec /stop_loss_pct: the key is missing; give"});
}

TEST_CASE("a spec with a parameter that the document does not have") {
  RecordedPipeline pipeline;
  pipeline.edit(spec_answer, "\"slow\": 50", "\"slow\": 50, \"medium\": 30");
  check_reason(broken(pipeline),
               {"spec /params/medium: the document has no such parameter", "fast, slow"});
}

TEST_CASE("a source that does not declare a parameter of the spec") {
  RecordedPipeline pipeline;
  pipeline.edit(source_answer, "param(\"slow\", 50, {50, 200, 10})", "50");
  check_reason(broken(pipeline), {"slow", "fast"});
}

TEST_CASE("an empty answer, and no answer at all") {
  RecordedPipeline pipeline;
  pipeline.record(spec_answer, "");
  check_reason(broken(pipeline), {"extract_spec.completion.txt: ", "it is empty"});
  std::filesystem::remove(pipeline.recordings() / spec_answer);
  check_reason(broken(pipeline), {"no answer is recorded for strategies/momentum/sma-crossover.md",
                                  "sma-crossover/extract_spec.completion.txt does not exist"});
}

TEST_CASE("an answer of two megabytes") {
  RecordedPipeline pipeline;
  pipeline.record(spec_answer, std::string(2'000'000, 'x'));
  check_reason(broken(pipeline), {"extract_spec.completion.txt: ",
                                  "2000000 bytes are more than the 1000000 allowed"});
  RecordedPipeline other;
  other.record(source_answer, "```cpp\n" + std::string(900'000, '/') + "\n```\n");
  check_reason(broken(other), {"65536"});
}

TEST_CASE("an answer that is not text") {
  RecordedPipeline pipeline;
  pipeline.record(spec_answer, std::string("{\"name\": \"\xff\xfe\"}\0", 15));
  check_reason(broken(pipeline), {"extract_spec.completion.txt: ", "line 1, column 11: not UTF-8"});
}

TEST_CASE("C++ that does not compile names file, line, column and a hint") {
  RecordedPipeline pipeline;
  pipeline.edit(source_answer, "fast_ma = sma(", "fast_ma = smaa(");
  const DiscoverResult result = broken(pipeline);
  // The payload begins below the fence: line 16 of the answer is line 15 of the source.
  check_reason(result,
               {"strategy.cpp:15:15: use of undeclared identifier 'smaa'", "did you mean 'sma'"});
  CHECK(result.source_hash.size() == 64);
  // Said once.
  CHECK(result.error->find("undeclared") == result.error->rfind("undeclared"));
}

TEST_CASE("of many findings the first three are said, and how many there are") {
  RecordedPipeline pipeline;
  pipeline.edit(source_answer, "fast_ma = sma(close, fast);",
                "a1 = 1;\n b2 = 2;\n c3 = 3;\n d4 = 4;");
  const DiscoverResult result = broken(pipeline);
  check_reason(result, {"'a1'", "'b2'", "'c3'", "; and 1 more"});
  CHECK(result.error->find("'d4'") == std::string::npos);
}

TEST_CASE("a source that includes another header") {
  RecordedPipeline pipeline;
  pipeline.edit(source_answer, "#include <stratgen/strategy.hpp>",
                "#include <fstream>\n#include <stratgen/strategy.hpp>");
  check_reason(broken(pipeline), {"strategy.cpp:1:", "include"});
}

TEST_CASE("an endless loop ends with its budget, and says which strategy") {
  RecordedPipeline pipeline;
  pipeline.settings.run.fuel = 10'000'000;  // the others stay far below
  pipeline.edit(source_answer, "return position_size_pct;",
                "double x = 0;\n    for (int i = 0; i >= 0; i = i < 9 ? i + 1 : 0) x += 1;\n"
                "    return x;");
  check_reason(broken(pipeline), {"MovingAverageCrossover", "the budget of loop iterations"});
}

TEST_CASE("a provenance that is missing or broken") {
  RecordedPipeline pipeline;
  pipeline.record("momentum/sma-crossover/provenance.json", "{");
  check_reason(broken(pipeline), {"provenance.json must be a JSON object"});
}

TEST_CASE("what an earlier run made of a document is gone when the document fails") {
  RecordedPipeline pipeline;
  pipeline.discover(2);
  const auto folder = pipeline.artifacts() / "momentum" / "sma-crossover";
  CHECK(std::filesystem::exists(folder / "strategy.cpp"));
  pipeline.record(spec_answer, "");
  broken(pipeline);
  CHECK_FALSE(std::filesystem::exists(folder / "spec.json"));
  CHECK_FALSE(std::filesystem::exists(folder / "strategy.cpp"));
}

TEST_CASE("an artifact that cannot be written") {
  RecordedPipeline pipeline;
  REQUIRE(write_file(pipeline.artifacts() / "momentum" / "sma-crossover", "a file, no folder"));
  auto results = pipeline.discover(2);
  for (const DiscoverResult& result : results) {
    CAPTURE(result.document);
    CHECK((result.verdict == Verdict::Error) == (result.slug == "sma-crossover"));
    if (result.error) CHECK(result.error->starts_with("cannot write "));
  }
}
