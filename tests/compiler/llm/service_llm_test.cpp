#include "compiler/llm/service_llm.hpp"

#include "runtime/base/file.hpp"
#include "tests/compiler/knowledge/documents.hpp"
#include "tests/compiler/llm/http_answers.hpp"
#include "tests/runtime/http/fake_clock.hpp"
#include "tests/runtime/http/loopback_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

LoopbackAnswer chat(const std::string& message, const std::string& finish_reason = "stop") {
  return answer_with(200, fmt::format(R"({{"choices": [{{"message": {}, "finish_reason": "{}"}}],
          "usage": {{"prompt_tokens": 1000, "completion_tokens": 200}}}})",
                                      message, finish_reason));
}

// 1000 * 2 / 10^6 + 200 * 10 / 10^6
constexpr double price_of_chat = 0.004;

// A workspace, and a service that follows a script.
struct Asked {
  explicit Asked(std::vector<LoopbackAnswer> script) : server(std::move(script)) {}

  // One run: it forgets everything but the workspace.
  struct Run {
    explicit Run(const Asked& asked, std::optional<double> limit = {}, bool fresh = false)
        : service("openai", client, {}, {}, interrupted, 1, clock.clock()),
          exchanges(asked.folder.path() / "exchanges"),
          budget(limit),
          llm({.provider = "openai",
               .endpoint = endpoint_at(asked.server.url("/v1")),
               .prices = {.input = 2, .cached_input = 0.5, .cache_write = 2, .output = 10},
               .codec = *codec,
               .service = service,
               .exchanges = exchanges,
               .budget = budget,
               .interrupted = interrupted,
               .fresh = fresh}) {}

    std::atomic<bool> interrupted = false;
    std::unique_ptr<Codec> codec = make_codec(CodecKind::OpenAi);
    FakeClock clock;
    HttpClient client;
    HttpService service;
    ExchangeStore exchanges;
    Budget budget;
    ServiceLlm llm;
  };

  TemporaryFolder folder;
  LoopbackServer server;
};

const Request question = request_with("");

}  // namespace

TEST_CASE("what was answered is kept: in the next run it costs nothing and is not asked") {
  const Asked asked({chat(R"({"content": "Yes."})")});
  for (const double spent : {price_of_chat, 0.0}) {
    Asked::Run run(asked);
    const auto completion = run.llm.complete(question);
    REQUIRE(completion);
    CHECK(completion->text == "Yes.");
    CHECK(completion->provider == "openai");
    CHECK(completion->exchange.size() == 64);                   // the name it is kept by
    CHECK(completion->cost == doctest::Approx(price_of_chat));  // when it was asked
    CHECK(run.budget.spent() == doctest::Approx(spent));
  }
  CHECK(asked.server.requests().size() == 1);
}

TEST_CASE("asked afresh, a question is put once more, and its new answer kept") {
  const Asked asked({chat(R"({"content": "first"})"), chat(R"({"content": "second"})")});
  CHECK(Asked::Run(asked).llm.complete(question)->text == "first");
  Asked::Run fresh(asked, {}, true);
  CHECK(fresh.llm.complete(question)->text == "second");
  CHECK(fresh.llm.complete(question)->text == "second");
  CHECK(Asked::Run(asked).llm.complete(question)->text == "second");
  CHECK(asked.server.requests().size() == 2);
}

TEST_CASE("a sample is a question of its own") {
  const Asked asked({chat(R"({"content": "first"})"), chat(R"({"content": "second"})")});
  Asked::Run run(asked);
  Request sample = question;
  sample.sample = 1;
  CHECK(run.llm.complete(question)->text == "first");
  CHECK(run.llm.complete(sample)->text == "second");
}

TEST_CASE("a refusal is an answer that was paid for, and is not asked for again") {
  const Asked asked({chat(R"({"content": null, "refusal": "I cannot."})")});
  for (const double spent : {price_of_chat, 0.0}) {
    Asked::Run run(asked);
    const auto completion = run.llm.complete(question);
    REQUIRE(completion);
    CHECK(completion->failure == "model-1 refused to answer: 'I cannot.'");
    CHECK(run.budget.spent() == doctest::Approx(spent));
  }
  CHECK(asked.server.requests().size() == 1);
}

