#include "tools/cli/inspect_why_not.hpp"

#include "tools/cli/bar_choice.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/order_fates.hpp"
#include "tools/cli/order_words.hpp"
#include "tools/cli/run_view.hpp"
#include "tools/cli/spec_market.hpp"
#include "tools/cli/why_not.hpp"
#include "tools/cli/why_not_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct WhyNot {
  int bar = 0;
  std::vector<std::string> outside;  // why next() was not called, if it was not
  std::vector<OrderFate> orders, waiting;
  std::vector<WayThere> ways;
};

// Members that had no value before the first bar that was traded.
std::string slow_series(const InstrumentedSource& source, const ObservedRun& run) {
  std::string names;
  for (const auto& [id, column] : run.trace.series) {
    const auto first =
        std::find_if(column.begin(), column.end(), [](double value) { return !std::isnan(value); });
    if (first - column.begin() != run.trace.warmup) continue;
    names += (names.empty() ? "" : ", ") + source.members[static_cast<std::size_t>(id)].name;
  }
  return names.empty() ? "the slowest series" : names;
}

std::vector<std::string> why_not_asked(const ObservedStrategy& strategy, const ObservedRun& run,
                                       const RunInput& input, int bar) {
  const Bars& bars = input.data->bars();
  std::vector<std::string> reasons;
  if (bar <= run.trace.warmup) {
    reasons.push_back(fmt::format(
        "next() was not called: the warm-up is over after bar {} ({}), when {} has its first value",
        run.trace.warmup, bar_date(bars, run.trace.warmup), slow_series(strategy.source(), run)));
  }
  if (bar < static_cast<int>(input.options.first_bar)) {
    reasons.push_back(fmt::format("next() was not called: --from begins with bar {} ({})",
                                  input.options.first_bar,
                                  bar_date(bars, static_cast<int>(input.options.first_bar))));
  }
  if (!reasons.empty() || bar < run.trace.last_bar) return reasons;
  const bool ruined = run.equity[static_cast<std::size_t>(run.trace.last_bar)] <= 0;
  if (bar > run.trace.last_bar || ruined) {
    reasons.push_back(fmt::format("next() was not called: the run ended on bar {} ({}), {}",
                                  run.trace.last_bar, bar_date(bars, run.trace.last_bar),
                                  run.failure ? "where it failed: " + one_line(run.failure->message)
                                              : std::string("when the equity was gone")));
  }
  return reasons;
}

std::string fates_text(const InstrumentedSource& source, const std::vector<OrderEvent>& events,
                       const Bars& bars, const std::vector<OrderFate>& fates) {
  std::string text;
  for (const OrderFate& each : fates) {
    const int line = line_of(*each.order, source);
    text += fmt::format("  {}{}{}: {}\n",
                        each.order->kind == OrderEvent::Kind::Refused ? "refused: " : "",
                        one_line(words_of(*each.order, events, bars).text),
                        line > 0 ? fmt::format(" (line {})", line) : "", each.fate);
  }
  return text;
}

std::string why_not_text(const Console& console, const ObservedStrategy& strategy,
                         const ObservedRun& run, const RunInput& input, const WhyNot& why) {
  const Bars& bars = input.data->bars();
  const auto i = static_cast<std::size_t>(why.bar);
  const std::vector<OrderEvent>& events = run.trace.orders.events;
  std::string text =
      fmt::format("{} (bar {}): close {}", console.paint(Colour::Bold, bar_date(bars, why.bar)),
                  why.bar, number_text(bars.close[i]));
  if (why.bar <= run.trace.last_bar)
    text +=
        fmt::format(", position {}, equity {:.2f}", number_text(run.position[i]), run.equity[i]);
  text += "\n";
  for (const std::string& reason : why.outside) text += reason + ".\n";
  if (!why.outside.empty()) return text;
  if (why.orders.empty())
    text += "No order was placed.\n";
  else
    text += "Orders of this bar:\n" + fates_text(strategy.source(), events, bars, why.orders);
  if (!why.waiting.empty())
    text += "Orders that waited, and that this bar did not fill:\n" +
            fates_text(strategy.source(), events, bars, why.waiting);
  if (why.bar + 1 == static_cast<int>(bars.size()))
    text += "It is the last bar: what is ordered here has no bar to fill on.\n";
  if (strategy.source().places.empty()) text += "No condition could be watched in this strategy.\n";
  return text + "\n" + ways_text(console, strategy.source(), why.ways);
}

