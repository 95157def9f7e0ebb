// The knowledge base that comes with stratgen. Tests run in the root of the repository.
#include "compiler/knowledge/document_check.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

using Counts = std::map<std::string, std::size_t>;

TEST_CASE("the bundled documents keep the format, and all of them are there") {
  const auto check = check_knowledge_base("knowledge");
  REQUIRE(check);
  for (const Diagnostic& finding : check->findings) {
    FAIL_CHECK(finding.file << ":" << finding.line << ": " << finding.message);
  }
  CHECK(check->strategies == Counts{{"calendar-anomalies", 9},
                                    {"commodities", 4},
                                    {"factor-investing", 10},
                                    {"forex", 4},
                                    {"machine-learning", 5},
                                    {"mean-reversion", 13},
                                    {"momentum", 26},
                                    {"technical-other", 8},
                                    {"value-fundamental", 8},
                                    {"volatility-options", 5}});  // 92
  CHECK(check->supporting ==
        Counts{{"financial-computing", 14}, {"key-concepts", 15}, {"trading-concepts", 33}});  // 62
}
