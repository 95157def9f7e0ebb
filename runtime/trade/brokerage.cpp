#include "runtime/trade/brokerage.hpp"

namespace stratgen {

const char* to_string(OrderSide side) { return side == OrderSide::Buy ? "buy" : "sell"; }

const char* to_string(OrderKind kind) { return kind == OrderKind::Market ? "market" : "limit"; }

const char* to_string(TimeInForce in_force) { return in_force == TimeInForce::Day ? "day" : "gtc"; }

}  // namespace stratgen
