// The C++ in the supporting documents passes the check that strategies pass. Tests run in the root
// of the repository.
#include "compiler/frontend/compile.hpp"
#include "compiler/knowledge/document_form.hpp"
#include "compiler/knowledge/document_list.hpp"
#include "compiler/knowledge/supporting_doc.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <regex>
#include <string>
#include <utility>
#include <vector>

using namespace stratgen;

namespace {

struct Snippet {
  int line = 0;
  std::string text;
};

std::vector<Snippet> snippets_of(const std::string& document) {
  std::vector<Snippet> snippets;
  bool inside = false;
  for (const NumberedLine& line : lines_of(document, 1)) {
    if (inside && line.text == "```") {
      inside = false;
    } else if (inside) {
      snippets.back().text += fmt::format("{}\n", line.text);
    } else if (line.text == "```cpp") {
      inside = true;
      snippets.push_back({line.number + 1, ""});
    }
  }
  return snippets;
}

// Members of the strategy around a snippet, by the names that documents give them.
constexpr std::array<std::pair<const char*, const char*>, 27> members_around = {{
    {"average_volume", "Series average_volume = sma(volume, 20);"},
    {"band", "double band = 0.1;"},
    {"channel", "Channel channel = donchian(20);"},
    {"entry_score", "double entry_score = 2.0;"},
    {"fast", "int fast = 20;"},
    {"hold", "int hold = 5;"},
    {"level", "double level = 30.0;"},
    {"lookback", "int lookback = 120;"},
    {"multiple", "double multiple = 3.0;"},
    {"ratio", "double ratio = 2.0;"},
    {"risk", "double risk = 0.01;"},
    {"slow", "int slow = 50;"},
    {"target_vol", "double target_vol = 0.15;"},
    {"wait", "int wait = 1;"},
    {"window", "int window = 20;"},
    {"fast_ma", "Series fast_ma = sma(close, 20);"},
    {"highest_high", "Series highest_high = highest(high, 20);"},
    {"lowest_low", "Series lowest_low = lowest(low, 20);"},
    {"momentum", "Series momentum = pct_change(close, 120);"},
    {"range", "Series range = atr(14);"},
    {"range_ma", "Series range_ma = sma(range, 50);"},
    {"score", "Series score = zscore(close, 20);"},
    {"signal", "Series signal = change(close, 20);"},
    {"slow_ma", "Series slow_ma = sma(close, 50);"},
    {"top", "Series top = highest(high, 20);"},
    {"trend", "Series trend = sma(close, 200);"},
    {"volatility", "Series volatility = realized_volatility(close, 60);"},
}};
constexpr std::array<const char*, 23> series_around = {
    "calm",     "carry",    "carry_ma",        "efficiency",  "flow",      "flow_ma",
    "kelly",    "lead",     "minus",           "odd",         "overnight", "parkinson",
    "plus",     "relative", "relative_volume", "roll_spread", "strength",  "target",
    "trend_ma", "trending", "upper",           "wave",        "weight"};

bool declares(const std::string& snippet, const std::string& name) {
  return std::regex_search(
      snippet,
      std::regex("\\b(Series|double|int|Order|Channel)\\s+(\\w+( = \\w+)?, )*" + name + "\\b"));
}

std::string members_for(const std::string& snippet) {
  std::string members;
  const auto needs = [&](const std::string& name) {
    return has_identifier(snippet, name) && !declares(snippet, name);
  };
  for (const auto& [name, declaration] : members_around) {
    if (needs(name)) members += fmt::format("  {}\n", declaration);
  }
  for (const std::string name : series_around) {
    if (needs(name)) members += fmt::format("  Series {};\n", name);
  }
  return members;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

// The strategy that a snippet is part of, as knowledge/README.md says.
std::string strategy_around(const std::string& snippet) {
  constexpr std::string_view include = "#include <stratgen/strategy.hpp>\n";
  if (has(snippet, "#include")) return snippet;
  std::smatch name;
  if (std::regex_search(snippet, name, std::regex("struct (\\w+) :"))) {
    return fmt::format("{}{}STRATGEN_STRATEGY({})\n", include, snippet, name[1].str());
  }
  std::string members = snippet;
  if (!has(snippet, "void init()") && !has(snippet, "void next()") &&
      !has(snippet, "static constexpr")) {
    members = fmt::format("void next() {{\n{}}}\n", snippet);
  }
  if (!has(members, "void next()")) members += "void next() {}\n";
  return fmt::format("{}struct Snippet : Strategy {{\n{}{}}};\nSTRATGEN_STRATEGY(Snippet)\n",
                     include, members_for(snippet), members);
}

}  // namespace

TEST_CASE("every C++ block of a supporting document compiles and keeps the rules") {
  const auto paths = list_supporting_documents("knowledge");
  REQUIRE(paths);
  std::size_t compiled = 0;
  for (const std::filesystem::path& path : *paths) {
    const auto doc = read_supporting_doc("knowledge", path);
    REQUIRE(doc);
    for (const Snippet& snippet : snippets_of(doc->text)) {
      const std::string source = strategy_around(snippet.text);
      const auto result = compile(source, {});
      ++compiled;
      if (result) continue;
      std::string findings = result.error().message;
      for (const Diagnostic& finding : result.error().diagnostics)
        findings += fmt::format("\n  {}: {}", finding.line, finding.message);
      FAIL_CHECK(doc->name << ", the block at line " << snippet.line << ":\n"
                           << findings << "\n"
                           << source);
    }
  }
  CHECK(compiled > 50);
}
