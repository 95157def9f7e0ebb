#include "tools/cli/run_view.hpp"

#include "tools/cli/json_output.hpp"
#include "tools/cli/order_words.hpp"
#include "tools/cli/report_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {

int page_width(const Console& console) { return console.is_terminal() ? console.columns() : 100; }

std::optional<double> member_value(const ObservedRun& run, const WatchedMember& member, int id,
                                   int bar) {
  const std::vector<MemberValue>& values = run.trace.members;
  auto found = std::lower_bound(values.begin(), values.end(), bar,
                                [](const MemberValue& each, int at) { return each.bar < at; });
  for (; found != values.end() && found->bar == bar; ++found)
    if (found->id == id) return found->value;
  const auto column = run.trace.series.find(id);
  if (member.kind == WatchedMember::Kind::Series && column != run.trace.series.end())
    return column->second[static_cast<std::size_t>(bar)];
  return std::nullopt;
}

std::string member_text(const WatchedMember& member, double value) {
  switch (member.kind) {
    case WatchedMember::Kind::Bool:
      return value != 0 ? "true" : "false";
    case WatchedMember::Kind::Enum:
      if (const auto label = member.labels.find(static_cast<long>(value));
          label != member.labels.end())
        return label->second;
      break;
    case WatchedMember::Kind::Series:
    case WatchedMember::Kind::Number:
      break;
  }
  return number_text(value);
}

std::string run_heading(const Console& console, const ObservedStrategy& strategy,
                        const ObservedRun& run, const RunInput& input) {
  const Bars& bars = input.data->bars();
  const int last = static_cast<int>(bars.size()) - 1, start = run.start(input);
  std::string text = console.paint(Colour::Bold, strategy.name());
  for (std::size_t i = 0; i < run.declared.size(); ++i)
    text +=
        fmt::format("  {} {}", run.declared[i].name, param_text(run.declared[i], run.values[i]));
  text +=
      fmt::format("\n{}, {} bars from {} to {}; cash {}\n", bars.symbol, grouped(last + 1),
                  bar_date(bars, 0), bar_date(bars, last), number_text(input.options.broker.cash));
  if (!input.note.empty()) text += one_line(input.note) + "\n";
  if (start > last)
    text += "No bar is traded: the series never all have a value before the last one.\n";
  else if (start > 0)
    text += fmt::format("Traded from bar {}, {}{}\n", start, bar_date(bars, start),
                        run.trace.warmup > 0 && start > static_cast<int>(input.options.first_bar)
                            ? ": by then every series has a value"
                            : "");
  return text;
}

nlohmann::ordered_json run_json(const ObservedStrategy& strategy, const ObservedRun& run,
                                const RunInput& input) {
  const Bars& bars = input.data->bars();
  nlohmann::ordered_json json = {{"strategy", strategy.name()},
                                 {"params", params_json(run.declared, run.values)},
                                 {"symbol", bars.symbol},
                                 {"note", nullptr},
                                 {"first_bar", run.start(input)}};
  if (!input.note.empty()) json["note"] = input.note;
  return json;
}

}  // namespace stratgen
