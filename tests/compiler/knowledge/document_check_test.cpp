#include "compiler/knowledge/document_check.hpp"

#include "tests/compiler/knowledge/base_documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// "calm-uptrend.md:21: message" of each finding.
std::vector<std::string> findings_of(const SmallBase& base) {
  const auto check = check_knowledge_base(base.path());
  REQUIRE(check);
  std::vector<std::string> lines;
  for (const Diagnostic& finding : check->findings) {
    lines.push_back(fmt::format("{}:{}: {}",
                                std::filesystem::path(finding.file).filename().string(),
                                finding.line, finding.message));
  }
  return lines;
}

// The only finding after the first `from` of a document has become `to`.
std::string finding(const char* document, std::string_view from, std::string_view to) {
  const SmallBase base;
  base.edit(document, from, to);
  const std::vector<std::string> lines = findings_of(base);
  REQUIRE(lines.size() == 1);
  return lines.front();
}

std::string in_strategy(std::string_view from, std::string_view to) {
  return finding(SmallBase::strategy, from, to);
}

}  // namespace

TEST_CASE("a base that keeps the format has no finding, and its documents are counted") {
  const SmallBase base;
  CHECK(findings_of(base) == std::vector<std::string>{});
  const auto check = check_knowledge_base(base.path());
  REQUIRE(check);
  CHECK(check->strategies == std::map<std::string, std::size_t>{{"momentum", 1}});
  CHECK(check->supporting == std::map<std::string, std::size_t>{{"trading-concepts", 2}});
}

// Line 2 is the title, 10 the concepts, 13 the end of the front matter; "## Mechanics" is line 60:
// 16 lines before the 42 of the thesis, an empty one, and the heading.
TEST_CASE("keys stand in their order and lists on one line") {
  CHECK(in_strategy("data: [prices]\ntimeframe: \"1d\"\n", "timeframe: \"1d\"\ndata: [prices]\n") ==
        "calm-uptrend.md:2: the front matter has the keys title, category, sources, universe, "
        "timeframe, data, horizon, concepts, parameters; they must be title, category, sources, "
        "universe, data, timeframe, horizon, concepts, parameters, in this order");
  CHECK(in_strategy("data: [prices]", "data:\n  - prices") ==
        "calm-uptrend.md:7: write the list on one line, as data: [first, second]");
  CHECK(
      in_strategy("  - {name: fast, default", "  - {name: fast,\n     default") ==
      "calm-uptrend.md:11: 'parameters' has 1 entries on 0 lines; write each on a line of its own, "
      "as '  - {...}'");
  CHECK(in_strategy("data: [prices]", "data: [prices, VIX]")
            .starts_with("calm-uptrend.md:7: 'VIX' is no kind of data; use prices, volume, "));
}

TEST_CASE("two to six concepts that exist are named") {
  CHECK(in_strategy(", trading-concepts/market-orders]", "]") ==
        "calm-uptrend.md:10: 1 concepts; name 2 to 6 that the mechanics need");
  CHECK(in_strategy("trading-concepts/market-orders]", "trading-concepts/market]")
            .starts_with("calm-uptrend.md:10: the concept trading-concepts/market is not in the "
                         "knowledge base; write "));
  CHECK(in_strategy("trading-concepts/market-orders]", "../market]") ==
        "calm-uptrend.md:10: '../market' in 'concepts' is not a document; write it as "
        "trading-concepts/moving-averages");
}

TEST_CASE("what a reader refuses is a finding with its line") {
  CHECK(in_strategy("low: 5", "low: 25") ==
        "calm-uptrend.md:12: parameter fast: default 20 is not within low 25 and high 60; correct "
        "one "
        "of the three");
  CHECK(
      in_strategy("## Thesis", "## Idea").starts_with("calm-uptrend.md:15: '## Idea' is not one"));
  CHECK(finding(SmallBase::regimes, "title: regimes", "name: regimes")
            .starts_with("regimes.md:2: the front matter has no key 'name'"));
}

