// What a replayed strategy does, as plain data: a strategy's source cannot include standard
// headers.
#pragma once

namespace replay {

enum class Op { Buy, Sell, ClosePosition, CloseTrade, SetSl, SetTp, Cancel };

struct Action {
  int bar;
  Op op;
  double size, limit, stop, sl, tp;  // of an order; 0 is none
  bool has_size;
  bool has_number, has_text;  // of the tag
  long number;
  char text[16];
  int index;  // in the list of open trades, or of orders, at that moment
  double portion, price;
};

struct Script {
  const Action* actions;
  int count;
  int warmup;
};

// The script that Replay follows on this thread.
extern thread_local const Script* script;

}  // namespace replay

namespace stratgen::abi {
struct Frame;
}
void replay_strategy(stratgen::abi::Frame* frame);
