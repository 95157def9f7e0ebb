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
  pieces_.clear();
  pieces_.push_back({0, account()});
  frame_.wake_bar = 0;
  frame_.phase = abi::Phase::Next;
  return start;
}

// From the current bar on.
void Run::note(const Account& now) {
  CurvePiece& last = pieces_.back();
  if (now == last.account) return;
  if (last.from >= frame_.bar)
    last.account = now;
  else
    pieces_.push_back({frame_.bar, now});
}

void Run::write_equity() {
  if (pieces_.empty()) return;
  const int bars = static_cast<int>(data_.bars().size());
  equity_.resize(data_.bars().size());
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const int end = i + 1 < pieces_.size() ? pieces_[i + 1].from : bars;
    kernels_.write_equity(data_.bars().close.data(), pieces_[i].account, pieces_[i].from, end,
                          equity_.data());
  }
}

bool Run::step() {
  if (!require_intact() || !spend_on_step()) return false;
  const int bar = frame_.bar;
  const bool changed = frame_.wake_bar <= 0;  // by the strategy, since the last step
  if (broker_.acts_at(bar)) {
    const std::size_t closed = broker_.closed_trades().size(), open = broker_.open_trades().size();
    broker_.step();
    note(account());
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
  if (broker_.market_waits()) return next;
  // Orders that were changed may well be changed again before a look ahead is of use.
  reach_ = changed ? 0 : std::clamp(2 * reach_, shortest_reach, longest_reach);
  if (changed) return next;
  const int end = std::min({next + reach_, broker_.expiry(), frame_.bars});
  const Touch touch{broker_.wake_low(), broker_.wake_high(), account()};
  return kernels_.find_touch({frame_.low, frame_.high, frame_.close}, touch, next, end);
}

void Run::ruin() {
  broker_.ruin();
  note({0, 0, 0});
  ruined_ = true;
}

// After the last next(). False: it failed.
bool Run::conclude() {
  if (bars() == 0 || ruined_) return true;
  if (!require_intact()) return false;
  if (abi::equity(frame_, frame_.close[frame_.bar]) <= 0) return true;
  if (!options_.finalize_trades) {
    broker_.warnings().open_at_end = broker_.open_trades().empty() ? 0 : 1;
    return true;
  }
  const bool any_bar = frame_.warmup + 1 < frame_.bars && frame_.first_bar < frame_.bars;
  if (!any_bar) return true;
  broker_.finalize();
  note(account());
  if (abi::equity(frame_, frame_.close[frame_.bar]) <= 0) ruin();
  return true;
}

Ending Run::conclusion() {
  if (!conclude()) return ending_;
  const bool ruined = ruined_ || abi::equity(frame_, frame_.close[frame_.bar]) <= 0;
  return ruined ? Ending::Ruined : Ending::Completed;
}

}  // namespace stratgen
