#include "tools/cli/order_words.hpp"

#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;

namespace {

const Bars days = bars_on({"2024-01-04", "2024-01-05"}, {10, 11});

OrderEvent entry(double size) {
  OrderEvent event;
  event.size = size;
  event.order = 0;
  return event;
}

}  // namespace

TEST_CASE("numbers have the digits that matter") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(12'446) == "12,446");
  CHECK(number_text(-12'445.478) == "-12,445.48");
  CHECK(number_text(46.66181) == "46.6618");
  CHECK(number_text(41.2) == "41.20");
  CHECK(number_text(0.0123456) == "0.012346");
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("an entry order is told with its size, prices and tag") {
  OrderEvent event = entry(-0.95);
  event.limit = 41.5;
  event.sl = 45;
  event.tag.kind = abi::Tag::Kind::Number;
  event.tag.number = 7;
  const EventWords words = words_of(event, {event}, days);
  CHECK(words.what == "placed");
  CHECK(words.text == "sell 95 % of the equity, limit 41.50, stop loss 45, tag 7");
  CHECK(words_of(entry(1), {}, days).text == "buy 1 unit");
}

TEST_CASE("a fill says which kind of order it was, also when its stop is gone by then") {
  OrderEvent placed = entry(3), filled = entry(3);
  placed.stop = 12;
  filled.kind = OrderEvent::Kind::Filled;
  filled.price = 12.5;
  CHECK(words_of(filled, {placed, filled}, days).text == "buy 3 units at 12.50, stop order");
}

TEST_CASE("a closed trade says where it came from and what it made") {
  OrderEvent event = entry(-2);
  event.kind = OrderEvent::Kind::TradeClosed;
  event.reason = OrderEvent::Reason::Netting;
  event.entry_price = 11;
  event.profit = -4.5;
  CHECK(words_of(event, {event}, days).text ==
        "short 2 units of 2024-01-04 at 11, profit -4.50: by an order in the other direction");
}
