// What tests log.
#pragma once

#include "runtime/trade/trade_log.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stratgen::testing {

inline TradeLog opened_log(const TemporaryFolder& folder) {
  Result<TradeLog> log = TradeLog::open(folder.folder());
  if (!log) FAIL(log.error().message);
  return std::move(*log);
}

inline std::string order_id(int number) { return fmt::format("sg-{:020x}-0", number); }

// Every member says `number`, so that a row made of two shows.
inline Intent numbered_intent(std::int64_t run, int number) {
  Intent intent;
  intent.run = run;
  intent.order = {.client_order_id = order_id(number),
                  .symbol = fmt::format("S{}", number % 5),
                  .side = number % 2 == 0 ? OrderSide::Buy : OrderSide::Sell,
                  .quantity = {number + 1},
                  .kind = number % 3 == 0 ? OrderKind::Limit : OrderKind::Market,
                  .in_force = number % 7 == 0 ? TimeInForce::Gtc : TimeInForce::Day,
                  .limit_price = number + 0.1,
                  .stop_loss = number + 0.2,
                  .take_profit = number + 0.3};
  intent.bar = 1'700'000'000 + number;
  intent.decision_price = 100 + number / 3.0;
  intent.decided = 1'700'000'100 + number;
  return intent;
}

inline LoggedRun numbered_run(int number) {
  LoggedRun run{.account = "paper",
                .started = 1'700'000'000 + number,
                .finished = 1'700'000'060 + number,
                .live = number % 2 == 1,
                .lease = number + 1,
                .equity = 100'000 + number / 7.0,
                .last_equity = 99'000 + number / 7.0,
                .outcome = fmt::format("done {}", number),
                .exit_code = number % 8,
                .signals = {}};
  for (int i = 0; i < number % 4; ++i) {
    run.signals.push_back({.strategy = fmt::format("strategies/{}.md", i),
                           .symbol = fmt::format("S{}", number),
                           .signal = i == 0 ? "LONG" : "",
                           .weight = 1.0 / 3,
                           .share = -0.1 * i,
                           .price = number + 0.7,
                           .bar = number,
                           .target = {-number},
                           .error = i == 0 ? "" : "bars are missing"});
  }
  return run;
}

inline bool same(const LoggedSignal& a, const LoggedSignal& b) {
  return a.strategy == b.strategy && a.symbol == b.symbol && a.signal == b.signal &&
         a.weight == b.weight && a.share == b.share && a.price == b.price && a.bar == b.bar &&
         a.target == b.target && a.error == b.error;
}

inline bool same(const LoggedRun& a, const LoggedRun& b) {
  return a.id == b.id && a.account == b.account && a.started == b.started &&
         a.finished == b.finished && a.live == b.live && a.lease == b.lease &&
         a.equity == b.equity && a.last_equity == b.last_equity && a.outcome == b.outcome &&
         a.exit_code == b.exit_code &&
         std::equal(a.signals.begin(), a.signals.end(), b.signals.begin(), b.signals.end(),
                    [](const LoggedSignal& x, const LoggedSignal& y) { return same(x, y); });
}

inline bool same(const Intent& a, const Intent& b) {
  const OrderRequest &x = a.order, &y = b.order;
  return a.run == b.run && x.client_order_id == y.client_order_id && x.symbol == y.symbol &&
         x.side == y.side && x.quantity == y.quantity && x.kind == y.kind &&
         x.in_force == y.in_force && x.limit_price == y.limit_price && x.stop_loss == y.stop_loss &&
         x.take_profit == y.take_profit && a.bar == b.bar && a.decision_price == b.decision_price &&
         a.decided == b.decided && a.status == b.status && a.broker_id == b.broker_id &&
         a.filled == b.filled && a.filled_price == b.filled_price && a.why == b.why &&
         a.open == b.open && a.exits_open == b.exits_open;
}

}  // namespace stratgen::testing
