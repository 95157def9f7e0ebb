// What a run may use up, and what of the host's it may make the broker read.
#include "runtime/engine/run.hpp"

namespace stratgen {
namespace {

// In units of fuel, of about 2 ns. To queue an order moves those behind it; when it fills, it looks
// at the open trades.
constexpr std::size_t order_cost = 100, queued_order_cost = 4, list_cost = 32;

}  // namespace

// What the broker is about to read. Only code past the other layers can have written to it.
inline bool Run::frame_is_intact() {
  const Bars& bars = data_.bars();
  const auto size = static_cast<int>(equity_.size());
  const bool intact = frame_.open == bars.open.data() && frame_.high == bars.high.data() &&
                      frame_.low == bars.low.data() && frame_.close == bars.close.data() &&
                      frame_.equity == equity_.data() && frame_.bars == size && frame_.bar >= 0 &&
                      frame_.bar < size;
  if (!intact) [[unlikely]]
    fail_for_damage();
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

bool Run::spend_on_step() {
  const std::size_t others = broker_.queue().size() + broker_.open_trades().size();
  return frame_is_intact() && spend(queued_order_cost * others) && has_memory();
}

bool Run::take_memory_for(std::size_t columns) {
  series_bytes_ += columns * (equity_.size() * sizeof(double) + 64);
  if (series_bytes_ <= options_.memory) return true;
  fail_with(Fault::Run, "its series fill the memory for them; does a loop in init() end?");
  return false;
}

void Run::fail_for_memory() {
  fail_with(Fault::Run, "its orders and trades fill the memory for them; does a loop end?");
}

void Run::fail_for_damage() { fail_with(Fault::Run, "it wrote to the engine's own memory"); }

bool Run::require_next(std::string_view what) {
  if (frame_.phase == abi::Phase::Next) return frame_is_intact();
  fail_wrong_phase(what, "next()");
  return false;
}

void Run::step() {
  if (!spend_on_step()) return;
  const std::size_t closed = broker_.closed_trades().size(), open = broker_.open_trades().size();
  broker_.step();
  // Each fill looked at the open trades.
  const std::size_t closings = broker_.closed_trades().size() - closed;
  const std::size_t openings = broker_.open_trades().size() + closings - open;
  if (openings + closings > 0)
    spend((openings + closings) * (order_cost + queued_order_cost * broker_.open_trades().size()));
}

void Run::ruin() {
  if (spend_on_step()) broker_.ruin();
}

}  // namespace stratgen
