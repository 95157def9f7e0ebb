// Orders and trades of a trace in words, and as JSON.
#pragma once

#include "compiler/inspect/instrument.hpp"
#include "runtime/engine/order_event.hpp"
#include "runtime/engine/report.hpp"
#include "runtime/market/bars.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace stratgen {

struct EventWords {
  std::string what;  // "placed", "filled", "refused", ...
  std::string text;  // "buy 95 % of the equity, stop loss 41.2"
};

// `events` are all of the run.
EventWords words_of(const OrderEvent& event, const std::vector<OrderEvent>& events,
                    const Bars& bars);

// An order of the strategy that waits: "buy 95 % of the equity, stop loss 41.2", "close 12 units".
std::string order_text(const PendingOrder& order);

// What people need not be told: it follows from another event of the same bar.
bool goes_without_saying(const OrderEvent& event);

nlohmann::ordered_json event_json(const OrderEvent& event, const InstrumentedSource& source,
                                  const Bars& bars);

// Of the call of the strategy that did it; 0 if that is not known.
int line_of(const OrderEvent& event, const InstrumentedSource& source);

// "2020-01-02", with the time of day if it has one; "bar 7" where there are no dates.
std::string bar_date(const Bars& bars, int bar);

// With about five digits: "1,234.50", "41.2034", "41.20", "0.012346"; "nan".
std::string number_text(double value);

}  // namespace stratgen
