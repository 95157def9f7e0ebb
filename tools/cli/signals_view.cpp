#include "tools/cli/signals_view.hpp"

#include "runtime/market/verify_checks.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/order_words.hpp"
#include "tools/cli/report_json.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json price_json(double price) { return is_set(price) ? json_number(price) : Json(); }

Json position_json(const std::optional<Position>& position, Clock clock) {
  if (!position) return nullptr;
  return {{"units", position->units},
          {"share_of_equity", json_number(position->share)},
          {"entry_date", to_iso(position->entry_time, clock)},
          {"entry_price", json_number(position->entry_price)},
          {"stop", price_json(position->stop)},
          {"target", price_json(position->target)},
          {"unrealised_pct", json_number(position->profit_pct)}};
}

Json orders_json(const std::vector<PendingOrder>& orders) {
  Json list = Json::array();
  for (const PendingOrder& order : orders) {
    list.push_back({{"text", order_text(order)},
                    {"size", order.size},
                    {"closes", order.closes >= 0},
                    {"limit", price_json(order.limit)},
                    {"stop", price_json(order.stop)},
                    {"sl", price_json(order.sl)},
                    {"tp", price_json(order.tp)}});
  }
  return list;
}

Json why_json(const StrategySignal& signal) {
  Json values = Json::object();
  for (const SeriesValue& each : signal.why) values[each.name] = json_number(each.value);
  return values;
}

Json bars_json(const StrategySignal& signal) {
  Json list = Json::array();
  for (const UsedBars& bars : signal.bars) {
    list.push_back({{"symbol", bars.symbol}, {"timeframe", bars.timeframe}, {"hash", bars.hash}});
  }
  return list;
}

Json failure_json(const StrategySignal& signal) {
  if (!signal.failure) return nullptr;
  Json json = {{"message", signal.failure->message}};
  if (signal.stale) {
    json["symbol"] = signal.stale->symbol;
    json["timeframe"] = signal.stale->timeframe;
    json["last_bar"] = signal.stale->last_bar();
    json["missing_bars"] = signal.stale->freshness.missing;
    json["missing_from"] = signal.stale->missing_from();
    json["missing_to"] = signal.stale->missing_to();
    json["mend"] = signal.stale->mend();
  }
  return json;
}

Json signal_json(const StrategySignal& signal, std::size_t rank, bool why) {
  const OptimizeResult& result = signal.result;
  Json json = {{"rank", rank},
               {"document", result.document},
               {"slug", result.slug},
               {"category", result.category},
               {"name", result.name},
               {"symbol", result.symbol},
               {"timeframe", result.timeframe},
               {"test_verdict", std::string(to_string(result.test_verdict))},
               {"test_sharpe", json_number(number_named(result.test_stats, "Sharpe Ratio"))},
               {"params", params_json(signal.declared, signal.values)},
               {"bars", bars_json(signal)},
               {"note", signal.note.empty() ? Json() : Json(signal.note)},
               {"signal", "ERROR"},
               {"error", failure_json(signal)}};
  if (!signal.state) return json;
  const StrategyState& state = *signal.state;
  json["signal"] = to_string(state.wanted);
  json["held"] = to_string(state.held);
  json["position"] = position_json(state.position, signal.clock);
  json["wanted"] = position_json(state.next, signal.clock);
  json["orders"] = orders_json(state.orders);
  json["buys_nothing"] = state.buys_nothing;
  json["equity"] = json_number(state.equity);
  json["close"] = json_number(state.close);
  json["last_bar"] = to_iso(state.time, signal.clock);
  json["age_bars"] = signal.freshness.age;
  json["market"] = std::string(to_text(signal.market.market));
  json["why"] = why ? why_json(signal) : Json();
  return json;
}

std::string price_text(double price) { return is_set(price) ? number_text(price) : "-"; }

std::string age_text(int bars) { return fmt::format("{} bar{}", bars, bars == 1 ? "" : "s"); }

Colour colour_of(Side side) {
  switch (side) {
    case Side::Long:
      return Colour::Green;
    case Side::Short:
      return Colour::Red;
    case Side::Flat:
      break;
  }
  return Colour::Plain;
}

std::string remark_of(const StrategySignal& signal) {
  if (signal.failure) return one_line(signal.failure->message);
  std::vector<std::string> texts;
  for (const PendingOrder& order : signal.state->orders) texts.push_back(order_text(order));
  if (texts.empty()) return "-";
  return fmt::format(
      "{}{}", fmt::join(texts, "; "),
      signal.state->buys_nothing ? ", which buys no unit: give more --cash, or --fractional" : "");
}

// Rank, name, symbol, signal, since, entry, stop, target, unrealised, last bar, age, orders.
std::vector<std::string> cells_of(const Console& out, const StrategySignal& signal,
                                  std::size_t rank) {
  const OptimizeResult& result = signal.result;
  std::vector<std::string> cells = {fmt::format("{}", rank), result.slug, result.symbol};
  if (!signal.state) {
    cells.push_back(out.paint(Colour::Red, "ERROR"));
    cells.insert(cells.end(), 7, "-");
    if (signal.stale && signal.stale->symbol == result.symbol) cells[9] = signal.stale->last_bar();
  } else {
    const StrategyState& state = *signal.state;
    cells.push_back(out.paint(colour_of(state.wanted), to_string(state.wanted)));
    const bool goes_on = state.held == state.wanted && state.position;
    const Position shown = state.next.value_or(Position{});
    if (goes_on)
      cells.push_back(date_text(state.position->entry_time, signal.clock));
    else
      cells.emplace_back(state.held == state.wanted ? "-" : "next open");
    cells.push_back(goes_on ? price_text(state.position->entry_price) : "-");
    cells.push_back(price_text(shown.stop));
    cells.push_back(price_text(shown.target));
    cells.push_back(state.position ? percent(state.position->profit_pct) : "-");
    cells.push_back(date_text(state.time, signal.clock));
    cells.push_back(age_text(signal.freshness.age));
  }
  return cells;
}

