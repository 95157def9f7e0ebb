#include "runtime/import/column_names.hpp"

#include <doctest/doctest.h>

#include <string>

namespace stratgen {
namespace {

std::string role(std::string_view name) {
  const auto found = column_role(name);
  if (!found) return "none";
  switch (found->kind) {
    case ColumnRole::Kind::Bar:
      return std::string(bar_column_names[place(found->column)]);
    case ColumnRole::Kind::Date:
      return "date";
    case ColumnRole::Kind::TimeOfDay:
      return "time";
    case ColumnRole::Kind::Symbol:
      return "symbol";
    case ColumnRole::Kind::Nothing:
      return "nothing";
  }
  return "";
}

TEST_CASE("case, punctuation and numbers in front do not count") {
  CHECK(role("Adj Close") == "adjusted close");
  CHECK(role("adj_close") == "adjusted close");
  CHECK(role("Adj Close**") == "adjusted close");
  CHECK(role("5. adjusted close") == "adjusted close");
  CHECK(role("1a. open") == "open");
  CHECK(role("<CLOSE>") == "close");
  CHECK(role("Close/Last") == "close");
  CHECK(role("Vol.") == "volume");
  CHECK(role("Volume BTC") == "volume");
  CHECK(role("Volume WAP") == "none");
  CHECK(role("%Y-%m-%d") == "date");
  CHECK(role("-") == "nothing");
  CHECK(role("") == "none");
  CHECK(role("IBM") == "none");
}

TEST_CASE("base volume comes before quote volume, close before last") {
  CHECK(column_role("Volume")->rank < column_role("Volume USDT")->rank);
  CHECK(column_role("<VOL>")->rank < column_role("<TICKVOL>")->rank);
  CHECK(column_role("Close")->rank < column_role("Last")->rank);
}

TEST_CASE("names that join a market and a column") {
  CHECK(split_joined_name("AAPL.Open")->symbol == "AAPL");
  CHECK(split_joined_name("BRK.B.Close")->symbol == "BRK.B");
  CHECK(split_joined_name("Close_MSFT")->symbol == "MSFT");
  CHECK(split_joined_name("('Close', 'SPY')")->symbol == "SPY");
  CHECK(split_joined_name("AAPL.Adjusted")->column == "Adjusted");
  CHECK(!split_joined_name("return_1d"));
}

}  // namespace
}  // namespace stratgen
