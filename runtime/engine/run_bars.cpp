// The walk over the bars, as far as it is the host's: equity, what the broker does, and the next
// bar on which there is something to do. Emitted code does nothing but next() in between.
#include "runtime/engine/run.hpp"

#include <algorithm>

namespace stratgen {
namespace {

// Bars that a look ahead goes over.
constexpr int shortest_reach = 16, longest_reach = 256;

}  // namespace

int Run::start() {
  const int start = std::min(std::max(frame_.warmup + 1, frame_.first_bar), frame_.bars);
  std::fill_n(equity_.begin(), start, frame_.cash);
  written_ = start;
  frame_.wake_bar = 0;
  frame_.phase = abi::Phase::Next;
  return start;
}

// Up to the bar before `end`. Since the last call no order was filled.
void Run::write_equity(int end) {
  if (end <= written_) return;
  kernels_.write_equity(frame_.close, account(), written_, end, equity_.data());
  written_ = end;
}

bool Run::step() {
  if (!require_intact() || !spend_on_step()) return false;
  const int bar = frame_.bar;
  const bool changed = frame_.wake_bar <= 0;  // by the strategy, since the last step
  write_equity(bar);
  if (broker_.acts_at(bar)) {
    const std::size_t closed = broker_.closed_trades().size(), open = broker_.open_trades().size();
    broker_.step();
    const std::size_t closings = broker_.closed_trades().size() - closed;
    const std::size_t openings = broker_.open_trades().size() + closings - open;
    spend_on_fills(openings + closings);
  }
  if (abi::equity(frame_, frame_.close[bar]) <= 0) {
    ruin();
    return false;
  }
  frame_.wake_bar = look_ahead(changed);
  return true;
}

// A bar before which nothing happens, if the strategy orders nothing.
int Run::look_ahead(bool changed) {
  const int next = frame_.bar + 1;
  // Prices are positive, so nothing can take more than the cash from a long position.
  const bool can_be_ruined = frame_.units < 0 || !(frame_.cash > frame_.cost);
  if (broker_.queue().empty() && !can_be_ruined) return std::min(broker_.expiry(), frame_.bars);
  // Orders that were changed may well be changed again before a look ahead is of use.
  reach_ = changed ? 0 : std::clamp(2 * reach_, shortest_reach, longest_reach);
  if (changed) return next;
  const int end = std::min({next + reach_, broker_.expiry(), frame_.bars});
  const Touch touch{broker_.wake_low(), broker_.wake_high(), account()};
  return kernels_.find_touch({frame_.low, frame_.high, frame_.close}, touch, next, end);
}

void Run::ruin() {
  broker_.ruin();
  std::fill(equity_.begin() + frame_.bar, equity_.end(), 0.0);
  written_ = frame_.bars;
}

// After the last next(). False: it failed.
bool Run::conclude() {
  if (equity_.empty()) return true;
  if (!require_intact()) return false;
  write_equity(frame_.bars);
  if (equity_.back() <= 0) return true;
  if (!options_.finalize_trades) {
    broker_.warnings().open_at_end = broker_.open_trades().empty() ? 0 : 1;
    return true;
  }
  const bool any_bar = frame_.warmup + 1 < frame_.bars && frame_.first_bar < frame_.bars;
  if (!any_bar) return true;
  broker_.finalize();
  const double value = abi::equity(frame_, frame_.close[frame_.bar]);
  equity_[static_cast<std::size_t>(frame_.bar)] = value;
  if (value <= 0) ruin();
  return true;
}

}  // namespace stratgen
