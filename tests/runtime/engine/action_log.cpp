#include "tests/runtime/engine/action_log.hpp"

#include "runtime/engine/run.hpp"

#include <algorithm>
#include <cstring>

namespace action_log {

thread_local std::vector<replay::Action>* target = nullptr;

namespace {

namespace abi = stratgen::abi;
using replay::Action;
using replay::Op;

stratgen::Broker& broker_of(abi::Frame* frame) {
  return static_cast<stratgen::Run*>(frame->host)->broker();
}

Action action(abi::Frame* frame, Op op) {
  Action made{};
  made.bar = frame->bar;
  made.op = op;
  made.portion = 1;
  return made;
}

void append(const Action& made) {
  if (target) target->push_back(made);
}

template <class List, class State>
int index_in(const List& list, const State* state) {
  return static_cast<int>(std::find(list.begin(), list.end(), state) - list.begin());
}

Action placed(abi::Frame* frame, bool is_long, const abi::OrderRequest& request) {
  Action made = action(frame, is_long ? Op::Buy : Op::Sell);
  made.has_size = true;
  made.size = request.size;
  made.limit = request.limit;
  made.stop = request.stop;
  made.sl = request.sl;
  made.tp = request.tp;
  made.has_number = request.tag.kind == abi::Tag::Kind::Number;
  made.has_text = request.tag.kind == abi::Tag::Kind::Text;
  made.number = request.tag.number;
  std::memcpy(made.text, request.tag.text, sizeof made.text);
  return made;
}

Action on_trade(abi::Frame* frame, Op op, const abi::TradeState* trade) {
  Action made = action(frame, op);
  made.index = index_in(broker_of(frame).open_trades(), trade);
  return made;
}

}  // namespace
}  // namespace action_log

extern "C" {
using namespace action_log;

const abi::OrderState* __real_sg_place(abi::Frame*, bool, const abi::OrderRequest*);
void __real_sg_cancel(abi::Frame*, const abi::OrderState*);
void __real_sg_close_position(abi::Frame*, double);
void __real_sg_close_trade(abi::Frame*, const abi::TradeState*, double);
void __real_sg_set_sl(abi::Frame*, const abi::TradeState*, double);
void __real_sg_set_tp(abi::Frame*, const abi::TradeState*, double);

const abi::OrderState* __wrap_sg_place(abi::Frame* frame, bool is_long,
                                       const abi::OrderRequest* request) {
  append(placed(frame, is_long, *request));
  return __real_sg_place(frame, is_long, request);
}

void __wrap_sg_cancel(abi::Frame* frame, const abi::OrderState* order) {
  Action made = action(frame, Op::Cancel);
  made.index = index_in(broker_of(frame).queue(), order);
  append(made);
  __real_sg_cancel(frame, order);
}

void __wrap_sg_close_position(abi::Frame* frame, double portion) {
  Action made = action(frame, Op::ClosePosition);
  made.portion = portion;
  append(made);
  __real_sg_close_position(frame, portion);
}

void __wrap_sg_close_trade(abi::Frame* frame, const abi::TradeState* trade, double portion) {
  Action made = on_trade(frame, Op::CloseTrade, trade);
  made.portion = portion;
  append(made);
  __real_sg_close_trade(frame, trade, portion);
}

void __wrap_sg_set_sl(abi::Frame* frame, const abi::TradeState* trade, double price) {
  Action made = on_trade(frame, Op::SetSl, trade);
  made.price = price;
  append(made);
  __real_sg_set_sl(frame, trade, price);
}

void __wrap_sg_set_tp(abi::Frame* frame, const abi::TradeState* trade, double price) {
  Action made = on_trade(frame, Op::SetTp, trade);
  made.price = price;
  append(made);
  __real_sg_set_tp(frame, trade, price);
}
}
