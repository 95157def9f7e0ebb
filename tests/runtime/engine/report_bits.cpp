#include "tests/runtime/engine/report_bits.hpp"

#include <bit>

using namespace stratgen;

std::vector<std::uint64_t> bits_of(const Report& report) {
  std::vector<std::uint64_t> bits;
  const auto add = [&](double x) { bits.push_back(std::bit_cast<std::uint64_t>(x)); };
  for (const auto* trades : {&report.trades, &report.open_trades}) {
    add(static_cast<double>(trades->size()));
    for (const Trade& t : *trades) {
      for (const double x : {t.size, double(t.entry_bar), double(t.exit_bar), t.entry_price,
                             t.exit_price, t.sl, t.tp, t.commission, double(t.tag.number)}) {
        add(x);
      }
    }
  }
  for (const PendingOrder& o : report.pending_orders) {
    for (const double x :
         {o.size, o.limit, o.stop, o.sl, o.tp, double(o.tag.number), double(o.contingent)})
      add(x);
  }
  for (const double x : report.equity) add(x);
  const Warnings& w = report.warnings;
  for (const int x :
       {w.canceled_relative, w.canceled_margin, w.same_bar_contingent, w.open_at_end, w.refused})
    add(x);
  add(report.cash);
  return bits;
}