void print_table(Console& out, std::span<const StrategySignal> signals,
                 const std::optional<SignalWeights>& weights) {
  std::vector<Table::Column> columns = {{"#", true},
                                        {"strategy"},
                                        {"symbol"},
                                        {"signal"},
                                        {"since", false, 5},
                                        {"entry", true, 4},
                                        {"stop", true, 2},
                                        {"target", true, 1},
                                        {"unrealised", true, 3},
                                        {"last bar", false, 6},
                                        {"age", true, 7}};
  if (weights) columns.push_back({"weight", true});
  columns.push_back({"at the next open"});
  Table table(std::move(columns));
  for (std::size_t i = 0; i < signals.size(); ++i) {
    std::vector<std::string> cells = cells_of(out, signals[i], i + 1);
    if (weights) cells.push_back(signals[i].state ? percent(100 * weights->weights[i]) : "-");
    cells.push_back(remark_of(signals[i]));
    table.row(std::move(cells));
  }
  out.line();
  out.write(table.text(out, out.is_terminal() ? out.columns() : 0));
  out.line();
}

void print_why(Console& out, const StrategySignal& signal, std::size_t rank) {
  out.line(out.paint(Colour::Bold,
                     fmt::format("{} {}: {}", rank, signal.result.slug,
                                 signal.state ? to_string(signal.state->wanted) : "ERROR")));
  if (!signal.state) {
    out.line("  " + one_line(signal.failure->message));
    return;
  }
  std::string params;
  for (std::size_t i = 0; i < signal.declared.size(); ++i)
    params += fmt::format("{}{}={}", i == 0 ? "" : " ", signal.declared[i].name,
                          param_text(signal.declared[i], signal.values[i]));
  std::vector<std::pair<std::string, std::string>> lines;
  if (!params.empty()) lines.emplace_back("parameters", params);
  lines.emplace_back("close", number_text(signal.state->close));
  for (const SeriesValue& each : signal.why) lines.emplace_back(each.name, each.text);
  std::size_t width = 0;
  for (const auto& [name, text] : lines) width = std::max(width, display_width(name));
  for (const auto& [name, text] : lines)
    out.line(fmt::format("  {}{}  {}", name, std::string(width - display_width(name), ' '), text));
}

std::string counts_text(std::span<const StrategySignal> signals) {
  const auto count = [&](std::optional<Side> side) {
    return std::count_if(signals.begin(), signals.end(), [&](const StrategySignal& signal) {
      return side ? signal.state && signal.state->wanted == *side : !signal.state;
    });
  };
  return fmt::format("{} LONG, {} SHORT, {} FLAT, {} ERROR", count(Side::Long), count(Side::Short),
                     count(Side::Flat), count(std::nullopt));
}

std::string as_of_text(const SignalSettings& settings) {
  if (settings.when.now) return to_iso(*settings.when.now, Clock::Utc);
  return "the end of each market's bars: the bundled ones ended long ago";
}

}  // namespace

Json signals_json(std::span<const StrategySignal> signals, const SignalSettings& settings,
                  const std::optional<SignalWeights>& weights) {
  Json list = Json::array();
  for (std::size_t i = 0; i < signals.size(); ++i) {
    Json signal = signal_json(signals[i], i + 1, settings.why);
    if (weights) signal["weight"] = weights->weights[i];
    list.push_back(std::move(signal));
  }
  Json json = {{"as_of", settings.when.now ? Json(to_iso(*settings.when.now, Clock::Utc)) : Json()},
               {"signals", std::move(list)},
               {"allocation", nullptr}};
  if (weights) {
    const bool measured = weights->to != 0;
    const auto day = [&](std::int64_t time) {
      return measured ? Json(to_iso(time, Clock::Dates).substr(0, 10)) : Json();
    };
    json["allocation"] = {{"method", to_string(weights->method)},
                          {"from", day(weights->from)},
                          {"to", day(weights->to)}};
  }
  return json;
}

void print_signals(Console& out, std::span<const StrategySignal> signals,
                   const SignalSettings& settings, const std::optional<SignalWeights>& weights) {
  print_table(out, signals, weights);
  if (settings.why)
    for (std::size_t i = 0; i < signals.size(); ++i) print_why(out, signals[i], i + 1);
  if (settings.why) out.line();
  std::set<std::string> notes;
  for (const StrategySignal& signal : signals)
    if (!signal.note.empty()) notes.insert(one_line(signal.note));
  for (const std::string& note : notes) out.line(note);
  if (weights) {
    std::string text = fmt::format("Weights: {}", to_string(weights->method));
    if (weights->to != 0) {
      text += fmt::format(", from daily returns of {} to {}",
                          to_iso(weights->from, Clock::Dates).substr(0, 10),
                          to_iso(weights->to, Clock::Dates).substr(0, 10));
    }
    out.line(text);
  }
  out.line(fmt::format("{}; as of {}", counts_text(signals), as_of_text(settings)));
}

}  // namespace stratgen
