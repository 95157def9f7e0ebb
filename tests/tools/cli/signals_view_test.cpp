#include "tools/cli/signals_view.hpp"

#include "tests/tools/cli/terminal.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

StrategySignal held() {
  StrategySignal signal;
  signal.result.slug = "sma-crossover";
  signal.result.symbol = "SPY";
  signal.result.test_verdict = Verdict::Pass;
  signal.result.test_stats = {{"Sharpe Ratio", 0.75}};
  signal.declared = {{"fast", abi::ParamKind::Int, 10, {}}};
  signal.values = {12};
  signal.market.market = Market::UsStocks;
  Position position;
  position.units = 180;
  position.share = 0.95;
  position.entry_price = 500;
  position.entry_time = parse_date("2025-05-02").value();
  position.stop = 480;
  position.profit_pct = 10;
  StrategyState state;
  state.held = state.wanted = Side::Long;
  state.position = state.next = position;
  state.close = 550;
  state.equity = 104210;
  state.time = parse_date("2025-06-30").value();
  signal.state = state;
  signal.why = {{"fast_ma", 541.5, "541.5"}};
  return signal;
}

StrategySignal closing() {
  StrategySignal signal = held();
  signal.result.slug = "time-series-momentum";
  signal.state->wanted = Side::Flat;
  signal.state->next.reset();
  PendingOrder order;
  order.size = -180;
  order.closes = 0;
  signal.state->orders = {order};
  return signal;
}

StrategySignal late() {
  StrategySignal signal;
  signal.result.slug = "gold";
  signal.result.symbol = "GLD";
  Freshness fresh;
  fresh.last_bar = parse_date("2025-06-26").value();
  fresh.missing = 2;
  fresh.missing_from = parse_date("2025-06-27").value();
  fresh.missing_to = parse_date("2025-06-30").value();
  signal.stale = StaleBars{"GLD", "1d", Clock::Dates, fresh};
  signal.failure = Error{Fault::Data, "GLD is late"};
  return signal;
}

std::string printed(const std::vector<StrategySignal>& signals, bool why,
                    const std::optional<SignalWeights>& allocated = {}) {
  SignalSettings settings;
  settings.when.now = parse_date("2025-06-30", DayEdge::End).value();
  settings.why = why;
  Plain plain;
  print_signals(plain.console, signals, settings, allocated);
  return plain.written();
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the table has a row for each strategy, errors among them") {
  const std::string text = printed({held(), closing(), late()}, false);
  CAPTURE(text);
  CHECK(says(text, "LONG"));
  CHECK(says(text, "2025-05-02"));
  CHECK(says(text, "480"));
  CHECK(says(text, "10.0%"));
  CHECK(says(text, "next open"));
  CHECK(says(text, "close 180 units"));
  CHECK(says(text, "ERROR"));
  CHECK(says(text, "GLD is late"));
  CHECK(says(text, "2025-06-26"));
  CHECK(says(text, "1 LONG, 0 SHORT, 1 FLAT, 1 ERROR; as of 2025-06-30T23:59:59Z"));
  CHECK_FALSE(says(text, "fast_ma"));
}

TEST_CASE("why is told for each strategy on request") {
  const std::string text = printed({held(), late()}, true);
  CAPTURE(text);
  CHECK(says(text, "1 sma-crossover: LONG\n  parameters  fast=12\n  close       550"));
  CHECK(says(text, "  fast_ma     541.5\n"));
  CHECK(says(text, "2 gold: ERROR\n  GLD is late\n"));
}

TEST_CASE("weights stand beside the signals") {
  const SignalWeights even{Allocation::Equal, {1, 0}, 0, 0};
  const std::string text = printed({held(), late()}, false, even);
  CHECK(says(text, "100.0%"));
  CHECK(says(text, "Weights: equal\n"));
  const SignalWeights measured{Allocation::RiskParity, {1, 0}, 0, 86400};
  CHECK(says(printed({held(), late()}, false, measured),
             "Weights: risk-parity, from daily returns of 1970-01-01 to 1970-01-02"));
}

TEST_CASE("JSON has all of it, and null where there is nothing") {
  const std::vector<StrategySignal> signals = {held(), closing(), late()};
  SignalSettings settings;
  settings.when.now = parse_date("2025-06-30", DayEdge::End).value();
  settings.why = true;
  const auto json =
      signals_json(signals, settings, SignalWeights{Allocation::Equal, {0.5, 0.5, 0}, 0, 0});
  CHECK(json["as_of"] == "2025-06-30T23:59:59Z");
  CHECK(json["allocation"]["method"] == "equal");
  CHECK(json["allocation"]["from"].is_null());
  const auto& first = json["signals"][0];
  CHECK(first["rank"] == 1);
  CHECK(first["signal"] == "LONG");
  CHECK(first["held"] == "LONG");
  CHECK(first["params"]["fast"] == 12);
  CHECK(first["position"]["entry_price"] == 500);
  CHECK(first["position"]["entry_date"] == "2025-05-02T00:00:00");
  CHECK(first["position"]["stop"] == 480);
  CHECK(first["position"]["target"].is_null());
  CHECK(first["last_bar"] == "2025-06-30T00:00:00");
  CHECK(first["age_bars"] == 0);
  CHECK(first["why"]["fast_ma"] == 541.5);
  CHECK(first["error"].is_null());
  CHECK(first["weight"] == 0.5);
  const auto& second = json["signals"][1];
  CHECK(second["signal"] == "FLAT");
  CHECK(second["wanted"].is_null());
  CHECK(second["orders"][0]["text"] == "close 180 units");
  CHECK(second["orders"][0]["closes"] == true);
  const auto& third = json["signals"][2];
  CHECK(third["signal"] == "ERROR");
  CHECK(third["error"]["symbol"] == "GLD");
  CHECK(third["error"]["last_bar"] == "2025-06-26");
  CHECK(third["error"]["missing_bars"] == 2);
  CHECK(third["error"]["missing_from"] == "2025-06-27");
  CHECK(third["error"]["missing_to"] == "2025-06-30");
  CHECK(third["error"]["mend"] == "stratgen data fetch GLD");
}
