// What the orders that wait will do next, as far as that is known at the last close.
#include "runtime/engine/broker.hpp"

namespace stratgen {

void Broker::go_on_flat() {
  const auto last = static_cast<std::size_t>(frame_.bar);
  // Fills look at this bar and the one before it, and at no others.
  const std::vector<double> prices(last + 2, frame_.close[last]);
  frame_.open = frame_.high = frame_.low = frame_.close = prices.data();
  ++frame_.bar;
  log_ = nullptr;
  process_queue();  // and no more of step(): when that session ends nobody can tell
  frame_.open = bars_.open.data();
  frame_.high = bars_.high.data();
  frame_.low = bars_.low.data();
  frame_.close = bars_.close.data();
  --frame_.bar;
}

}  // namespace stratgen
