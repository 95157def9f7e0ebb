#include "compiler/llm/exchange_store.hpp"

#include "compiler/llm/exchange_json.hpp"
#include "runtime/base/file.hpp"
#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

const std::atomic<bool> not_interrupted = false;

Exchange exchange() {
  Exchange e;
  e.provider = "openai";
  e.endpoint = "https://api.openai.com/v1";
  e.model = "gpt-5";
  e.answered_by = "gpt-5-2026-01-01";
  e.name = "extract_spec";
  e.document = "strategies/momentum/sma.md";
  e.document_hash = "d";
  e.prompt_hash = "p";
  e.request = R"({"model":"gpt-5","messages":[]})";
  e.answer = "{\"a\": \"ü \\u0000\"}\n";
  e.usage = {.input = 1200, .cached = 1024, .cache_write = 0, .output = 300};
  e.cost = 0.0123;
  e.seconds = 1.5;
  e.tries = 2;
  e.at = "2026-11-21T20:48:44Z";
  return e;
}

}  // namespace

TEST_CASE("an exchange is found again, whole") {
  const TemporaryFolder folder;
  const ExchangeStore store(folder.path() / "exchanges");
  const Exchange kept = exchange();
  const std::string id = exchange_id(kept);
  REQUIRE(store.find(id).value() == std::nullopt);
  REQUIRE(store.keep(id, kept));
  const auto found = store.find(id).value();
  REQUIRE(found);
  CHECK(exchange_to_json(*found) == exchange_to_json(kept));
  CHECK(found->answer == kept.answer);
}

TEST_CASE("the name of an exchange is made of all that its answer depends on") {
  const std::string id = exchange_id(exchange());
  Exchange other = exchange();
  SUBCASE("the request") { other.request += " "; }
  SUBCASE("the model") { other.model = "gpt-5-mini"; }
  SUBCASE("the provider") { other.provider = "anthropic"; }
  SUBCASE("the sample") { other.sample = 1; }
  CHECK(exchange_id(other) != id);
}

TEST_CASE("where a server stands names the exchange only if anybody can run it") {
  Exchange here = exchange(), there = exchange();
  there.endpoint = "http://localhost:4000/v1";
  CHECK(exchange_id(here) == exchange_id(there));
  here.provider = there.provider = "compatible";
  CHECK(exchange_id(here) != exchange_id(there));
}

TEST_CASE("a damaged exchange is named, and stays where it is") {
  const TemporaryFolder folder;
  const ExchangeStore store(folder.path());
  const std::string id = exchange_id(exchange());
  const std::string file = id.substr(0, 2) + "/" + id + ".json";
  std::string text = exchange_to_json(exchange());
  SUBCASE("cut short") { text.resize(text.size() / 2); }
  SUBCASE("another answer") { text.replace(text.find("ü"), 2, "uu"); }
  SUBCASE("another request") { text.replace(text.find("messages"), 8, "messagez"); }
  SUBCASE("empty") { text.clear(); }
  folder.write(file, text);
  const auto found = store.find(id);
  REQUIRE_FALSE(found);
  CHECK(found.error().fault == Fault::Data);
  CHECK(found.error().message.find(id + ".json is damaged") != std::string::npos);
  CHECK(read_file(folder.path() / file).value() == text);
}

TEST_CASE("turns with one id come one after the other, with others side by side") {
  const TemporaryFolder folder;
  const ExchangeStore store(folder.path());
  const std::string id = exchange_id(exchange()), other(64, 'a');
  std::atomic<int> inside = 0;
  std::atomic<bool> together = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      const auto turn = store.turn(id, not_interrupted);
      if (!turn || inside++ != 0) together = true;
      if (!store.turn(other, not_interrupted)) together = true;
      --inside;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(together);
}

TEST_CASE("waiting for a turn ends when the run is interrupted") {
  const TemporaryFolder folder;
  const ExchangeStore store(folder.path());
  const std::string id(64, 'b');
  const auto mine = store.turn(id, not_interrupted);
  const std::atomic<bool> interrupted = true;
  const auto theirs = store.turn(id, interrupted);
  REQUIRE_FALSE(theirs);
  CHECK(theirs.error().fault == Fault::Interrupted);
}
