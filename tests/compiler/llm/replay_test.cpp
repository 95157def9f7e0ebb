#include "compiler/llm/replay.hpp"

#include "runtime/base/hash.hpp"
#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

Request request(Task task, int round = 0) {
  Request request;
  request.task = task;
  request.document = "strategies/momentum/sma.md";
  request.category = "momentum";
  request.slug = "sma";
  request.round = round;
  return request;
}

const std::filesystem::path recordings = "momentum/sma";

}  // namespace

TEST_CASE("a recording answers with its raw text and its provenance") {
  const TemporaryFolder folder;
  folder.write(recordings / "extract_spec.completion.txt", "Here it is:\n{}\n");
  folder.write(recordings / "write_strategy.completion.txt", "struct S {};");
  folder.write(recordings / "provenance.json",
               R"({"origin": "written with the project", "date": "2026-11-20"})");
  ReplayLlm llm(folder.path());
  const auto spec = llm.complete(request(Task::ExtractSpec));
  REQUIRE(spec);
  CHECK(spec->text == "Here it is:\n{}\n");
  CHECK(spec->origin == "written with the project");
  CHECK(spec->provider == "replay");
  CHECK(spec->model.empty());
  CHECK(spec->hash == sha256(std::string_view("Here it is:\n{}\n")));
  const auto program = llm.complete(request(Task::WriteStrategy));
  REQUIRE(program);
  CHECK(program->text == "struct S {};");
}

TEST_CASE("the identity of recordings changes with every answer of that task, and of its repairs") {
  const TemporaryFolder folder;
  folder.write(recordings / "extract_spec.completion.txt", "{}");
  folder.write(recordings / "write_strategy.completion.txt", "struct S {};");
  const ReplayLlm llm(folder.path());
  const std::string spec = llm.identity(request(Task::ExtractSpec));
  std::string program = llm.identity(request(Task::WriteStrategy));
  for (const char* const name :
       {"write_strategy.completion.txt", "write_strategy.again.completion.txt",
        "write_strategy.sample-2.completion.txt", "repair_strategy.1.completion.txt"}) {
    CAPTURE(name);
    folder.write(recordings / name, "struct T {};");
    CHECK(llm.identity(request(Task::WriteStrategy)) != program);
    program = llm.identity(request(Task::WriteStrategy));
  }
  CHECK(llm.identity(request(Task::ExtractSpec)) == spec);
  CHECK(llm.identity(request(Task::ProposeRanges)) == "replay:none");
}

TEST_CASE("a missing recording is an error that names the file expected") {
  const TemporaryFolder folder;
  ReplayLlm llm(folder.path());
  const auto none = llm.complete(request(Task::ExtractSpec));
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == Fault::Service);
  const std::string file = (folder.path() / recordings / "extract_spec.completion.txt").string();
  CHECK(none.error().message == "no answer is recorded for strategies/momentum/sma.md: " + file +
                                    " does not exist; record one there");
  CHECK(llm.identity(request(Task::ExtractSpec)) == "replay:none");
}

TEST_CASE("a repair is another recording, not the first answer again") {
  const TemporaryFolder folder;
  folder.write(recordings / "write_strategy.completion.txt", "first");
  folder.write(recordings / "repair_strategy.1.completion.txt", "second");
  folder.write(recordings / "provenance.json", R"({"origin": "x", "model": "m"})");
  ReplayLlm llm(folder.path());
  const auto repaired = llm.complete(request(Task::RepairStrategy, 1));
  REQUIRE(repaired);
  CHECK(repaired->text == "second");
  CHECK(repaired->model == "m");
  CHECK_FALSE(llm.complete(request(Task::RepairStrategy, 2)));
  CHECK(llm.can_answer(request(Task::RepairStrategy, 1)));
  CHECK_FALSE(llm.can_answer(request(Task::RepairStrategy, 2)));
}

TEST_CASE("a recording without its provenance is refused") {
  const TemporaryFolder folder;
  folder.write(recordings / "extract_spec.completion.txt", "{}");
  ReplayLlm llm(folder.path());
  const auto complete = [&] { return llm.complete(request(Task::ExtractSpec)); };
  REQUIRE_FALSE(complete());
  CHECK(complete().error().message.find("provenance.json beside it") != std::string::npos);
  for (const char* text : {"", "{", "[]", "{}", R"({"origin": ""})", R"({"origin": 1})"}) {
    folder.write(recordings / "provenance.json", text);
    REQUIRE_FALSE(complete());
    CHECK(complete().error().message.find("a text 'origin'") != std::string::npos);
  }
}
