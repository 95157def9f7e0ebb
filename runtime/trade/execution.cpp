#include "runtime/trade/execution.hpp"

#include "runtime/trade/account_news.hpp"
#include "runtime/trade/preparation.hpp"
#include "runtime/trade/submit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace stratgen {
namespace {

constexpr int most_passes = 40;
constexpr int patient_passes = 5;  // that entries wait for the ends of orders
constexpr int most_attempts = 6;   // orders for one symbol in a run, beside slices

void note_targets(std::vector<LoggedSignal>& signals, const std::vector<Target>& targets) {
  for (const Target& target : targets)
    for (const TargetPart& part : target.parts)
      for (LoggedSignal& signal : signals)
        if (signal.strategy == part.strategy && signal.symbol == target.symbol) {
          signal.target = part.quantity;
          signal.error = target.frozen;
        }
}

std::string fill_text(OrderSide side, Quantity filled, Quantity whole, double price,
                      const std::string& status) {
  return fmt::format("{} {} of {} filled{}, {}", to_string(side), to_text(filled), to_text(whole),
                     price > 0 ? fmt::format(" at {:.6g}", price) : "", status);
}

class Execution {
 public:
  Execution(Prepared prepared, const LoggedRun& run, Brokerage& brokerage, TradeLog& log,
            const ExecutionTerms& terms, const ExecutionHooks& hooks)
      : snapshot_(std::move(prepared.snapshot)),
        decider_(std::move(prepared.decider)),
        guard_(terms.limits, prepared.targets, std::move(prepared.past)),
        run_(run),
        brokerage_(brokerage),
        log_(log),
        terms_(terms),
        hooks_(hooks),
        since_(prepared.since),
        left_(std::move(prepared.left)) {
    outcome_.targets = std::move(prepared.targets);
    facts_.assets = snapshot_.assets;
    facts_.last_price = snapshot_.last_price;
  }

  Result<ExecutionOutcome> carry_out(const News& news) {
    for (const Intent& intent : news.orders) STRATGEN_CHECK(tell(intent));
    STRATGEN_CHECK(tell(news.exits));
    for (const std::string& text : news.unread) STRATGEN_CHECK(event("note", "", text));
    const int slices = terms_.orders.style == OrderStyle::Twap ? terms_.orders.slices : 1;
    for (int slice = 0; slice < slices; ++slice) {
      if (slice > 0) STRATGEN_CHECK(pause(terms_.slice_seconds));
      STRATGEN_CHECK(settle(slices - slice));
    }
    return conclude();
  }

 private:
  Result<void> event(std::string kind, std::string symbol, std::string text) {
    const LoggedEvent logged{run_.id, snapshot_.clock.now, std::move(kind), std::move(symbol),
                             std::move(text)};
    STRATGEN_CHECK(log_.add(logged));
    hooks_.on_event(logged);
    return {};
  }

  Result<void> pause(double seconds) {
    hooks_.sleep(seconds);
    return go_on(hooks_);
  }

  // One slice: orders are sent and waited for until nothing is left to do.
  Result<void> settle(int slices_left) {
    double waited = 0;
    bool sliced = false;  // the slice's own orders are out
    for (int pass = 0; pass < most_passes; ++pass) {
      STRATGEN_CHECK(look());
      OrderTerms orders = terms_.orders;
      orders.slices = slices_left;
      Plan plan = plan_orders(outcome_.targets, snapshot_, orders, decider_);
      if (pass == 0) STRATGEN_CHECK(tell(plan));
      STRATGEN_CHECK(cancel(plan));
      if (sliced && slices_left > 1) plan.orders.clear();
      // Orders that are cancelled count until they have ended, and hold back cash.
      if (!plan.cancels.empty() && pass < patient_passes)
        std::erase_if(plan.orders, [](const PlannedOrder& order) { return !order.reduces; });
      STRATGEN_TRY(const int sent, send(plan));
      sliced = sliced || sent > 0;
      const bool rests = plan.cancels.empty() && sent == 0;
      if (rests && (plan.adopted.empty() || only_the_open_helps(plan))) return {};
      if (rests && waited >= terms_.wait_seconds) return {};
      STRATGEN_CHECK(pause(terms_.poll_seconds));
      waited += terms_.poll_seconds;
    }
    return {};
  }

  bool only_the_open_helps(const Plan& plan) const {
    return !snapshot_.clock.is_open &&
           std::ranges::none_of(plan.adopted, [&](const AccountOrder& order) {
             const auto asset = facts_.assets.find(order.symbol);
             return asset != facts_.assets.end() && asset->second.crypto;
           });
  }

