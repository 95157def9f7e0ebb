#include "tools/cli/document_answers.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace stratgen;

namespace {

// Answers in turn, at a dollar each.
class ScriptedLlm final : public Llm {
 public:
  explicit ScriptedLlm(std::vector<Completion> script) : script_(std::move(script)) {}

  Result<Completion> complete(const Request& request) override {
    asked.push_back(request);
    if (asked.size() > script_.size()) return fail(Fault::Service, "no more answers");
    Completion completion = script_[asked.size() - 1];
    completion.provider = "scripted";
    completion.hash = sha256(completion.text);
    completion.cost = 1.0;
    return completion;
  }
  std::string identity(const Request&) const override { return "scripted"; }

  std::vector<Request> asked;

 private:
  std::vector<Completion> script_;
};

Completion text(std::string answer) {
  Completion completion;
  completion.text = std::move(answer);
  return completion;
}

Request question() {
  Request request;
  request.task = Task::ExtractSpec;
  request.system = "the system";
  request.user = "the question";
  return request;
}

Result<int> number_in(const std::string& answer) {
  if (answer == "42") return 42;
  return fail(Fault::Strategy, "answer: not a number");
}

struct Asked {
  explicit Asked(std::vector<Completion> script) : llm(std::move(script)) {}

  Result<Answer<int>> ask() { return answers.ask<int>(question(), number_in, hash); }
  std::string file(const std::string& name) const {
    return read_file(folder.path() / name).value_or("none");
  }

  TemporaryFolder folder;
  ScriptedLlm llm;
  DocumentAnswers answers = DocumentAnswers(llm, folder.path());
  std::string hash;
};

}  // namespace

TEST_CASE("an answer that can be read is kept and asked for once") {
  Asked asked({text("42")});
  const auto answer = asked.ask();
  REQUIRE(answer);
  CHECK(answer->value == 42);
  CHECK(asked.llm.asked.size() == 1);
  CHECK(asked.hash == sha256(std::string_view("42")));
  CHECK(asked.file("extract_spec.completion.txt") == "42");
  CHECK(asked.answers.cost() == 1.0);
}

TEST_CASE("one that cannot is sent back once, with what is wrong") {
  Asked asked({text("forty-two"), text("42")});
  const auto answer = asked.ask();
  REQUIRE(answer);
  CHECK(answer->value == 42);
  REQUIRE(asked.llm.asked.size() == 2);
  const Request& again = asked.llm.asked[1];
  CHECK(again.again);
  CHECK(again.system == "the system");
  for (const char* part : {"the question", "forty-two", "answer: not a number"}) {
    CHECK(again.user.find(part) != std::string::npos);
  }
  CHECK(asked.file("extract_spec.completion.txt") == "forty-two");
  CHECK(asked.file("extract_spec.again.completion.txt") == "42");
  CHECK(asked.answers.cost() == 2.0);
}

TEST_CASE("and then it is an error that names its file") {
  Asked asked({text("forty-two"), text("6 * 7"), text("42")});
  const auto answer = asked.ask();
  REQUIRE_FALSE(answer);
  CHECK(answer.error().message == "extract_spec.again.completion.txt: answer: not a number");
  CHECK(asked.llm.asked.size() == 2);
}

TEST_CASE("a refusal has cost something, is written down, and is not sent back") {
  Completion refusal;
  refusal.failure = "it refused to answer";
  Asked asked({refusal, text("42")});
  const auto answer = asked.ask();
  REQUIRE_FALSE(answer);
  CHECK(answer.error().fault == Fault::Strategy);
  CHECK(asked.llm.asked.size() == 1);
  CHECK(asked.answers.cost() == 1.0);
  CHECK(asked.file("extract_spec.completion.txt") == "none");
  REQUIRE(asked.answers.keep_provenance());
  const auto provenance = nlohmann::json::parse(asked.file("provenance.json"));
  CHECK(provenance["answers"].size() == 1);
  CHECK(provenance["answers"][0]["failure"] == "it refused to answer");
  CHECK(provenance["answers"][0]["cost"] == 1.0);
}

TEST_CASE("without an answer there is no provenance") {
  Asked asked({});
  CHECK_FALSE(asked.ask());
  REQUIRE(asked.answers.keep_provenance());
  CHECK(asked.file("provenance.json") == "none");
}
