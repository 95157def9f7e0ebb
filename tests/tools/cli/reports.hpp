// A report with one of everything.
#pragma once

#include "runtime/engine/report.hpp"
#include "tests/tools/cli/bars.hpp"

#include <cstring>
#include <limits>

namespace stratgen {

inline Bars example_bars() {
  return bars_on({"2020-01-06", "2020-01-07", "2020-01-08"}, {100, 95, 90});
}

inline Report example_report() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Report report;
  report.strategy = "Example";
  report.params = {{"fast", abi::ParamKind::Int, 10, {}},
                   {"ratio", abi::ParamKind::Double, 0.1, {}},
                   {"both_ways", abi::ParamKind::Bool, 0, {}}};
  report.values = {20, 0.5, 1};
  report.statistics.start = parse_date("2020-01-06").value();
  report.statistics.end = parse_date("2020-01-08").value();
  report.statistics.duration = 2 * 86400;
  report.statistics.sharpe_ratio = nan;
  report.statistics.profit_factor = std::numeric_limits<double>::infinity();
  report.statistics.trades = 1;

  Trade closed;  // short 3 units from 100 to 90
  closed.size = -3;
  closed.entry_bar = 0;
  closed.exit_bar = 2;
  closed.entry_price = 100;
  closed.exit_price = 90;
  closed.tp = 90;
  closed.commission = 1;
  closed.tag.kind = abi::Tag::Kind::Text;
  std::strcpy(closed.tag.text, "why");
  report.trades = {closed};

  Trade open;
  open.size = 0.5;
  open.entry_bar = 1;
  open.exit_bar = 2;
  open.entry_price = 100;
  open.exit_price = 110;
  open.tag.kind = abi::Tag::Kind::Number;
  open.tag.number = 7;
  report.open_trades = {open};

  PendingOrder order;
  order.size = 1;
  order.limit = 95;
  order.contingent = true;
  report.pending_orders = {order};
  report.equity = {10000, 10010, nan};
  report.cash = 9000.5;
  report.warnings = {1, 2, 3, 4, 5};
  return report;
}

}  // namespace stratgen
