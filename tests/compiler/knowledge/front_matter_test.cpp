#include "compiler/knowledge/front_matter.hpp"

#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// The front matter of the valid document, without the two lines of dashes.
std::string valid_yaml() {
  const std::string text(valid_document);
  return text.substr(4, text.find("\n---\n") + 1 - 4);
}

std::string error_of(const std::string& yaml) {
  const auto doc = parse_front_matter(yaml, "x.md");
  REQUIRE_FALSE(doc);
  CHECK(doc.error().fault == Fault::Data);
  return doc.error().message;
}

std::string error_with(std::string_view from, std::string_view to) {
  return error_of(with(valid_yaml(), from, to));
}

}  // namespace

TEST_CASE("the front matter becomes fields") {
  const auto doc = parse_front_matter(valid_yaml(), "x.md");
  REQUIRE(doc);
  CHECK(doc->title == "Moving Average Crossover");
  CHECK(doc->category == "momentum");
  REQUIRE(doc->sources.size() == 1);
  CHECK(doc->sources[0].authors ==
        std::vector<std::string>{"William Brock", "Josef Lakonishok", "Blake LeBaron"});
  CHECK(doc->sources[0].year == 1992);
  CHECK(doc->sources[0].venue == "Journal of Finance");
  CHECK(doc->sources[0].doi == "10.1111/j.1540-6261.1992.tb04681.x");
  CHECK(doc->universe == std::vector<std::string>{"SPY"});
  CHECK(doc->data == std::vector<std::string>{"prices"});
  CHECK(doc->timeframe == "1d");
  CHECK(doc->horizon == "weeks to months");
  REQUIRE(doc->parameters.size() == 2);
  CHECK(doc->parameters[1].name == "slow");
  CHECK(doc->parameters[1].default_value == 50);
  CHECK(doc->parameters[1].low == 20);
  CHECK(doc->parameters[1].high == 200);
  CHECK(doc->parameters[1].from == "section 1");
}

TEST_CASE("a source may lack a doi, and there may be no parameters") {
  std::string yaml = with(valid_yaml(), "    doi: 10.1111/j.1540-6261.1992.tb04681.x\n", "");
  yaml = yaml.substr(0, yaml.find("parameters:")) + "parameters: []\n";
  const auto doc = parse_front_matter(yaml, "x.md");
  REQUIRE(doc);
  CHECK_FALSE(doc->sources[0].doi);
  CHECK(doc->parameters.empty());
}

TEST_CASE("what is wrong in the front matter is said with its line in the file") {
  // Line 1 of the file is the opening ---, so the title is line 2.
  CHECK(error_with("horizon: weeks to months\n", "") ==
        "x.md:2: the front matter lacks the key 'horizon'; add it");
  CHECK(error_with("horizon:", "horizn:") ==
        "x.md:13: the front matter has no key 'horizn'; did you mean horizon?");
  CHECK(error_with("horizon: weeks to months", "title: again") ==
        "x.md:13: the front matter gives 'title' twice; keep one");
  CHECK(error_with("timeframe: 1d", "timeframe: 1day") ==
        "x.md:12: timeframe '1day' is unknown; use one of 1m, 5m, 15m, 1h, 4h, 1d, 1wk");
  CHECK(error_with("universe: [SPY]", "universe: SPY") ==
        "x.md:10: 'universe' must be a list of texts; write universe: [first, second]");
  CHECK(error_with("[William Brock, Josef Lakonishok, Blake LeBaron]", "Brock et al.") ==
        "x.md:5: 'authors' must be a list of texts; write authors: [first, second]");
  CHECK(error_with("year: 1992", "year: long ago") == "x.md:6: 'year' must be a year such as 1992");
  CHECK(error_with("    venue: Journal of Finance\n", "") ==
        "x.md:5: a source lacks the key 'venue'; add it");
  CHECK(error_with("title: Moving", "title:\nx: Moving") ==
        "x.md:3: the front matter has no key 'x'; its keys are title, category, sources, universe, "
        "data, timeframe, horizon, parameters, concepts");
}

TEST_CASE("what is wrong in a parameter is said with its line in the file") {
  CHECK(error_with("default: 20", "default: 4") ==
        "x.md:15: parameter fast: default 4 is not within low 5 and high 60; correct one of the "
        "three");
  CHECK(error_with("default: 20", "default: 61") ==
        "x.md:15: parameter fast: default 61 is not within low 5 and high 60; correct one of the "
        "three");
  CHECK(error_with("default: 20", "default: twenty") == "x.md:15: 'default' must be a number");
  CHECK(error_with("default: 20", "default: .nan") == "x.md:15: 'default' must be a number");
  CHECK(error_with("name: slow", "name: fast") ==
        "x.md:16: parameter fast is given twice; rename or remove one");
  CHECK(error_with("name: slow", "name: 50-day") ==
        "x.md:16: parameter name '50-day' is not an identifier; use letters, digits and "
        "underscores, such as fast_period");
  CHECK(
      error_with("low: 5", "minimum: 5").starts_with("x.md:15: a parameter has no key 'minimum'"));
}

TEST_CASE("what is not YAML is said with its line") {
  const std::string message = error_with("horizon: weeks to months", "horizon: weeks: to months");
  CHECK(message.starts_with("x.md:13: the front matter is not YAML: "));
  CHECK(error_of("[1, 2]").starts_with("x.md:2: the front matter must have the keys title, "));
  CHECK(error_of("").starts_with("x.md:2: "));
  CHECK(error_of(std::string(100'000, '[')).starts_with("x.md:2: the front matter is not YAML"));
}
