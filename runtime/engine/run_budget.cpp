// What a run may use up, and what of the host's it may make the broker read.
#include "runtime/engine/run.hpp"

namespace stratgen {
namespace {

// In units of fuel, of about 2 ns. To queue an order moves those behind it; when it fills, it looks
// at the open trades.
constexpr std::size_t order_cost = 100, queued_order_cost = 4, list_cost = 32, step_cost = 16;

}  // namespace

// What the broker is about to read. Only code past the other layers can have written to it.
bool Run::is_intact() const {
  const Bars& columns = data_.bars();
  const auto size = static_cast<int>(columns.size());
  return frame_.open == columns.open.data() && frame_.high == columns.high.data() &&
         frame_.low == columns.low.data() && frame_.close == columns.close.data() &&
         frame_.bars == size && frame_.bar >= 0 && frame_.bar < size;
}

bool Run::require_intact() {
  const bool intact = is_intact();
  if (!intact) [[unlikely]]
    fail_because(Ending::Trap, [] { return "it wrote to the engine's own memory"; });
  return intact;
}

bool Run::spend(std::size_t units) {
  budget_.fuel -= static_cast<long>(units);
  if (budget_.fuel < 0) fail_with(abi::Stop::OutOfBudget);
  return budget_.fuel >= 0;
}

bool Run::spend_on_orders(std::size_t count) {
  const std::size_t others = broker_.queue().size() + broker_.open_trades().size();
  return spend(count * (order_cost + queued_order_cost * others)) && has_memory();
}

bool Run::spend_on_cancel() {
  return spend(1 + broker_.queue().size() + broker_.open_trades().size());
}

bool Run::spend_on_list(abi::ListKind kind) {
  if (kind == abi::ListKind::ClosedTrades) return spend(1);
  const bool of_orders = kind == abi::ListKind::Orders;
  return spend(list_cost + (of_orders ? broker_.queue().size() : broker_.open_trades().size())) &&
         has_memory();
}

bool Run::take_memory_for(std::size_t columns) {
  series_bytes_ += columns * (bars() * sizeof(double) + 64);
  if (series_bytes_ <= options_.memory) return true;
  fail_because(Ending::OutOfBudget,
               [] { return "its series fill the memory for them; does a loop in init() end?"; });
  return false;
}

void Run::fail_for_memory() {
  fail_because(Ending::OutOfBudget,
               [] { return "its orders and trades fill the memory for them; does a loop end?"; });
}

bool Run::require_next(std::string_view what) {
  if (frame_.phase == abi::Phase::Next) return require_intact();
  fail_wrong_phase(what, "next()");
  return false;
}

bool Run::spend_on_step() {
  return spend(step_cost +
               queued_order_cost * (broker_.queue().size() + broker_.open_trades().size())) &&
         has_memory();
}

// Each fill looked at the open trades.
bool Run::spend_on_fills(std::size_t count) {
  return count == 0 ||
         spend(count * (order_cost + queued_order_cost * broker_.open_trades().size()));
}

}  // namespace stratgen
