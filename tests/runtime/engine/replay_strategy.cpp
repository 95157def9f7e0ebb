// A strategy that does what a script says: engine tests drive the broker through the real header
// with it.
#include <stratgen/strategy.hpp>

#include "replay_script.hpp"

namespace replay {

thread_local const Script* script = nullptr;

struct Replay : Strategy {
  Series warmup;
  int done = 0;

  void init() {
    if (script->warmup == 0) return;
    warmup = each_bar([this] { return bar_index() < script->warmup ? __builtin_nan("") : 1.0; });
  }

  OrderArgs arguments(const Action& a) {
    OrderArgs args{.limit = a.limit, .stop = a.stop, .sl = a.sl, .tp = a.tp};
    if (a.has_size) args.size = a.size;
    if (a.has_number) args.tag = Tag(a.number);
    if (a.has_text) args.tag = Tag(a.text);
    args.good_for = a.good_for;
    args.intraday = a.intraday;
    return args;
  }

  void act(const Action& a) {
    const auto open_trades = trades();
    const auto pending = orders();
    const Trade trade = open_trades.empty() ? Trade{} : open_trades[a.index % open_trades.size()];
    switch (a.op) {
      case Op::Buy:
        buy(arguments(a));
        break;
      case Op::Sell:
        sell(arguments(a));
        break;
      case Op::ClosePosition:
        position.close(a.portion);
        break;
      case Op::CloseTrade:
        trade.close(a.portion);
        break;
      case Op::SetSl:
        trade.set_sl(a.price);
        break;
      case Op::SetTp:
        trade.set_tp(a.price);
        break;
      case Op::Cancel:
        if (!pending.empty()) pending[a.index % pending.size()].cancel();
        break;
    }
  }

  void next() {
    if (script->watcher) script->watcher->at_bar(*engine_->frame);
    while (done < script->count && script->actions[done].bar == bar_index()) {
      const Action& action = script->actions[done++];
      act(action);
      if (script->watcher) script->watcher->after(*engine_->frame, action);
    }
    if (script->step_every_bar) engine_->frame->wake_bar = 0;
  }
};

}  // namespace replay

void replay_strategy(stratgen::abi::Frame* frame) { stratgen::detail::run<replay::Replay>(frame); }
