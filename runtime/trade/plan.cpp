#include "runtime/trade/plan.hpp"

#include "runtime/trade/order_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace stratgen {
namespace {

constexpr std::array style_names = {
    std::pair{OrderStyle::Market, "market"}, std::pair{OrderStyle::Limit, "limit"},
    std::pair{OrderStyle::Bracket, "bracket"}, std::pair{OrderStyle::Twap, "twap"}};

// Brokers take no order for less than a unit of money, unless it sells all that there is.
constexpr double least_value = 1.0;

int sign(Quantity quantity) { return quantity.nano > 0 ? 1 : quantity.nano < 0 ? -1 : 0; }
Quantity left_of(const AccountOrder& order) {
  return signed_quantity(order.side, order.quantity - order.filled);
}

class Planner {
 public:
  Planner(const Snapshot& snapshot, const OrderTerms& terms, const Decider& decider, Plan& plan)
      : snapshot_(snapshot), terms_(terms), decider_(decider), plan_(plan) {}

  void plan(const Target& target) {
    if (!target.frozen.empty()) {
      remark(target, "frozen", target.frozen);
      return;
    }
    if (!target.note.empty()) remark(target, "asset", target.note);
    const Quantity held = snapshot_.held_of(target.symbol);
    const Quantity change = step_towards(target, held);
    if (cancels_what_is_open(target, held, change)) return;
    const Quantity missing = change - adopted_;
    tell_unguarded(target, held);
    if (missing == Quantity{}) return;
    if (stays(target, held, missing)) return;
    order(target, held, missing);
  }

 private:
  void remark(const Target& target, const char* kind, std::string text) {
    plan_.remarks.push_back({target.symbol, kind, std::move(text)});
  }

  // To the target, or to flat where that is on the other side.
  static Quantity step_towards(const Target& target, Quantity held) {
    const bool turns = sign(held) * sign(target.quantity) < 0;
    return (turns ? Quantity{} : target.quantity) - held;
  }

  std::string stem(const Target& target, OrderSide side) const {
    return order_stem({decider_.account, decider_.strategies, target.symbol, side, target.bar});
  }

  // Orders of ours that go the right way, not too far, and were decided at this bar are adopted.
  // All others of ours are in the way, and so are the exits of brackets if the position changes.
  bool cancels_what_is_open(const Target& target, Quantity held, Quantity change) {
    adopted_ = {};
    std::vector<const AccountOrder*> entries, exits;
    for (const AccountOrder& order : snapshot_.open) {
      if (order.symbol != target.symbol) continue;
      if (order.leg)
        exits.push_back(&order);
      else if (is_ours(order))
        entries.push_back(&order);
    }
    const std::size_t before = plan_.cancels.size();
    std::vector<AccountOrder> kept;
    for (const AccountOrder* order : entries) {
      const Quantity left = left_of(*order);
      const Quantity with_it = adopted_ + left;
      const bool wanted = sign(left) == sign(change) && magnitude(with_it) <= magnitude(change) &&
                          order_number(order->client_order_id, stem(target, order->side));
      if (wanted) {
        adopted_ = with_it;
        kept.push_back(*order);
      } else {
        plan_.cancels.push_back({*order, "no longer wanted"});
      }
    }
    const bool shrinks = sign(change) != 0 && sign(change) == -sign(held) &&
                         !is_close(target, held, change - adopted_);
    if (shrinks || sign(target.quantity) == 0)
      for (const AccountOrder* exit : exits)
        plan_.cancels.push_back({*exit, "its position is changed"});
    if (plan_.cancels.size() > before) return true;
    plan_.adopted.insert(plan_.adopted.end(), kept.begin(), kept.end());
    return false;
  }

  // Exits go with the order that they came with: what is left of it where it was filled in part, or
  // of a position that was reduced, has none.
  void tell_unguarded(const Target& target, Quantity held) {
    const int wanted = (target.stop > 0 ? 1 : 0) + (target.take_profit > 0 ? 1 : 0);
    if (terms_.style != OrderStyle::Bracket || wanted == 0 || sign(held) == 0) return;
    double guarded = 0;
    for (const AccountOrder& order : snapshot_.open)
      if (order.leg && order.symbol == target.symbol)
        guarded += to_double(order.quantity - order.filled) / wanted;
    if (guarded < to_double(magnitude(held)))
      remark(target, "exits",
             fmt::format("{} held, exits at the broker for {:g} of it", to_text(held), guarded));
  }

  // Small differences come from prices that move: to trade them costs more than they matter.
  bool is_close(const Target& target, Quantity held, Quantity missing) const {
    if (sign(held) == 0 || sign(held) != sign(target.quantity)) return false;
    const double off = std::abs(to_double(missing)), whole = std::abs(to_double(target.quantity));
    return off <= terms_.band * whole;
  }

  bool stays(const Target& target, Quantity held, Quantity missing) {
    if (!is_close(target, held, missing)) return false;
    remark(target, "held",
           fmt::format("{} held, {} wanted: within the band of {:g} %", to_text(held),
                       to_text(target.quantity), 100 * terms_.band));
    return true;
  }

  // A stop that was filled since the bar ended is news that the strategy has at the next one. What
  // it left was on the side that is entered.
  bool was_left(const Target& target, Quantity missing) const {
    const std::int64_t known = std::max(target.bar, target.bar_end);
    return std::ranges::any_of(snapshot_.left, [&](const AccountOrder& exit) {
      return exit.symbol == target.symbol &&
             sign(signed_quantity(exit.side, exit.filled)) == -sign(missing) &&
             std::max(exit.submitted, exit.filled_at) >= known;
    });
  }