Json finding_json(const Finding& finding) {
  Json json = {{"line", finding.line},   {"depth", finding.depth}, {"condition", finding.text},
               {"needed", nullptr},      {"was", finding.was},     {"values", finding.values},
               {"asked", finding.asked}, {"holds", finding.holds}};
  if (finding.needed) json["needed"] = *finding.needed;
  return json;
}

Json fates_json(const std::vector<OrderFate>& fates, const InstrumentedSource& source,
                const Bars& bars) {
  Json json = Json::array();
  for (const OrderFate& each : fates) {
    json.push_back(event_json(*each.order, source, bars));
    json.back()["placed"] =
        to_iso(bars.time[static_cast<std::size_t>(each.order->bar)], bars.clock);
    json.back()["fate"] = each.fate;
  }
  return json;
}

Json why_not_json(const ObservedStrategy& strategy, const ObservedRun& run, const RunInput& input,
                  const WhyNot& why) {
  const Bars& bars = input.data->bars();
  const InstrumentedSource& source = strategy.source();
  const auto i = static_cast<std::size_t>(why.bar);
  Json json = run_json(strategy, run, input);
  json["bar"] = why.bar;
  json["time"] = to_iso(bars.time[i], bars.clock);
  json["close"] = json_number(bars.close[i]);
  if (why.bar <= run.trace.last_bar) {
    json["position"] = json_number(run.position[i]);
    json["equity"] = json_number(run.equity[i]);
  }
  json["not_asked"] = why.outside;
  json["orders"] = fates_json(why.orders, source, bars);
  json["waiting"] = fates_json(why.waiting, source, bars);
  Json& ways = json["ways"] = Json::array();
  for (const WayThere& each : why.ways) {
    const MarkedPlace& place = source.places[static_cast<std::size_t>(each.place)];
    Json way = {{"line", place.at.line},
                {"call", place.text},
                {"taken", each.taken},
                {"left_by", nullptr},
                {"findings", Json::array()}};
    if (!each.left_by.empty()) way["left_by"] = each.left_by;
    for (const Finding& finding : each.findings) way["findings"].push_back(finding_json(finding));
    ways.push_back(std::move(way));
  }
  return json;
}

}  // namespace

Result<void> show_why_not(const StrategySource& source, const RunFlags& flags,
                          const std::string& bar_text, Loader& loader, Context& context) {
  STRATGEN_TRY(const RunInput input,
               read_run_input(context, flags, spec_market(context, source, flags.allow_defects)));
  const Bars& bars = input.data->bars();
  STRATGEN_TRY(const int bar, choose_bar(bars, bar_text, "--why-not"));
  STRATGEN_TRY(const ObservedStrategy strategy,
               ObservedStrategy::load(source, *input.data, loader).map_error([&](Error error) {
                 return after_findings(context, std::move(error), source);
               }));
  STRATGEN_TRY(const ObservedRun run, strategy.run(input, bar, bar));
  WhyNot why;
  why.bar = bar;
  why.outside = why_not_asked(strategy, run, input, bar);
  why.orders = fates_of_orders(run.trace.orders.events, bars, bar);
  why.waiting = waiting_orders(run.trace.orders.events, bars, bar);
  if (why.outside.empty()) why.ways = ways_to_orders(strategy.source(), run, bar);
  if (context.json) {
    context.out.line(json_text(why_not_json(strategy, run, input, why)));
    return {};
  }
  // Nothing can be closed where there is nothing.
  if (run.position[static_cast<std::size_t>(bar)] == 0) {
    std::erase_if(why.ways, [&](const WayThere& way) {
      return strategy.source().places[static_cast<std::size_t>(way.place)].kind ==
             MarkedPlace::Kind::Close;
    });
  }
  context.out.line(run_heading(context.out, strategy, run, input));
  context.out.write(why_not_text(context.out, strategy, run, input, why));
  return {};
}

}  // namespace stratgen
