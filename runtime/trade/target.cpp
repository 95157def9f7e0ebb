#include "runtime/trade/target.hpp"

#include "runtime/market/bar_ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// Of bars of several lengths: the newest close, and the volume that allows least.
void take(Target& target, const Want& want) {
  if (!want.error.empty()) {
    target.frozen = fmt::format("{} has no signal", want.strategy);
    return;
  }
  if (want.bar >= target.bar) target.close = want.close;
  if (want.volume > 0 && (target.volume == 0 || want.volume < target.volume))
    target.volume = want.volume;
  target.bar = std::max(target.bar, want.bar);
  target.bar_end = std::max(target.bar_end, want.bar_end);
  target.parts.push_back({want.strategy, want.weight, {}});
}

// One strategy's stop is no other one's.
void take_exits(Target& target, const std::vector<Want>& wants) {
  const Want* only = nullptr;
  for (const Want& want : wants) {
    if (want.symbol != target.symbol || want.share == 0) continue;
    if (only != nullptr) return;
    only = &want;
  }
  if (only == nullptr) return;
  target.stop = only->stop;
  target.take_profit = only->target;
}

// Parts are rounded one by one, so that they add up.
void size(Target& target, const std::vector<Want>& wants, double equity, Quantity step) {
  auto part = target.parts.begin();
  for (const Want& want : wants) {
    if (want.symbol != target.symbol || !want.error.empty()) continue;
    if (want.share != 0 && !(equity > 0)) {
      target.frozen = "the account has no equity";
      return;
    }
    const auto exact = want.share == 0
                           ? Quantity{}
                           : quantity_of(equity * want.weight * want.share / target.price);
    if (exact) part->quantity = want.decided.value_or(rounded_down(*exact, step));
    if (!exact ||
        __builtin_add_overflow(target.quantity.nano, part->quantity.nano, &target.quantity.nano)) {
      target.frozen = fmt::format("{} wants a position that has no size", want.strategy);
      return;
    }
    ++part;
  }
}

// Shorts are whole, and not everybody may have them. One that is held may stay.
void hold_to_shorting(Target& target, const Snapshot& snapshot, const Asset& asset) {
  if (target.quantity >= Quantity{}) return;
  target.quantity = rounded_down(target.quantity, shares(1));
  if (snapshot.account.shorting && asset.shortable && !asset.crypto) return;
  target.note = snapshot.account.shorting ? "cannot be borrowed, so it is not sold short"
                                          : "the account may not sell short";
  const Quantity held = snapshot.held_of(target.symbol);
  target.quantity = std::max(target.quantity, std::min(held, Quantity{}));
}

// Positions that nobody wants any more are closed at the newest bar there is.
void give_bars(std::map<std::string, Target>& targets, std::int64_t now) {
  std::int64_t newest = 0;
  for (const auto& [symbol, target] : targets) newest = std::max(newest, target.bar);
  if (newest == 0) newest = now / seconds_of_a_day * seconds_of_a_day;
  for (auto& [symbol, target] : targets)
    if (target.bar == 0) target.bar = newest;
}

void settle(Target& target, const std::vector<Want>& wants, const Snapshot& snapshot, bool whole) {
  const Quantity held = snapshot.held_of(target.symbol);
  target.last_price = snapshot.last_price_of(target.symbol);
  target.price = target.last_price > 0 ? target.last_price : target.close;
  const auto found = snapshot.assets.find(target.symbol);
  const bool known = found != snapshot.assets.end();
  const bool nothing = held == Quantity{} && std::ranges::none_of(wants, [&](const Want& want) {
                         return want.symbol == target.symbol && want.share != 0;
                       });
  if (!target.frozen.empty() || (nothing && !known)) {
    target.quantity = held;
    return;
  }
  if (!known)
    target.frozen = "the broker has no such symbol";
  else if (!nothing && !found->second.tradable)
    target.frozen = fmt::format("it cannot be traded: {}", found->second.reason);
  else if (!target.parts.empty() && !(target.price > 0))
    target.frozen = "it has no price";
  if (target.frozen.empty()) {
    const Asset& asset = found->second;
    const bool fractions = asset.crypto || (asset.fractionable && !whole);
    size(target, wants, snapshot.account.equity, fractions ? asset.step : shares(1));
    hold_to_shorting(target, snapshot, asset);
  }
  if (!target.frozen.empty()) target.quantity = held;
}

}  // namespace

std::vector<Target> targets_of(const std::vector<Want>& wants,
                               const std::vector<std::string>& managed, const Snapshot& snapshot,
                               bool whole) {
  std::map<std::string, Target> by_symbol;
  for (const std::string& symbol : managed) by_symbol[symbol].symbol = symbol;
  for (const Want& want : wants) {
    Target& target = by_symbol[want.symbol];
    target.symbol = want.symbol;
    take(target, want);
  }
  give_bars(by_symbol, snapshot.clock.now);
  std::vector<Target> targets;
  for (auto& [symbol, target] : by_symbol) {
    take_exits(target, wants);
    settle(target, wants, snapshot, whole);
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace stratgen