TEST_CASE("an answer cut at the limit is kept, unless it was the budget that set the limit") {
  const Asked asked({chat(R"({"content": "Ye"})", "length"), chat(R"({"content": "Yes."})")});
  SUBCASE("the model's own") {
    CHECK_FALSE(Asked::Run(asked).llm.complete(question)->failure.empty());
    CHECK_FALSE(Asked::Run(asked).llm.complete(question)->failure.empty());
    CHECK(asked.server.requests().size() == 1);
  }
  SUBCASE("the budget's") {
    // 4096 tokens of an answer cost 0.041 dollars, 3000 cost 0.030; the question less than 0.001.
    CHECK_FALSE(Asked::Run(asked, 0.035).llm.complete(question)->failure.empty());
    CHECK(asked.server.requests()[0].body.find("\"max_completion_tokens\":3000") !=
          std::string::npos);
    CHECK(Asked::Run(asked).llm.complete(question)->text == "Yes.");
    CHECK(asked.server.requests()[1].body.find("\"max_completion_tokens\":4096") !=
          std::string::npos);
  }
}

TEST_CASE("a budget that is too small is said once, asks nothing and stops the run") {
  const Asked asked({chat(R"({"content": "Yes."})")});
  Asked::Run run(asked, 0.02);
  const auto completion = run.llm.complete(question);
  REQUIRE_FALSE(completion);
  CHECK(completion.error().fault == Fault::Safety);
  REQUIRE(run.llm.stopped());
  CHECK(run.llm.stopped()->fault == Fault::Safety);
  CHECK(asked.server.requests().empty());
}

TEST_CASE("a key that is refused stops the run") {
  const Asked asked({answer_with(401, R"({"error": {"message": "wrong key"}})")});
  Asked::Run run(asked);
  CHECK_FALSE(run.llm.complete(question));
  REQUIRE(run.llm.stopped());
  CHECK(run.llm.stopped()->message == "openai: 401: wrong key");
  CHECK(run.budget.spent() == 0.0);
  CHECK_FALSE(run.llm.complete(question));
  CHECK(asked.server.requests().size() == 1);
}

TEST_CASE("a service without schemas is asked again without one, and from then on") {
  const Asked asked(
      {answer_with(400, R"({"error": {"message": "response_format is not supported"}})"),
       chat(R"({"content": "{}"})")});
  Asked::Run run(asked);
  Request other = request_with(R"({"type": "object"})");
  CHECK(run.llm.complete(other)->text == "{}");
  other.user = "another";
  CHECK(run.llm.complete(other)->text == "{}");
  const auto requests = asked.server.requests();
  REQUIRE(requests.size() == 3);
  const std::string format = "response_format";
  CHECK(requests[0].body.find(format) != std::string::npos);
  CHECK(requests[1].body.find(format) == std::string::npos);
  CHECK(requests[2].body.find(format) == std::string::npos);
}

TEST_CASE("the key is in no file, though the answer has it") {
  const Asked asked({chat(R"({"content": "Your key is sk-test-0123456789abcdef."})")});
  CHECK(Asked::Run(asked).llm.complete(question)->text == "Your key is [key].");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(asked.folder.path())) {
    if (!entry.is_regular_file()) continue;
    CHECK(read_file(entry.path()).value().find("0123456789abcdef") == std::string::npos);
  }
}

TEST_CASE("several that ask the same at once ask once") {
  const Asked asked({chat(R"({"content": "Yes."})")});
  std::array<Asked::Run, 2> runs = {Asked::Run(asked), Asked::Run(asked)};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&run = runs[static_cast<std::size_t>(i % 2)]] {
      CHECK(run.llm.complete(question)->text == "Yes.");
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(asked.server.requests().size() == 1);
}

TEST_CASE("once interrupted, what is kept is still found, and nothing is asked") {
  const Asked asked({chat(R"({"content": "Yes."})")});
  REQUIRE(Asked::Run(asked).llm.complete(question));
  Asked::Run run(asked);
  run.interrupted = true;
  CHECK(run.llm.complete(question)->text == "Yes.");
  Request other = question;
  other.user = "another";
  CHECK(run.llm.complete(other).error().fault == Fault::Interrupted);
  CHECK(asked.server.requests().size() == 1);
}

TEST_CASE("every event of a request is told") {
  const Asked asked({answer_with(503, ""), chat(R"({"content": "Yes."})")});
  Asked::Run run(asked);
  std::string told;
  ServiceLlm llm({.provider = "openai",
                  .endpoint = endpoint_at(asked.server.url("/v1")),
                  .prices = {},
                  .codec = *run.codec,
                  .service = run.service,
                  .exchanges = run.exchanges,
                  .budget = run.budget,
                  .interrupted = run.interrupted,
                  .on_event = [&](const LlmEvent& event) {
                    constexpr std::array names = {"answered", "kept", "retrying", "failed"};
                    told += fmt::format("{} {}, ", names[static_cast<std::size_t>(event.kind)],
                                        event.tries);
                  }});
  REQUIRE(llm.complete(question));
  REQUIRE(llm.complete(question));
  CHECK(told == "retrying 1, answered 2, kept 0, ");
}
