#include "compiler/knowledge/document_search.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

TEST_CASE("documents with rarer words and shorter texts come first") {
  const std::vector<SearchText> texts = {{"A", "the bank of the river"},
                                         {"B", "the turn of the month"},
                                         {"C", "the month, the month, and so on for a long time"}};
  const auto hits = search_texts(texts, "Turn of Months");
  REQUIRE(hits.size() == 3);  // "of" is in A
  CHECK(hits[0].index == 1);
  CHECK(hits[0].line == 1);
  CHECK(hits[0].excerpt == "the turn of the month");
  CHECK(search_texts(texts, "nothing here").empty());
  CHECK(search_texts(texts, "").empty());
}

TEST_CASE("a score is BM25's") {
  // Two texts of 1 + 5 words (a title word counts five times): one has the word, once.
  // idf = ln(1 + (2 - 1 + 0.5) / (1 + 0.5)) = ln 2; length and mean are 6, so the score is
  // ln 2 * 2.2 / (1 + 1.2).
  const std::vector<SearchText> texts = {{"a", "word"}, {"b", "other"}};
  const auto hits = search_texts(texts, "word");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].score == doctest::Approx(std::log(2.0)));
}

TEST_CASE("a word of the title weighs more than one of the text") {
  const std::vector<SearchText> texts = {{"Averages", "and moons and more"},
                                         {"Moons", "and averages and more"}};
  CHECK(search_texts(texts, "moon").front().index == 1);
  CHECK(search_texts(texts, "AVERAGE").front().index == 0);
}

TEST_CASE("the excerpt is the first line with most of the words") {
  const std::vector<SearchText> texts = {{"x", "one\n  two words: alpha, beta\nalpha beta\n"}};
  const auto hits = search_texts(texts, "beta alpha");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].line == 2);
  CHECK(hits[0].excerpt == "two words: alpha, beta");
}