  void order(const Target& target, Quantity held, Quantity missing) {
    const bool reduces = sign(missing) == -sign(held);
    if (!reduces && was_left(target, missing)) {
      remark(target, "held", "its exits were filled since the bar; it may be entered at the next");
      return;
    }
    const bool to_flat = reduces && magnitude(missing) == magnitude(held);
    const Asset& asset = snapshot_.assets.at(target.symbol);
    PlannedOrder planned;
    planned.bar = target.bar;
    planned.reduces = reduces;
    planned.price = snapshot_.last_price_of(target.symbol);
    if (!(planned.price > 0)) planned.price = target.price;
    OrderRequest& request = planned.order;
    request.symbol = target.symbol;
    request.side = sign(missing) > 0 ? OrderSide::Buy : OrderSide::Sell;
    request.quantity = sliced(magnitude(missing), step_of(target, asset, reduces));
    const bool too_small = request.quantity == Quantity{} || request.quantity < asset.least ||
                           to_double(request.quantity) * planned.price < least_value;
    if (to_flat && (too_small || terms_.slices <= 1)) {
      request.quantity = magnitude(missing);
    } else if (too_small) {
      remark(target, "size",
             fmt::format("{} of {} is less than the least order", to_text(missing), target.symbol));
      return;
    }
    give_terms(planned, target, asset);
    request.client_order_id = next_id(stem(target, request.side));
    plan_.orders.push_back(std::move(planned));
  }

  // Exits leave in the units they are in; entries that a broker guards with exits are whole.
  Quantity step_of(const Target& target, const Asset& asset, bool reduces) const {
    const bool entry_is_whole = sign(target.quantity) < 0 || terms_.style == OrderStyle::Bracket ||
                                terms_.in_force == TimeInForce::Gtc;
    const bool whole = !asset.crypto && (!asset.fractionable || (entry_is_whole && !reduces));
    return whole ? shares(1) : asset.step;
  }

  Quantity sliced(Quantity quantity, Quantity step) const {
    if (terms_.style != OrderStyle::Twap || terms_.slices <= 1) return rounded_down(quantity, step);
    const Quantity part = rounded_down(Quantity{quantity.nano / terms_.slices}, step);
    return part == Quantity{} ? rounded_down(quantity, step) : part;
  }

  void give_terms(PlannedOrder& planned, const Target& target, const Asset& asset) {
    OrderRequest& request = planned.order;
    const bool buys = request.side == OrderSide::Buy;
    request.in_force = terms_.in_force;
    if (asset.crypto)
      request.in_force = TimeInForce::Gtc;
    else if (!is_whole(request.quantity))
      request.in_force = TimeInForce::Day;
    if (request.in_force != terms_.in_force)
      remark(target, "terms",
             fmt::format("sent as {}: that is what its market takes", to_string(request.in_force)));
    if (terms_.style == OrderStyle::Limit) {
      request.kind = OrderKind::Limit;
      request.limit_price =
          planned.price * (buys ? 1 + terms_.limit_offset : 1 - terms_.limit_offset);
    }
    if (terms_.style == OrderStyle::Bracket && !planned.reduces) give_exits(planned, target, asset);
  }

  void give_exits(PlannedOrder& planned, const Target& target, const Asset& asset) {
    OrderRequest& request = planned.order;
    const bool buys = request.side == OrderSide::Buy;
    if (asset.crypto) {
      remark(target, "terms", "sent without exits: its market takes none");
      return;
    }
    const auto beyond = [&](double price, bool above) {
      return price > 0 && (above ? price > planned.price : price < planned.price);
    };
    if (beyond(target.stop, !buys)) request.stop_loss = target.stop;
    if (beyond(target.take_profit, buys)) request.take_profit = target.take_profit;
    if (request.stop_loss == 0 && request.take_profit == 0)
      remark(target, "terms",
             "sent without exits: the strategy has none on the right side of the "
             "price, or several strategies share the symbol");
  }

  // The first number that no order has. One that was only intended has none yet.
  std::string next_id(const std::string& stem) const {
    int next = 0;
    for (const AccountOrder& order : snapshot_.sent)
      if (const auto number = order_number(order.client_order_id, stem))
        next = std::max(next, *number + 1);
    return order_id(stem, next);
  }

  const Snapshot& snapshot_;
  const OrderTerms& terms_;
  const Decider& decider_;
  Plan& plan_;
  Quantity adopted_ = {};  // of the symbol at hand, signed
};

}  // namespace

const char* to_string(OrderStyle style) {
  for (const auto& [each, name] : style_names)
    if (each == style) return name;
  return "";
}

std::optional<OrderStyle> parse_order_style(std::string_view text) {
  for (const auto& [each, name] : style_names)
    if (name == text) return each;
  return std::nullopt;
}

Plan plan_orders(const std::vector<Target>& targets, const Snapshot& snapshot,
                 const OrderTerms& terms, const Decider& decider) {
  Plan plan;
  Planner planner(snapshot, terms, decider, plan);
  for (const Target& target : targets) planner.plan(target);
  std::vector<PlannedOrder> entries;
  const auto entry = [](const PlannedOrder& order) { return !order.reduces; };
  std::ranges::copy_if(plan.orders, std::back_inserter(entries), entry);
  std::erase_if(plan.orders, entry);
  plan.orders.insert(plan.orders.end(), entries.begin(), entries.end());
  return plan;
}

}  // namespace stratgen