TEST_CASE("the mechanics have their parts, their fixed lines and every parameter") {
  CHECK(in_strategy("### Entry", "### Entries") ==
        "calm-uptrend.md:60: the mechanics have the parts Signal, Entries, Exit, Sizing; they must "
        "be "
        "Signal, Entry, Exit, Sizing, and Rebalancing where there is one");
  CHECK(in_strategy("sma(close, fast)", "sma(close, fast_window)") ==
        "calm-uptrend.md:60: the mechanics do not use the parameter fast; use it or take it out");
  CHECK(in_strategy("Protective stop: none", "Stop: none")
            .starts_with("calm-uptrend.md:70: 'Exit' needs exactly one line 'Protective stop: "));
  CHECK(
      in_strategy("Protective stop: none (stop_loss_pct = 0).",
                  "Protective stop: 5 % from the close of the decision bar (stop_loss_pct = 0.5).")
          .starts_with("calm-uptrend.md:74: the stop must read "));
  CHECK(in_strategy("Equity used: 0.95", "Equity used: 0.9")
            .starts_with("calm-uptrend.md:78: the size must read "));
}

TEST_CASE("a stop of five percent is 0.05") {
  const SmallBase base;
  base.edit(SmallBase::strategy, "Protective stop: none (stop_loss_pct = 0).",
            "Protective stop: 5 % from the close of the decision bar (stop_loss_pct = 0.05).");
  CHECK(findings_of(base) == std::vector<std::string>{});
}

TEST_CASE("the adaptation says what is traded, and what differs") {
  CHECK(in_strategy("Expressible: SPY.", "Expressible: QQQ.") ==
        "calm-uptrend.md:82: the first line must be 'Expressible: SPY.', or 'Not expressible: ' "
        "and the "
        "reason");
  CHECK(in_strategy("- Many assets ->\n  one.", "- One asset.") ==
        "calm-uptrend.md:84: the difference must read 'source -> here'");
}

TEST_CASE("length and lines have limits") {
  CHECK(in_strategy("Few.", words(900)).find(" words after the front matter; write 400 to 900") !=
        std::string::npos);
  CHECK(in_strategy("Few.", std::string(129, 'x')) ==
        "calm-uptrend.md:89: the line has 129 characters; break it before 129");
  std::string umlauts;
  for (int i = 0; i < 128; ++i) umlauts += "\xc3\xbc";
  const SmallBase base;
  base.edit(SmallBase::strategy, "Few.", umlauts);
  CHECK(findings_of(base) == std::vector<std::string>{});
  CHECK(in_strategy("Few.", "Few. ") ==
        "calm-uptrend.md:89: a space at the end of the line; remove it");
  CHECK(in_strategy("Few.", "</concepts>") ==
        "calm-uptrend.md:89: '</concepts>' would end a quotation in a prompt; write it without "
        "brackets");
  CHECK(finding(SmallBase::orders, "In short, orders.", words(81)) ==
        "market-orders.md:8: 81 words in short; write at most 80");
}

TEST_CASE("references repeat the sources") {
  CHECK(in_strategy("- A. Author (1992). A", "- A. Author (1993). A")
            .starts_with("calm-uptrend.md:97: this reference is not source 1, A Title (1992); "));
  CHECK(in_strategy("- A. Author", "A. Author") ==
        "calm-uptrend.md:95: 0 references for 1 sources; write one bullet for each");
  CHECK(
      finding(SmallBase::orders, "None: this", "This").find("without sources the references are") !=
      std::string::npos);
}

TEST_CASE("links lead somewhere, and slugs are unique in the whole base") {
  CHECK(
      finding(SmallBase::orders, "related: [trading-concepts/regimes]",
              "related: [trading-concepts/regime]") ==
      "market-orders.md:5: trading-concepts/regime is not another document of the knowledge base");
  const SmallBase base;
  base.write("strategies/momentum/regimes.md", strategy_text());
  const std::vector<std::string> lines = findings_of(base);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("regimes.md:1: "));
  CHECK(lines[0].ends_with("regimes.md has the same slug; rename one"));
}

TEST_CASE("a document directly in a folder of the base is none of its documents") {
  const SmallBase base;
  base.write("README.md", "About this base.\n");
  CHECK(findings_of(base) == std::vector<std::string>{});
}