  // A new snapshot, and what it says of our orders. One that arrived after it, and may be filled
  // by now, makes it old.
  Result<void> look() {
    for (bool old = true; old;) {
      STRATGEN_TRY(snapshot_, take_snapshot(brokerage_, since_));
      STRATGEN_TRY(const OrderNews news, bring_up_to_date(log_, run_, snapshot_, brokerage_));
      for (const Intent& intent : news.changed) STRATGEN_CHECK(tell(intent));
      old = news.snapshot_is_old;
    }
    snapshot_.assets = facts_.assets;
    snapshot_.last_price = facts_.last_price;
    snapshot_.left.insert(snapshot_.left.end(), left_.begin(), left_.end());
    guard_.see(snapshot_);
    return {};
  }

  Result<void> tell(const std::vector<LoggedExit>& exits) {
    for (const auto& [entry, order] : exits)
      STRATGEN_CHECK(
          event(order.open ? "order" : "ended", order.symbol,
                fmt::format("exit: {}", fill_text(order.side, order.filled, order.quantity,
                                                  order.filled_price, order.status))));
    return {};
  }

  Result<void> tell(const Intent& intent) {
    const OrderRequest& order = intent.order;
    const std::string words =
        fill_text(order.side, intent.filled, order.quantity, intent.filled_price, intent.status);
    const bool failed = intent.status == "rejected" || intent.status == "suspended";
    STRATGEN_CHECK(event(failed        ? "rejected"
                         : intent.open ? "order"
                                       : "ended",
                         order.symbol, words));
    if (failed) refuse(order.symbol, fmt::format("{}: {}", order.symbol, words));
    return {};
  }

  Result<void> tell(const Plan& plan) {
    for (const PlanRemark& remark : plan.remarks)
      if (remark.kind != "exits" && told_.emplace(remark.symbol, remark.text).second)
        STRATGEN_CHECK(event(remark.kind, remark.symbol, remark.text));
    return {};
  }

  void refuse(const std::string& symbol, std::string why) {
    outcome_.refusals.push_back(std::move(why));
    done_with_.insert(symbol);
  }

  Result<void> cancel(const Plan& plan) {
    for (const PlannedCancel& cancel : plan.cancels) {
      STRATGEN_CHECK(go_on(hooks_));
      STRATGEN_CHECK(brokerage_.cancel(cancel.order.id));
      if (told_.emplace(cancel.order.id, "cancel").second)
        STRATGEN_CHECK(event("cancel", cancel.order.symbol,
                             fmt::format("{} {}: {}", to_string(cancel.order.side),
                                         to_text(cancel.order.quantity), cancel.why)));
    }
    return {};
  }

  // Entries wait for the cash of exits where there is not enough without.
  bool waits_for_cash(const PlannedOrder& planned, double& cash, bool exits_open) const {
    if (planned.reduces || planned.order.side == OrderSide::Sell) return false;
    const double cost = to_double(planned.order.quantity) * planned.price;
    if (cost > cash && exits_open) return true;
    cash -= cost;
    return false;
  }

  Result<int> send(const Plan& plan) {
    int count = 0;
    double cash = snapshot_.account.buying_power;
    bool exits_open = std::ranges::any_of(
        plan.adopted, [&](const AccountOrder& order) { return order.side == OrderSide::Sell; });
    for (const PlannedOrder& planned : plan.orders) {
      const std::string& symbol = planned.order.symbol;
      if (done_with_.contains(symbol)) continue;
      if (waits_for_cash(planned, cash, exits_open)) {
        if (told_.emplace(symbol, "cash").second)
          STRATGEN_CHECK(event("waits", symbol, "waits for the cash of sales"));
        continue;
      }
      if (++attempts_[symbol] > most_attempts + terms_.orders.slices) {
        refuse(symbol, fmt::format("{}: {} orders in one run did not bring it to its target",
                                   symbol, attempts_[symbol] - 1));
        continue;
      }
      STRATGEN_TRY(const bool sent, send(planned));
      if (!sent) continue;
      exits_open = exits_open || planned.reduces;
      ++count;
    }
    return count;
  }

  Result<void> stop(const std::string& symbol, Breach breach) {
    STRATGEN_CHECK(event("limit", symbol, fmt::format("{}: {}", breach.limit, breach.text)));
    outcome_.breaches.push_back(std::move(breach));
    done_with_.insert(symbol);
    return {};
  }

