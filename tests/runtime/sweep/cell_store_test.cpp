#include "runtime/sweep/cell_store.hpp"

#include "runtime/sweep/sweep_store.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace stratgen;

namespace {

ParamDeclaration declared(const char* name, abi::ParamKind kind) { return {name, kind, 0, {}}; }

SweepPart part(std::vector<ParamDeclaration> params) {
  return {"s", "SPY", "1d", std::move(params), 0, 1};
}

}  // namespace

TEST_CASE("names and kinds of parameters come back from their text") {
  const std::vector<ParamDeclaration> params = {declared("n", abi::ParamKind::Int),
                                                declared("two words", abi::ParamKind::Double),
                                                declared("on", abi::ParamKind::Bool)};
  const auto back = params_of(params_text(params));
  REQUIRE(back.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(back[i].name == params[i].name);
    CHECK(back[i].kind == params[i].kind);
  }
  CHECK(params_of("").empty());
}

TEST_CASE("columns are unique although SQLite ignores case, and none is a statistic's") {
  const auto columns = cell_columns(
      std::vector{part({declared("n", abi::ParamKind::Int), declared("N", abi::ParamKind::Int)}),
                  part({declared("ending", abi::ParamKind::Int), declared("n", abi::ParamKind::Int),
                        declared("sharpe ratio", abi::ParamKind::Double),
                        declared("# trades", abi::ParamKind::Int)})});
  CHECK(columns.params ==
        std::vector<std::string>{"n", "N_2", "ending_2", "sharpe ratio_2", "# trades_2"});
  CHECK(columns.of == std::vector<std::vector<std::size_t>>{{0, 1}, {2, 0, 3, 4}});
  CHECK(columns.several_parts);
}

TEST_CASE("a name with quotes stays inside its quotes") {
  const std::string sql =
      create_cells_statement(std::vector{part({declared("a\"b", abi::ParamKind::Int)})});
  CHECK(sql.find("\"a\"\"b\" integer") != std::string::npos);
}
