// What a replayed strategy does, as plain data: a strategy's source cannot include standard
// headers.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace replay {

enum class Op { Buy, Sell, ClosePosition, CloseTrade, SetSl, SetTp, Cancel };

struct Action {
  int bar = 0;
  Op op = Op::Buy;
  double size = 0, limit = 0, stop = 0, sl = 0, tp = 0;  // of an order; 0 is none
  bool has_size = false;
  bool has_number = false, has_text = false;  // of the tag
  long number = 0;
  char text[16] = {};
  int index = 0;  // in the list of open trades, or of orders, at that moment; wraps around
  double portion = 0, price = 0;
  int good_for = 0;
  bool intraday = false;
};

// Sees the run from within, without a part in it.
struct Watcher {
  virtual ~Watcher() = default;
  virtual void at_bar(const stratgen::abi::Frame& frame) = 0;  // after the broker's step
  virtual void after(const stratgen::abi::Frame& frame, const Action& action) = 0;
};

struct Script {
  const Action* actions;
  int count;
  int warmup;
  bool step_every_bar = false;  // wake the broker on bars that cannot fill anything, too
  Watcher* watcher = nullptr;
};

// The script that Replay follows on this thread.
extern thread_local const Script* script;

}  // namespace replay

void replay_strategy(stratgen::abi::Frame* frame);
