#include "compiler/knowledge/concept_text.hpp"

#include "compiler/knowledge/knowledge_doc.hpp"
#include "tests/compiler/knowledge/base_documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

std::string text_of(const SmallBase& base, const std::vector<std::string>& concepts) {
  const auto text = concept_text(base.path(), concepts, "x.md:10");
  REQUIRE(text);
  return *text;
}

const std::vector<std::string> both = {"trading-concepts/regimes",
                                       "trading-concepts/market-orders"};

}  // namespace

TEST_CASE("each concept is carried in short, and what it means in a strategy") {
  const SmallBase base;
  CHECK(text_of(base, both) ==
        "trading-concepts/regimes\n\nIn short, regimes.\n\nFor a strategy, regimes.\n\n"
        "trading-concepts/market-orders\n\nIn short, orders.\n\nFor a strategy, orders.\n");
  CHECK(text_of(base, {}).empty());
}

TEST_CASE("what does not fit into the budget is left out, but never what is in short") {
  const SmallBase base;
  // Of 1,500 tokens at four characters, 6,000: names, short forms and blank lines take 26 + 19 + 32
  // + 18 = 95, the second section 1 + 24 = 25 with its blank line and end, so the first has 5,880:
  // a blank line, 5,878 characters, an end.
  const auto with_section = [&](int length) {
    base.write(SmallBase::regimes, with(supporting_text("regimes", ""), "For a strategy, regimes.",
                                        std::string(static_cast<std::size_t>(length), 'x')));
    return text_of(base, both);
  };
  CHECK(with_section(5'878).find("For a strategy, orders.") != std::string::npos);
  CHECK(with_section(5'878).find("xxx") != std::string::npos);
  const std::string longer = with_section(5'879 + 25);
  CHECK(longer.find("xxx") == std::string::npos);
  CHECK(longer.find("In short, regimes.") != std::string::npos);
  CHECK(longer.find("For a strategy, orders.") != std::string::npos);
}

TEST_CASE("a document's concepts are read with it") {
  const SmallBase base;
  const auto doc = read_knowledge_doc(base.path(), base.path() / SmallBase::strategy);
  REQUIRE(doc);
  CHECK(doc->concepts == both);
  CHECK(doc->concept_text == text_of(base, both));
  std::filesystem::remove(base.path() / SmallBase::orders);
  const auto lacking = read_knowledge_doc(base.path(), base.path() / SmallBase::strategy);
  REQUIRE_FALSE(lacking);
  CHECK(
      lacking.error().message.find("calm-uptrend.md:10: the concept trading-concepts/market-orders "
                                   "is not in the knowledge base; write ") != std::string::npos);
}
