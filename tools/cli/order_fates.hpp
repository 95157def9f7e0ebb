// What became of the orders of one bar, in sentences.
#pragma once

#include "runtime/engine/order_event.hpp"
#include "runtime/market/bars.hpp"

#include <string>
#include <vector>

namespace stratgen {

struct OrderFate {
  const OrderEvent* order;  // as it was placed, or refused
  std::string fate;         // "filled on 2020-01-03 at 41.2", "still waiting at the end: ..."
};

// Of the entry and close orders that the strategy placed at `bar`, and of those refused there.
std::vector<OrderFate> fates_of_orders(const std::vector<OrderEvent>& events, const Bars& bars,
                                       int bar);

// Entry orders from before `bar` that it did not fill, and why not.
std::vector<OrderFate> waiting_orders(const std::vector<OrderEvent>& events, const Bars& bars,
                                      int bar);

}  // namespace stratgen
