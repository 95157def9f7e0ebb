// Programs that are repaired, and programs of which the best is kept, through discover.
#include "tests/tools/cli/pipeline.hpp"

using namespace stratgen;

namespace {

const std::string folder = "momentum/sma-crossover/";
const std::string first = folder + "write_strategy.completion.txt";

// The recorded program, which works, and such that do not.
struct Programs {
  explicit Programs(const RecordedPipeline& pipeline) : good(pipeline.recording(first)) {}

  std::string with(const std::string& what, const std::string& instead) const {
    std::string text = good;
    return text.replace(text.find(what), what.size(), instead);
  }
  std::string without_name(const std::string& name) const { return with("sma(close, slow)", name); }
  std::string endless() const {
    return with("double size() {", "double size() { while (fast > 0) {}");
  }

  std::string good;
};

DiscoverResult result_of(RecordedPipeline& pipeline) {
  std::erase_if(pipeline.documents,
                [](const auto& document) { return document.stem() != "sma-crossover"; });
  return pipeline.discover(1).at(0);
}

void record_repair(const RecordedPipeline& pipeline, int round, const std::string& text) {
  pipeline.record(folder + "repair_strategy." + std::to_string(round) + ".completion.txt", text);
}

}  // namespace

TEST_CASE("a program that does not compile is mended in the first round, or in the second") {
  RecordedPipeline pipeline;
  const Programs programs(pipeline);
  pipeline.record(first, programs.without_name("one_name"));
  SUBCASE("in the first") {
    record_repair(pipeline, 1, programs.good);
    CHECK(result_of(pipeline).repairs == 1);
  }
  SUBCASE("in the second") {
    record_repair(pipeline, 1, programs.without_name("another_name"));
    record_repair(pipeline, 2, programs.good);
    CHECK(result_of(pipeline).repairs == 2);
  }
  CHECK(result_of(pipeline).verdict == Verdict::Marginal);
}

TEST_CASE("a program that fails at run time is mended") {
  RecordedPipeline pipeline;
  const Programs programs(pipeline);
  pipeline.record(first, programs.endless());
  record_repair(pipeline, 1, programs.good);
  const DiscoverResult result = result_of(pipeline);
  CHECK(result.repairs == 1);
  CHECK(result.verdict == Verdict::Marginal);
}

TEST_CASE("when the same program comes again, no more is asked for") {
  RecordedPipeline pipeline;
  const Programs programs(pipeline);
  pipeline.record(first, programs.without_name("one_name"));
  record_repair(pipeline, 1, programs.without_name("one_name"));
  record_repair(pipeline, 2, programs.good);
  const DiscoverResult result = result_of(pipeline);
  CHECK(result.repairs == 1);
  REQUIRE(result.error);
  CHECK(result.error->ends_with("; sent back 1 time"));
}

TEST_CASE("there are no more rounds than allowed") {
  RecordedPipeline pipeline;
  const Programs programs(pipeline);
  pipeline.record(first, programs.without_name("name_0"));
  for (int round = 1; round <= 5; ++round) {
    record_repair(pipeline, round, programs.without_name("name_" + std::to_string(round)));
  }
  for (const int repairs : {0, 2, 4}) {
    pipeline.settings.writer.repairs = repairs;
    const DiscoverResult result = result_of(pipeline);
    CHECK(result.repairs == repairs);
    CHECK(result.verdict == Verdict::Error);
  }
}

TEST_CASE("of several programs the one that came furthest is kept, and needs no repair") {
  RecordedPipeline pipeline;
  const Programs programs(pipeline);
  pipeline.record(first, programs.without_name("one_name"));
  pipeline.record(folder + "write_strategy.sample-2.completion.txt", programs.good);
  pipeline.record(folder + "write_strategy.sample-3.completion.txt", programs.endless());
  record_repair(pipeline, 1, programs.good);
  pipeline.settings.writer.samples = 3;
  const DiscoverResult result = result_of(pipeline);
  CHECK(result.verdict == Verdict::Marginal);
  CHECK(result.repairs == 0);
  for (const char* name : {"", ".sample-2", ".sample-3"}) {
    CHECK(std::filesystem::exists(pipeline.artifacts() / folder /
                                  (std::string("write_strategy") + name + ".completion.txt")));
  }
}
