#include "compiler/spec/spec.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <random>

using namespace stratgen;
using nlohmann::json;

namespace {

KnowledgeDoc document() {
  KnowledgeDoc doc;
  doc.reference = "strategies/momentum/sma-crossover.md";
  doc.parameters = {{"fast_period", 20, 5, 60, "section 1"},
                    {"slow_period", 50, 20, 200, "section 1"}};
  return doc;
}

json valid() {
  return json::parse(R"({
    "name": "SMA Crossover",
    "knowledge_ref": "strategies/momentum/sma-crossover.md",
    "universe": ["SPY"],
    "timeframe": "1d",
    "entry_signal": "fast average crosses above slow average",
    "exit_signal": "fast average crosses below slow average",
    "stop_loss_pct": 0.02,
    "position_size_pct": 0.95,
    "params": {"fast_period": 20, "slow_period": 50},
    "adaptations": ["many stocks -> SPY"],
    "skipped": null
  })");
}

json skipped() {
  json object = valid();
  object["universe"] = json::array();
  object["entry_signal"] = object["exit_signal"] = "";
  object["stop_loss_pct"] = object["position_size_pct"] = 0;
  object["params"] = json::object();
  object["adaptations"] = json::array();
  object["skipped"] = "needs earnings";
  return object;
}

// The message for the valid object with `key` set to `value`.
std::string error_with(json object, const char* key, const json& value) {
  object[key] = value;
  const auto spec = parse_spec(object.dump(), document());
  REQUIRE_FALSE(spec);
  CHECK(spec.error().fault == Fault::Strategy);
  CHECK_FALSE(spec.error().diagnostics.empty());
  return spec.error().message;
}

std::string error_with(const char* key, const json& value) {
  return error_with(valid(), key, value);
}

}  // namespace

TEST_CASE("an answer becomes a spec") {
  const auto spec = parse_spec(valid().dump(), document());
  REQUIRE(spec);
  CHECK(spec->name == "SMA Crossover");
  CHECK(spec->universe == std::vector<std::string>{"SPY"});
  CHECK(spec->timeframe == "1d");
  CHECK(spec->stop_loss_pct == 0.02);
  CHECK(spec->position_size_pct == 0.95);
  CHECK(spec->params == std::map<std::string, double>{{"fast_period", 20}, {"slow_period", 50}});
  CHECK(spec->adaptations == std::vector<std::string>{"many stocks -> SPY"});
  CHECK_FALSE(spec->skipped);
}

TEST_CASE("a skipped spec needs its reason and little else") {
  const auto spec = parse_spec(skipped().dump(), document());
  REQUIRE(spec);
  CHECK(spec->skipped == "needs earnings");
  CHECK(error_with(skipped(), "skipped", "") ==
        "spec /skipped: \"\" is not allowed; give null, or, if the document cannot be expressed, "
        "the reason: a text of 1 to 1000 characters");
  CHECK(error_with(skipped(), "skipped", "  ").starts_with("spec /skipped: the text is empty; "));
  CHECK(error_with(skipped(), "skipped", nullptr).find("/entry_signal") != std::string::npos);
}

