#include "tools/cli/behaviour_diff.hpp"

#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/order_words.hpp"
#include "tools/cli/run_view.hpp"
#include "tools/cli/spec_market.hpp"
#include "tools/cli/table.hpp"
#include "tools/cli/why_not_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;
using Kind = OrderEvent::Kind;

auto tag_key(const abi::Tag& tag) {
  return std::tuple(tag.kind, tag.number, std::string(tag.text));
}

// Whatever line it is from.
bool same(const OrderEvent& a, const OrderEvent& b) {
  const auto key = [](const OrderEvent& e) {
    return std::tuple(e.bar, e.kind, e.reason, e.role, e.size, e.limit, e.stop, e.sl, e.tp, e.price,
                      e.profit, tag_key(e.tag), e.text);
  };
  return key(a) == key(b);
}

// Of all settings, those that a strategy declares. What neither of two declares stays, so that it
// is an error of the first.
std::vector<ParamSetting> settings_for(const std::vector<ParamSetting>& settings,
                                       const std::vector<ParamDeclaration>& mine,
                                       const std::vector<ParamDeclaration>& other) {
  const auto declares = [](const std::vector<ParamDeclaration>& declared, const std::string& name) {
    return std::any_of(declared.begin(), declared.end(),
                       [&](const ParamDeclaration& each) { return each.name == name; });
  };
  std::vector<ParamSetting> chosen;
  for (const ParamSetting& each : settings)
    if (declares(mine, each.first) || !declares(other, each.first)) chosen.push_back(each);
  return chosen;
}

std::string label_of(const StrategySource& source) {
  return source.folder.empty() ? source.file.string() : source.folder.filename().string();
}

MarkedPlace::Kind place_kind(const OrderEvent& event) {
  if (event.role == OrderEvent::Role::Close) return MarkedPlace::Kind::Close;
  return event.size > 0 ? MarkedPlace::Kind::Buy : MarkedPlace::Kind::Sell;
}

// What the side that did not order would have had to see, to do what the other one did.
void keep_ways_to(BehaviourSide& side, const std::optional<OrderEvent>& wanted, int bar) {
  side.ways.clear();
  const bool missing = wanted && wanted->kind == Kind::Placed && wanted->bar == bar;
  if (!missing) return;
  const InstrumentedSource& source = side.strategy.source();
  for (WayThere& way : ways_to_orders(source, side.run, bar))
    if (source.places[static_cast<std::size_t>(way.place)].kind == place_kind(*wanted))
      side.ways.push_back(std::move(way));
}

Result<ObservedRun> run_side(const BehaviourSide& side, const BehaviourSide& opposite,
                             RunInput input, int bar) {
  STRATGEN_TRY(const auto mine, side.strategy.declared(*input.data));
  STRATGEN_TRY(const auto theirs, opposite.strategy.declared(*input.data));
  input.params = settings_for(input.params, mine, theirs);
  return side.strategy.run(input, bar, bar);
}

void find_first_difference(BehaviourDiff& diff) {
  const std::vector<OrderEvent>& a = diff.mine.run.trace.orders.events;
  const std::vector<OrderEvent>& b = diff.other.run.trace.orders.events;
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same);
  diff.same_events = static_cast<std::size_t>(at_a - a.begin());
  if (at_a != a.end()) diff.mine.event = *at_a;
  if (at_b != b.end()) diff.other.event = *at_b;
  for (const auto* event : {&diff.mine.event, &diff.other.event})
    if (*event) diff.bar = std::min(diff.bar.value_or((*event)->bar), (*event)->bar);
}

// --- As text ---

std::string event_sentence(const BehaviourSide& side, const Bars& bars, int bar) {
  if (!side.event || side.event->bar != bar) return "nothing";
  const EventWords words = words_of(*side.event, side.run.trace.orders.events, bars);
  const int line = line_of(*side.event, side.strategy.source());
  return fmt::format("{} {}{}", words.what, one_line(words.text),
                     line > 0 ? fmt::format(" (line {})", line) : "");
}

std::string params_text(const ObservedRun& run) {
  std::string text;
  for (std::size_t i = 0; i < run.declared.size(); ++i)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", run.declared[i].name,
                        param_text(run.declared[i], run.values[i]));
  return text.empty() ? "none" : text;
}

std::string result_text(const ObservedRun& run) {
  if (!run.report) return "failed: " + one_line(run.failure->message);
  const Statistics& s = run.report->statistics;
  return fmt::format("{} trades, return {}, Sharpe {}", s.trades, percent(s.return_pct),
                     decimal(s.sharpe_ratio));
}

std::optional<std::string> member_at(const BehaviourSide& side, const std::string& name, int bar) {
  const std::vector<WatchedMember>& members = side.strategy.source().members;
  for (std::size_t id = 0; id < members.size(); ++id) {
    if (members[id].name != name || members[id].parameter) continue;
    const auto value = member_value(side.run, members[id], static_cast<int>(id), bar);
    return value ? member_text(members[id], *value) : "-";
  }
  return std::nullopt;
}

std::vector<std::string> member_names(const BehaviourDiff& diff) {
  std::vector<std::string> names;
  for (const BehaviourSide* side : {&diff.mine, &diff.other})
    for (const WatchedMember& member : side->strategy.source().members)
      if (!member.parameter && std::find(names.begin(), names.end(), member.name) == names.end())
        names.push_back(member.name);
  return names;
}

