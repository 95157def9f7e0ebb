// Capsules as text: what is written reads back, what was changed is refused.
#include "tools/cli/capsule.hpp"

#include "compiler/llm/exchange_json.hpp"
#include "runtime/base/hash.hpp"
#include "tools/cli/capsule_differences.hpp"
#include "tools/cli/capsule_result.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace stratgen;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

DiscoverResult a_result() {
  DiscoverResult result;
  result.document = "strategies/momentum/sma-crossover.md";
  result.slug = "sma-crossover";
  result.category = "momentum";
  result.name = "MovingAverageCrossover";
  result.verdict = Verdict::Marginal;
  result.reasons = {"Sharpe 0.07, 30 trades", "Sharpe 0.07 is below 0.3"};
  result.stats = {{"Return [%]", 1.0 / 3}, {"Profit Factor", infinity}, {"SQN", 5e-324}};
  result.spec_json = "{}";
  result.fingerprint = "print";
  result.engine_version = "0.1.0";
  result.document_hash = sha256("# a document");
  result.spec_completion_hash = sha256("a spec");
  result.source_completion_hash = sha256("a program");
  result.source_hash = sha256("struct S {};");
  result.repairs = 2;
  result.cost = 0.1;
  return result;
}

Capsule a_capsule() {
  Exchange exchange;
  exchange.provider = "openai";
  exchange.request = "{}";
  exchange.answer = "a spec";
  Capsule capsule;
  capsule.document = "# a document";
  capsule.concepts = {{"trading-concepts/regimes", "# a concept"}};
  capsule.prompts = {{"extract_spec", "a template"}};
  capsule.answers = {{"extract_spec", "a spec"}, {"write_strategy", "a program"}};
  capsule.exchanges = {{exchange_id(exchange), exchange_to_json(exchange)}};
  capsule.provenance = "{}";
  capsule.source = "struct S {};";
  capsule.run.fingerprint = "print";
  capsule.run.engine_version = "0.1.0";
  capsule.run.concepts = "concepts";
  capsule.run.bars = {{"SPY", "1d", "hash"}};
  capsule.run.settings.run.broker.cash = 100000;
  capsule.run.settings.run.broker.commission.relative = 0.001;
  capsule.run.settings.thresholds.pass.sharpe = 0.1 + 0.2;
  capsule.run.settings.period.from = 1577836800;
  capsule.result = a_result();
  return capsule;
}

// What parse_capsule() says about the text with `with` in the place of the first `what`.
std::string said_with(const std::string& what, const std::string& with) {
  std::string text = capsule_text(a_capsule());
  const std::size_t at = text.find(what);
  REQUIRE(at != text.npos);
  const auto parsed = parse_capsule(text.replace(at, what.size(), with));
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().fault == Fault::Data);
  return parsed.error().message;
}

bool says(const std::string& text, const char* part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a capsule reads back as it was written") {
  const Capsule capsule = a_capsule();
  const auto read = parse_capsule(capsule_text(capsule));
  REQUIRE_MESSAGE(read, read.error().message);
  CHECK(read->result == capsule.result);
  CHECK(read->answers == capsule.answers);
  CHECK(read->concepts == capsule.concepts);
  CHECK(read->prompts == capsule.prompts);
  CHECK(read->exchanges == capsule.exchanges);
  CHECK(read->run.bars == capsule.run.bars);
  CHECK(read->source == capsule.source);
  CHECK(read->run.settings.period.from == 1577836800);
  CHECK_FALSE(read->run.settings.period.to);
  CHECK(settings_text(read->run.settings) == settings_text(capsule.run.settings));
  CHECK(capsule_text(*read) == capsule_text(capsule));
}

TEST_CASE("a statistic that is undefined or infinite stays so") {
  DiscoverResult result = a_result();
  result.stats = {{"a", std::nan("")}, {"b", infinity}, {"c", -infinity}, {"d", -0.0}};
  const auto read = result_from(result_json(result));
  REQUIRE(read);
  CHECK(std::isnan(read->stats[0].second));
  CHECK(read->stats[1].second == infinity);
  CHECK(read->stats[2].second == -infinity);
  CHECK(std::signbit(read->stats[3].second));
}

TEST_CASE("a changed part is refused, by its name") {
  CHECK(says(said_with("# a document", "# b document"), "the document is not the one"));
  CHECK(says(said_with("struct S {};", "struct T {};"), "the source is not the one"));
  CHECK(says(said_with("\"a program\"", "\"b program\""), "answer write_strategy is not"));
  CHECK(says(said_with("a template", "b template"), "prompt extract_spec is not"));
  CHECK(says(said_with("# a concept", "# b concept"), "concept trading-concepts/regimes is not"));
  CHECK(says(said_with("\\\"openai\\\"", "\\\"closed\\\""), "exchange"));
  CHECK(says(said_with("\"cash\": 100000", "\"cash\": -1"), "--cash"));
  CHECK(says(said_with("\"samples\": 1", "\"samples\": 1000000"), "samples"));
}

TEST_CASE("a name that leads out of the folder is refused") {
  CHECK(says(said_with("\"name\": \"extract_spec\"", "\"name\": \"../../x\""), "name of"));
  CHECK(says(said_with("\"name\": \"extract_spec\"", "\"name\": \"/etc/x\""), "name of"));
  CHECK(says(said_with("trading-concepts/regimes", "../regimes"), "name of"));
  CHECK(says(said_with("\"slug\": \"sma-crossover\"", "\"slug\": \"..\""), "document's name"));
  CHECK(
      says(said_with("\"category\": \"momentum\"", "\"category\": \"../..\""), "document's name"));
  CHECK(says(said_with("strategies/momentum/", "/momentum/"), "document's name"));
}

TEST_CASE("what is no capsule, or half of one, is an error") {
  const std::string text = capsule_text(a_capsule());
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("[1]"), std::string("no JSON"),
        text.substr(0, text.size() / 2), std::string(100'000, '['), std::string("{\"capsule\": 1}"),
        std::string("{\"capsule\": 2}"), std::string("{\"capsule\": \"1\"}")}) {
    CAPTURE(bad.substr(0, 40));
    const auto parsed = parse_capsule(bad);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().fault == Fault::Data);
  }
}

TEST_CASE("every statistic is held against its own, and two undefined ones are the same") {
  DiscoverResult capsule = a_result(), here = a_result();
  capsule.stats = {{"a", 1.5}, {"b", std::nan("")}, {"gone", 1.0}};
  here.stats = {{"b", std::nan("")}, {"a", std::nextafter(1.5, 2.0)}, {"new", 2.0}};
  std::vector<std::string> others;
  for (const CapsulePart& part : compare_results(capsule, here)) {
    if (!part.same) others.push_back(part.name);
  }
  CHECK(others == std::vector<std::string>{"a", "gone", "new"});
}
