#include "runtime/trade/submit.hpp"

#include "runtime/market/bar_ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace stratgen {
namespace {

constexpr int most_tries = 6;
constexpr double first_wait = 0.5, longest_wait = 15;  // seconds
constexpr std::int64_t forgotten_after = 7 * seconds_of_a_day;

constexpr const char* intended = "intended";
constexpr const char* refused = "refused";

void take(Intent& intent, const AccountOrder& order) {
  intent.status = order.status;
  intent.broker_id = order.id;
  intent.filled = order.filled;
  intent.filled_price = order.filled_price;
  intent.open = order.open;
}

bool same(const Intent& a, const Intent& b) {
  return a.status == b.status && a.filled == b.filled && a.open == b.open &&
         a.broker_id == b.broker_id;
}

class Submitting {
 public:
  Submitting(Intent intent, Brokerage& brokerage, TradeLog& log, const ExecutionHooks& hooks)
      : intent_(std::move(intent)), brokerage_(brokerage), log_(log), hooks_(hooks) {}

  Result<Sent> submit() {
    STRATGEN_CHECK(log_.intend(intent_));
    for (int tried = 0; tried < most_tries; ++tried) {
      if (tried > 0) {
        STRATGEN_CHECK(wait(tried));
        if (auto breach = hooks_.forbidden()) return Sent{false, {}, std::move(breach)};
      }
      submission_ = brokerage_.submit(intent_.order);
      STRATGEN_TRY(const std::optional<Sent> known, judge());
      if (known) return *known;
    }
    if (submission_.outcome == Submission::Outcome::Later) return refuse();
    return fail(Fault::Service,
                fmt::format("nobody knows whether the order to {} {} {} got there: {}; run again, "
                            "it is looked up first",
                            to_string(intent_.order.side), to_text(intent_.order.quantity),
                            intent_.order.symbol, submission_.why));
  }

 private:
  // What became of it, if that is known.
  Result<std::optional<Sent>> judge() {
    using enum Submission::Outcome;
    switch (submission_.outcome) {
      case Accepted:
        return there(submission_.order);
      case Refused: {
        STRATGEN_TRY(Sent sent, refuse());
        return sent;
      }
      case Closed:
        return fail(Fault::Service, fmt::format("the broker takes no orders: {}", submission_.why));
      case Later:
        return std::nullopt;
      case Duplicate:
      case Unknown:
        break;
    }
    STRATGEN_TRY(const auto found, brokerage_.find_order(intent_.order.client_order_id));
    if (!found) return std::nullopt;
    return there(*found);
  }

  Result<std::optional<Sent>> there(const AccountOrder& order) {
    take(intent_, order);
    STRATGEN_CHECK(log_.update(intent_));
    return Sent{true, order.status, {}};
  }

  Result<Sent> refuse() {
    intent_.status = refused;
    intent_.why = submission_.why;
    intent_.open = false;
    STRATGEN_CHECK(log_.update(intent_));
    return Sent{false, submission_.why, {}};
  }

  Result<void> wait(int tried) {
    const double asked = submission_.wait;
    double seconds = first_wait * double(1 << tried);
    if (asked > 0) seconds = asked;
    hooks_.sleep(std::min(seconds, longest_wait));
    return go_on(hooks_);
  }

  Intent intent_;
  Brokerage& brokerage_;
  TradeLog& log_;
  const ExecutionHooks& hooks_;
  Submission submission_ = {};
};

Intent intent_of(const AccountOrder& order, std::int64_t run) {
  Intent intent;
  intent.run = run;
  intent.order.client_order_id = order.client_order_id;
  intent.order.symbol = order.symbol;
  intent.order.side = order.side;
  intent.order.quantity = order.quantity;
  intent.bar = intent.decided = order.submitted;
  intent.exits_open = order.has_exits;
  return intent;
}

}  // namespace

Result<Sent> submit_once(Intent intent, Brokerage& brokerage, TradeLog& log,
                         const ExecutionHooks& hooks) {
  return Submitting(std::move(intent), brokerage, log, hooks).submit();
}

Result<void> go_on(const ExecutionHooks& hooks) {
  if (hooks.interrupted()) return fail(Fault::Interrupted, "interrupted; what was sent is logged");
  return {};
}

Result<OrderNews> bring_up_to_date(TradeLog& log, const LoggedRun& run, const Snapshot& snapshot,
                                   Brokerage& brokerage) {
  OrderNews news;
  std::map<std::string, const AccountOrder*> orders;
  for (const AccountOrder& order : snapshot.open)
    if (is_ours(order) && !order.leg) orders[order.client_order_id] = &order;
  for (const AccountOrder& order : snapshot.sent) orders[order.client_order_id] = &order;

  STRATGEN_TRY(const std::vector<Intent> open, log.open_intents(run.account));
  for (const Intent& before : open) {
    Intent intent = before;
    if (const auto listed = orders.find(before.order.client_order_id); listed != orders.end()) {
      take(intent, *listed->second);
    } else {
      STRATGEN_TRY(const auto found, brokerage.find_order(before.order.client_order_id));
      if (found) {
        take(intent, *found);
        news.snapshot_is_old = true;
      } else if (intent.status == intended &&
                 intent.decided < snapshot.clock.now - forgotten_after) {
        intent.status = "never sent";
        intent.open = false;
      }
    }
    if (same(intent, before)) continue;
    STRATGEN_CHECK(log.update(intent));
    news.changed.push_back(std::move(intent));
  }
  for (const auto& [id, order] : orders) {
    STRATGEN_TRY(const auto known, log.find(id));
    if (known && known->status != refused && known->status != "never sent") continue;
    Intent intent = known ? *known : intent_of(*order, run.id);
    if (!known) STRATGEN_CHECK(log.intend(intent));
    take(intent, *order);
    STRATGEN_CHECK(log.update(intent));
    news.changed.push_back(std::move(intent));
  }
  return news;
}

}  // namespace stratgen
