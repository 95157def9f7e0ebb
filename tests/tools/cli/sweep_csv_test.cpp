#include "tools/cli/sweep_csv.hpp"

#include "runtime/base/file.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;

TEST_CASE("numbers read back to the same double, what is undefined is empty") {
  const TemporaryFolder folder;
  const std::vector<SweepPart> parts = {
      {"s", "SPY", "1d", {{"a,b", abi::ParamKind::Double, 0, {}}}, 0, 1}};
  SweepStore store = SweepStore::open(folder.path() / "a.sqlite", {}, parts).value();
  CellResult cell{3, {Ending::Completed, {}}};
  cell.result.statistics.return_pct = 0.1 + 0.2;
  cell.result.statistics.sharpe_ratio = std::numeric_limits<double>::quiet_NaN();
  cell.result.statistics.profit_factor = std::numeric_limits<double>::infinity();
  const auto value = [](std::uint64_t, std::span<double> out) { out[0] = 1e-7; };
  REQUIRE(store.append(0, 0, std::vector{cell}, value, {}));
  const auto file = folder.path() / "a.csv";
  REQUIRE(export_csv(store, file));
  CHECK(read_file(file).value() ==
        "cell,\"a,b\",ending,Return [%],Return (Ann.) [%],Volatility (Ann.) [%],Sharpe "
        "Ratio,Sortino Ratio,Max. Drawdown [%],Win Rate [%],Exposure Time [%],Profit Factor,# "
        "Trades\n"
        "3,1e-07,completed,0.30000000000000004,0,0,,0,0,0,0,inf,0\n");
  CHECK(is_sweep_csv(file));
  REQUIRE(write_file(file, "Date,Open\n"));
  CHECK(!is_sweep_csv(file));
  CHECK(!is_sweep_csv(folder.path() / "nosuch.csv"));
}