  // Whether it is at the broker now.
  Result<bool> send(const PlannedOrder& planned) {
    const std::string& symbol = planned.order.symbol;
    const std::int64_t now = snapshot_.clock.now;
    auto breach = hooks_.forbidden();
    if (!breach) breach = guard_.check(planned.order, now);
    if (breach) {
      STRATGEN_CHECK(stop(symbol, std::move(*breach)));
      return false;
    }
    Intent intent;
    intent.run = run_.id;
    intent.order = planned.order;
    intent.bar = planned.bar;
    intent.decision_price = planned.price;
    intent.decided = now;
    intent.exits_open = planned.order.stop_loss > 0 || planned.order.take_profit > 0;
    STRATGEN_TRY(const Sent sent, submit_once(intent, brokerage_, log_, hooks_));
    if (sent.breach) {
      STRATGEN_CHECK(stop(symbol, *sent.breach));
      return false;
    }
    if (!sent.there) {
      guard_.refused(now);
      STRATGEN_CHECK(event("rejected", symbol, sent.why));
      refuse(symbol, fmt::format("{}: {}", symbol, sent.why));
      return false;
    }
    guard_.sent(planned.order, now);
    const OrderRequest& order = planned.order;
    if (guard_.is_large(order))
      STRATGEN_CHECK(event("note", symbol, "above max_order_of_volume; it was sent as it reduces"));
    const std::string limit = order.kind == OrderKind::Limit
                                  ? fmt::format(" at {:.6g} or better", order.limit_price)
                                  : "";
    STRATGEN_CHECK(event("sent", symbol,
                         fmt::format("{} {}{}, {}", to_string(order.side), to_text(order.quantity),
                                     limit, sent.why)));
    return true;
  }

  Result<ExecutionOutcome> conclude() {
    STRATGEN_CHECK(look());
    STRATGEN_TRY(const auto exits, follow_exits(log_, run_.account, brokerage_));
    STRATGEN_CHECK(tell(exits));
    STRATGEN_TRY(const std::string unread,
                 unread_of(note_fills(log_, run_.account, brokerage_, snapshot_.clock.now)));
    if (!unread.empty()) STRATGEN_CHECK(event("note", "", unread));
    for (const AccountOrder& order : snapshot_.open)
      if (is_ours(order) && !order.leg) outcome_.waiting.push_back(order.symbol);
    OrderTerms whole = terms_.orders;
    whole.slices = 1;
    const Plan left = plan_orders(outcome_.targets, snapshot_, whole, decider_);
    for (const PlanRemark& remark : left.remarks)
      if (remark.kind == "exits") STRATGEN_CHECK(event("exits", remark.symbol, remark.text));
    for (const PlannedOrder& order : left.orders) outcome_.missed.push_back(order.order.symbol);
    for (const Target& target : outcome_.targets)
      if (!target.frozen.empty()) outcome_.missed.push_back(target.symbol);
    outcome_.account = snapshot_;
    return std::move(outcome_);
  }

  Snapshot snapshot_;
  Snapshot facts_ = {};  // assets and prices
  Decider decider_;
  Guard guard_;
  const LoggedRun& run_;
  Brokerage& brokerage_;
  TradeLog& log_;
  const ExecutionTerms& terms_;
  const ExecutionHooks& hooks_;
  std::int64_t since_;
  std::vector<AccountOrder> left_;
  std::set<std::pair<std::string, std::string>> told_ = {};
  std::set<std::string> done_with_ = {};
  std::map<std::string, int> attempts_ = {};
  ExecutionOutcome outcome_ = {};
};

}  // namespace

Result<ExecutionOutcome> carry_out(const std::vector<Want>& wants, LoggedRun& run,
                                   Brokerage& brokerage, TradeLog& log, const ExecutionTerms& terms,
                                   const ExecutionHooks& hooks) {
  STRATGEN_TRY(const News news, catch_up(wants, run, brokerage, log));
  STRATGEN_TRY(Prepared prepared, prepare(wants, brokerage, log, terms));
  const Snapshot& snapshot = prepared.snapshot;
  run.equity = snapshot.account.equity;
  run.last_equity = snapshot.account.last_equity;
  note_targets(run.signals, prepared.targets);
  STRATGEN_CHECK(log.update_run(run));
  STRATGEN_CHECK(log.note_equity(run.account, snapshot.clock.now, run.equity));
  return Execution(std::move(prepared), run, brokerage, log, terms, hooks).carry_out(news);
}

Result<Preview> preview(const std::vector<Want>& wants, Brokerage& brokerage, const TradeLog& log,
                        const ExecutionTerms& terms) {
  STRATGEN_TRY(Prepared prepared, prepare(wants, brokerage, log, terms));
  Preview preview;
  preview.plan = plan_orders(prepared.targets, prepared.snapshot, terms.orders, prepared.decider);
  Guard guard(terms.limits, prepared.targets, std::move(prepared.past));
  guard.see(prepared.snapshot);
  for (const PlannedOrder& planned : preview.plan.orders) {
    if (auto breach = guard.check(planned.order, prepared.snapshot.clock.now))
      preview.breaches.push_back(std::move(*breach));
    else
      guard.sent(planned.order, prepared.snapshot.clock.now);
  }
  preview.targets = std::move(prepared.targets);
  preview.account = std::move(prepared.snapshot);
  return preview;
}

}  // namespace stratgen