std::string seen_text(const Console& console, const BehaviourDiff& diff, int bar) {
  const auto i = static_cast<std::size_t>(bar);
  Table table({{"saw"}, {"A", true}, {"B", true}, {""}});
  const auto row = [&](const std::string& name, const std::string& a, const std::string& b) {
    table.row({name, a, b, a == b ? "" : "differs"});
  };
  const std::string close = number_text(diff.input.data->bars().close[i]);
  row("close", close, close);
  row("position", number_text(diff.mine.run.position[i]), number_text(diff.other.run.position[i]));
  row("equity", fmt::format("{:.2f}", diff.mine.run.equity[i]),
      fmt::format("{:.2f}", diff.other.run.equity[i]));
  for (const std::string& name : member_names(diff))
    row(name, member_at(diff.mine, name, bar).value_or(""),
        member_at(diff.other, name, bar).value_or(""));
  return table.text(console, page_width(console));
}

Json side_json(const BehaviourSide& side, const BehaviourDiff& diff) {
  const Bars& bars = diff.input.data->bars();
  Json json = run_json(side.strategy, side.run, diff.input);
  json["name"] = side.label;
  json["result"] = result_text(side.run);
  json["event"] = nullptr;
  if (!diff.bar) return json;
  const auto i = static_cast<std::size_t>(*diff.bar);
  json["position"] = json_number(side.run.position[i]);
  json["equity"] = json_number(side.run.equity[i]);
  Json& members = json["members"] = Json::object();
  for (const WatchedMember& member : side.strategy.source().members)
    if (const auto text = member_at(side, member.name, *diff.bar)) members[member.name] = *text;
  if (side.event && side.event->bar == *diff.bar)
    json["event"] = event_json(*side.event, side.strategy.source(), bars);
  return json;
}

}  // namespace

Result<BehaviourDiff> compare_behaviour(const StrategySource& mine, const StrategySource& other,
                                        const RunFlags& flags, Loader& loader, Context& context) {
  STRATGEN_TRY(RunInput input,
               read_run_input(
                   context, flags,
                   spec_market(context, mine.folder.empty() ? other : mine, flags.allow_defects)));
  const auto load = [&](const StrategySource& source) {
    return ObservedStrategy::load(source, *input.data, loader).map_error([&](Error error) {
      return after_findings(context, std::move(error), source);
    });
  };
  STRATGEN_TRY(ObservedStrategy a, load(mine));
  STRATGEN_TRY(ObservedStrategy b, load(other));
  BehaviourDiff diff{std::move(input),
                     {label_of(mine), std::move(a), {}, {}, {}},
                     {label_of(other), std::move(b), {}, {}, {}},
                     {},
                     0};
  constexpr int none = -1;
  STRATGEN_TRY(diff.mine.run, run_side(diff.mine, diff.other, diff.input, none));
  STRATGEN_TRY(diff.other.run, run_side(diff.other, diff.mine, diff.input, none));
  find_first_difference(diff);
  if (!diff.bar) return diff;
  // Once more, now that it is known where to look.
  STRATGEN_TRY(diff.mine.run, run_side(diff.mine, diff.other, diff.input, *diff.bar));
  STRATGEN_TRY(diff.other.run, run_side(diff.other, diff.mine, diff.input, *diff.bar));
  const auto here = [&](const std::optional<OrderEvent>& event) {
    return event && event->bar == *diff.bar;
  };
  if (!here(diff.mine.event)) keep_ways_to(diff.mine, diff.other.event, *diff.bar);
  if (!here(diff.other.event)) keep_ways_to(diff.other, diff.mine.event, *diff.bar);
  return diff;
}

std::string behaviour_text(const Console& console, const BehaviourDiff& diff) {
  const Bars& bars = diff.input.data->bars();
  std::string text = fmt::format("Behaviour on {}, {} bars from {} to {}; cash {}\n", bars.symbol,
                                 grouped(static_cast<long long>(bars.size())), bar_date(bars, 0),
                                 bar_date(bars, static_cast<int>(bars.size()) - 1),
                                 number_text(diff.input.options.broker.cash));
  for (const auto& [letter, side] : {std::pair("A", &diff.mine), std::pair("B", &diff.other)})
    text +=
        fmt::format("{}  {}  {}  ({})\n   {}\n", console.paint(Colour::Bold, letter), side->label,
                    side->strategy.name(), params_text(side->run), result_text(side->run));
  if (!diff.bar)
    return text + fmt::format("\nThey do the same on every bar: {} events of orders and trades.\n",
                              grouped(static_cast<long long>(diff.same_events)));
  text +=
      fmt::format("\nThe first difference is on {} (bar {}), after {} events that are the same.\n",
                  console.paint(Colour::Bold, bar_date(bars, *diff.bar)), *diff.bar,
                  grouped(static_cast<long long>(diff.same_events)));
  text += fmt::format("A  {}\nB  {}\n\n", event_sentence(diff.mine, bars, *diff.bar),
                      event_sentence(diff.other, bars, *diff.bar));
  text += seen_text(console, diff, *diff.bar);
  for (const auto& [letter, side] : {std::pair("A", &diff.mine), std::pair("B", &diff.other)})
    if (!side->ways.empty())
      text += fmt::format("\nWhat kept {} from it:\n{}", letter,
                          ways_text(console, side->strategy.source(), side->ways));
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

Json behaviour_json(const BehaviourDiff& diff) {
  Json json = {
      {"same", !diff.bar.has_value()}, {"same_events", diff.same_events}, {"bar", nullptr}};
  if (diff.bar) {
    const Bars& bars = diff.input.data->bars();
    json["bar"] = *diff.bar;
    json["time"] = to_iso(bars.time[static_cast<std::size_t>(*diff.bar)], bars.clock);
  }
  json["a"] = side_json(diff.mine, diff);
  json["b"] = side_json(diff.other, diff);
  return json;
}

}  // namespace stratgen