TEST_CASE("each field that breaks its rule is named with what is allowed") {
  CHECK(error_with("stop_loss_pct", 1) ==
        "spec /stop_loss_pct: 1 is not allowed; give the stop's distance from the price as a "
        "fraction: a number from 0 to less than 1, where 0.02 is 2 % and 0 is no stop");
  CHECK(error_with("stop_loss_pct", -0.1).starts_with("spec /stop_loss_pct: -0.1 is not allowed"));
  CHECK(
      error_with("stop_loss_pct", "2%").starts_with("spec /stop_loss_pct: \"2%\" is not allowed"));
  CHECK(
      error_with("position_size_pct", 95).starts_with("spec /position_size_pct: 95 is not allow"));
  CHECK(error_with("position_size_pct", 0) ==
        "spec /position_size_pct: 0 buys nothing; give a number above 0 and at most 1");
  CHECK(error_with("timeframe", "1day") ==
        "spec /timeframe: \"1day\" is not allowed; give the length of a bar: 1m, 5m, 15m, 1h, 4h, "
        "1d or 1wk");
  CHECK(error_with("universe", json::array()) ==
        "spec /universe: it is empty; give the traded asset's symbol first, or /skipped");
  CHECK(
      error_with("universe", {"SPY", "SPY"}).starts_with("spec /universe: it names a symbol twi"));
  CHECK(error_with("entry_signal", " \n") ==
        "spec /entry_signal: the text is empty; say when to open a position, or give /skipped");
  CHECK(error_with("exit_signal", "").starts_with("spec /exit_signal: the text is empty"));
  CHECK(error_with("name", "").starts_with("spec /name: \"\" is not allowed"));
  CHECK(error_with("adaptations", {"x", ""}).starts_with("spec /adaptations/1: \"\" is not allow"));
  CHECK(
      error_with("adaptations", "none").starts_with("spec /adaptations: \"none\" is not allowed"));
  CHECK(error_with("skipped", false).starts_with("spec /skipped: false is not allowed"));
}

TEST_CASE("params are the document's, within its ranges") {
  CHECK(error_with("params", {{"fast_perod", 20}}) ==
        "spec /params/fast_perod: the document has no such parameter; did you mean fast_period?");
  CHECK(error_with("params", {{"volatility", 20}}) ==
        "spec /params/volatility: the document has no such parameter; its parameters are: "
        "fast_period, slow_period");
  CHECK(error_with("params", {{"fast_period", 61}}) ==
        "spec /params/fast_period: 61 is outside the document's range; give 5 to 60; its default "
        "is 20");
  CHECK(error_with("params", {{"fast_period", "20"}}) ==
        "spec /params/fast_period: \"20\" is not allowed; give a number");
  CHECK(error_with("params", {{"fast period", 20}}) ==
        "spec /params/fast period: the name is not an identifier; use letters, digits and "
        "underscores, such as fast_period");
  CHECK(parse_spec(valid().dump()));  // without a document there is nothing to compare with
}

TEST_CASE("the reference is the document's") {
  CHECK(error_with("knowledge_ref", "strategies/momentum/other.md") ==
        "spec /knowledge_ref: 'strategies/momentum/other.md' is another document; give "
        "'strategies/momentum/sma-crossover.md'");
}

TEST_CASE("missing and unknown keys are named") {
  json object = valid();
  object.erase("exit_signal");
  auto spec = parse_spec(object.dump());
  REQUIRE_FALSE(spec);
  CHECK(
      spec.error().message.starts_with("spec /exit_signal: the key is missing; give when to clo"));
  object = valid();
  object["stop_los_pct"] = 0.02;
  spec = parse_spec(object.dump());
  REQUIRE_FALSE(spec);
  CHECK(spec.error().message ==
        "spec /stop_los_pct: there is no such key; remove it; did you mean stop_loss_pct?");
}

TEST_CASE("several failures are counted in the message and listed as diagnostics") {
  json object = valid();
  object["stop_loss_pct"] = 3;
  object["position_size_pct"] = 3;
  object["timeframe"] = "daily";
  const auto spec = parse_spec(object.dump());
  REQUIRE_FALSE(spec);
  CHECK(spec.error().message.ends_with(" (and 2 more)"));
  REQUIRE(spec.error().diagnostics.size() == 3);
  CHECK(spec.error().diagnostics[0].rule == "spec");
}

TEST_CASE("what is no object is refused") {
  for (const char* text : {"", "null", "[]", "\"spec\"", "1", "{", "{}"}) {
    const auto spec = parse_spec(text);
    REQUIRE_FALSE(spec);
    CHECK(spec.error().message.starts_with("spec"));
  }
}

TEST_CASE("JSON is written in the order of the first stratgen's files, integers as integers") {
  const auto spec = parse_spec(valid().dump());
  REQUIRE(spec);
  CHECK(to_json(*spec) == R"({
  "name": "SMA Crossover",
  "knowledge_ref": "strategies/momentum/sma-crossover.md",
  "universe": [
    "SPY"
  ],
  "timeframe": "1d",
  "entry_signal": "fast average crosses above slow average",
  "exit_signal": "fast average crosses below slow average",
  "stop_loss_pct": 0.02,
  "position_size_pct": 0.95,
  "params": {
    "fast_period": 20,
    "slow_period": 50
  },
  "adaptations": [
    "many stocks -> SPY"
  ],
  "skipped": null
}
)");
}

TEST_CASE("any valid spec reads back as it was written") {
  std::mt19937_64 random(20261120);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  const auto text = [&] {
    // Quotes, escapes, control characters and multi-byte characters all have to survive.
    const std::vector<std::string> pieces = {
        "a",    "Z", " ", "\"",  "\\",       "\n",           "\t",
        "\x01", "{", "}", "```", "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x93\x88"};
    std::string result = "x";
    for (std::uint64_t n = below(12); n > 0; --n) result += pieces[below(pieces.size())];
    return result;
  };
  const auto fraction = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int round = 0; round < 2000; ++round) {
    Spec spec;
    spec.name = text();
    spec.knowledge_ref = text();
    spec.timeframe = known_timeframes()[below(known_timeframes().size())];
    spec.stop_loss_pct = below(4) == 0 ? 0.0 : fraction();
    spec.position_size_pct = below(4) == 0 ? 1.0 : 1.0 - fraction();
    for (std::uint64_t n = below(5); n > 0; --n) spec.adaptations.push_back(text());
    if (below(4) == 0) {
      spec.skipped = text();
    } else {
      spec.entry_signal = text();
      spec.exit_signal = text();
      for (std::uint64_t n = 1 + below(4); n > 0; --n) {
        spec.universe.push_back("S" + std::to_string(n));
      }
    }
    for (std::uint64_t n = below(6); n > 0; --n) {
      const double magnitude = std::ldexp(fraction() - 0.5, static_cast<int>(below(200)) - 100);
      const double whole = static_cast<double>(below(1000));
      spec.params["p_" + std::to_string(n)] = below(2) == 0 ? magnitude : whole;
    }
    const auto read = parse_spec(to_json(spec));
    INFO(to_json(spec));
    REQUIRE(read);
    REQUIRE(*read == spec);
  }
}

TEST_CASE("a valid spec damaged anywhere is read or refused, never worse") {
  const std::string text = valid().dump(1);
  const KnowledgeDoc doc = document();
  std::mt19937_64 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = text;
    for (int edits = 0; edits < 3; ++edits) {
      const std::size_t at = random() % damaged.size();
      if (random() % 2 == 0) damaged.erase(at, random() % 20);
      if (damaged.empty()) break;
      damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    }
    const auto spec = parse_spec(damaged, doc);
    if (!spec) CHECK_FALSE(spec.error().message.empty());
    if (spec) CHECK(parse_spec(to_json(*spec), doc));
  }
}

TEST_CASE("every param of the spec must be declared by the class") {
  const auto spec = parse_spec(valid().dump());
  REQUIRE(spec);
  const std::vector<std::string> both = {"slow_period", "fast_period", "other"};
  CHECK(check_declared_params(*spec, both));
  const std::vector<std::string> misspelt = {"fast_perod", "slow_period"};
  const auto result = check_declared_params(*spec, misspelt);
  REQUIRE_FALSE(result);
  CHECK(result.error().fault == Fault::Strategy);
  CHECK(result.error().message ==
        "the strategy does not declare fast_period (did you mean fast_perod?) of the spec; declare "
        "each with param(); it declares fast_perod, slow_period");
  REQUIRE(result.error().diagnostics.size() == 1);
  CHECK(result.error().diagnostics[0].hint == "declare it as a member: param(\"fast_period\", 20)");
  const auto none = check_declared_params(*spec, {});
  REQUIRE_FALSE(none);
  CHECK(none.error().message ==
        "the strategy does not declare fast_period, slow_period of the spec; declare each with "
        "param(); it declares none");
}

TEST_CASE("the schema is JSON and closed") {
  const json schema = json::parse(spec_schema());
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["required"].size() == 11);  // the 11 fields of the first stratgen's StrategySpec
  CHECK(schema["properties"].size() == 11);
}
