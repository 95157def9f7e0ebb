#include "tools/cli/inspect_trace.hpp"

#include "tools/cli/bar_choice.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/order_words.hpp"
#include "tools/cli/run_view.hpp"
#include "tools/cli/spec_market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t gap = 2;

constexpr std::string_view event_indent = "    ";

Colour colour_of(const OrderEvent& event) {
  switch (event.kind) {
    case OrderEvent::Kind::Filled:
    case OrderEvent::Kind::TradeClosed:
      return Colour::Green;
    case OrderEvent::Kind::Refused:
      return Colour::Red;
    case OrderEvent::Kind::Dropped:
      return Colour::Yellow;
    default:
      return Colour::Cyan;
  }
}

struct Column {
  std::string title;
  std::vector<std::string> cells;  // one per bar
  std::size_t width = 0;
};

Column make_column(std::string title, std::vector<std::string> cells) {
  std::size_t width = display_width(title);
  for (const std::string& cell : cells) width = std::max(width, display_width(cell));
  return {std::move(title), std::move(cells), width};
}

// With so many decimals as all values of the column need, up to a point.
int decimals_of(const std::vector<std::optional<double>>& values) {
  double largest = 0;
  int decimals = 0;
  for (const auto& value : values) {
    if (!value || !std::isfinite(*value)) continue;
    largest = std::max(largest, std::abs(*value));
    while (decimals < 4 && std::abs(*value * std::pow(10, decimals) -
                                    std::round(*value * std::pow(10, decimals))) > 1e-6)
      ++decimals;
  }
  if (largest >= 1000) return std::min(decimals, 2);
  return decimals == 4 && largest < 1 ? 6 : decimals;
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value) || std::abs(value) >= 1e15) return number_text(value);
  const std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t point = std::min(text.find('.'), text.size());
  return (value < 0 ? "-" : "") + grouped(std::stoll(text.substr(0, point))) + text.substr(point);
}

std::vector<std::string> number_cells(const std::vector<std::optional<double>>& values) {
  const int decimals = decimals_of(values);
  std::vector<std::string> cells;
  for (const auto& value : values) cells.push_back(value ? fixed(*value, decimals) : "-");
  return cells;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, display_width(text)), ' ') + text;
}

class TraceText {
 public:
  TraceText(const Console& console, const ObservedStrategy& strategy, const ObservedRun& run,
            const RunInput& input, BarRange range)
      : console_(console),
        source_(strategy.source()),
        run_(run),
        bars_(input.data->bars()),
        start_(run.start(input)),
        range_(range),
        width_(static_cast<std::size_t>(page_width(console))) {
    add_account();
    add_members();
  }

  std::string text() const {
    std::string result =
        line_of_cells([](const Column& column) { return column.title; }, Colour::Bold);
    std::size_t next = 0;
    const std::vector<OrderEvent>& events = run_.trace.orders.events;
    while (next < events.size() && events[next].bar < range_.first) ++next;
    for (int bar = range_.first; bar <= range_.last; ++bar) {
      const auto row = static_cast<std::size_t>(bar - range_.first);
      const Colour colour = bar < start_ || bar > run_.trace.last_bar ? Colour::Dim : Colour::Plain;
      result += line_of_cells([&](const Column& column) { return column.cells[row]; }, colour);
      result += members_below(row);
      for (; next < events.size() && events[next].bar == bar; ++next)
        if (!goes_without_saying(events[next])) result += event_line(events[next]);
    }
    return result;
  }

 private:
  template <class Cell>
  std::vector<std::string> cells(Cell cell) const {
    std::vector<std::string> made;
    for (int bar = range_.first; bar <= range_.last; ++bar) made.push_back(cell(bar));
    return made;
  }

  void add_account() {
    const auto of_bars = [&](std::span<const double> column, int last) {
      std::vector<std::optional<double>> values;
      for (int bar = range_.first; bar <= range_.last; ++bar)
        values.push_back(bar <= last ? std::optional(column[static_cast<std::size_t>(bar)])
                                     : std::nullopt);
      return number_cells(values);
    };
    const int end = run_.report ? range_.last : run_.trace.last_bar;
    columns_.push_back(make_column("", cells([&](int bar) { return bar_date(bars_, bar); })));
    if (bars_.clock != Clock::Numbers)
      columns_.push_back(make_column("bar", cells([](int bar) { return fmt::format("{}", bar); })));
    columns_.push_back(make_column("close", of_bars(bars_.close, range_.last)));
    columns_.push_back(make_column("position", of_bars(run_.position, end)));
    columns_.push_back(make_column("equity", of_bars(run_.equity, end)));
  }

  std::vector<std::string> member_cells(const WatchedMember& member, int id) const {
    std::vector<std::optional<double>> values;
    for (int bar = range_.first; bar <= range_.last; ++bar)
      values.push_back(member_value(run_, member, id, bar));
    if (member.kind == WatchedMember::Kind::Series || member.kind == WatchedMember::Kind::Number)
      return number_cells(values);
    std::vector<std::string> cells;
    for (const auto& value : values) cells.push_back(value ? member_text(member, *value) : "-");
    return cells;
  }

  // Beside the account if all of them fit there, else below each bar.
  void add_members() {
    std::vector<Column> members;
    std::size_t total = 0;
    for (const Column& column : columns_) total += column.width + gap;
    for (std::size_t id = 0; id < source_.members.size(); ++id) {
      const WatchedMember& member = source_.members[id];
      if (member.parameter) continue;
      members.push_back(make_column(member.name, member_cells(member, static_cast<int>(id))));
      total += members.back().width + gap;
    }
    if (total <= width_ + gap)
      columns_.insert(columns_.end(), members.begin(), members.end());
    else
      below_ = std::move(members);
  }

  template <class Cell>
  std::string line_of_cells(Cell cell, Colour colour) const {
    std::string line;
    for (std::size_t c = 0; c < columns_.size(); ++c)
      line += (c == 0 ? "" : std::string(gap, ' ')) + right(cell(columns_[c]), columns_[c].width);
    return console_.paint(colour, line) + "\n";
  }

  // "bands.upper 3  .lower 1": the members of a struct stand together and name it once.
  std::string members_below(std::size_t row) const {
    std::vector<std::string> groups;
    std::string owner;
    for (const Column& member : below_) {
      const std::size_t dot = std::min(member.title.find('.'), member.title.size());
      const std::string of = dot == member.title.size() ? "" : member.title.substr(0, dot);
      const bool goes_on = !of.empty() && of == owner;
      if (!goes_on) groups.emplace_back();
      groups.back() += fmt::format("{}{} {}", goes_on ? "  " : "",
                                   goes_on ? member.title.substr(dot) : member.title,
                                   right(member.cells[row], widest_cell(member)));
      owner = of;
    }
    std::string result, line;
    const auto end_line = [&] {
      if (!line.empty())
        result += std::string(event_indent) + console_.paint(Colour::Dim, line) + "\n";
      line.clear();
    };
    for (const std::string& group : groups) {
      if (event_indent.size() + display_width(line) + gap + display_width(group) > width_)
        end_line();
      line += (line.empty() ? "" : std::string(gap, ' ')) + group;
    }
    end_line();
    return result;
  }

  static std::size_t widest_cell(const Column& column) {
    std::size_t width = 0;
    for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
    return width;
  }

  std::string event_line(const OrderEvent& event) const {
    const EventWords words = words_of(event, run_.trace.orders.events, bars_);
    const int line = line_of(event, source_);
    return fmt::format("{}{}{}{}{}\n", event_indent,
                       console_.paint(colour_of(event), fmt::format("{:<9}", words.what)), " ",
                       one_line(words.text), line > 0 ? fmt::format("  (line {})", line) : "");
  }

  const Console& console_;
  const InstrumentedSource& source_;
  const ObservedRun& run_;
  const Bars& bars_;
  const int start_;
  const BarRange range_;
  const std::size_t width_;
  std::vector<Column> columns_, below_;
};

Json observation_json(const Observation& seen, const InstrumentedSource& source) {
  const WatchedExpression& expression = source.expressions[static_cast<std::size_t>(seen.id)];
  Json json = {{"line", expression.at.line},
               {"column", expression.at.column},
               {"text", expression.text},
               {"value", json_number(seen.value)}};
  const bool number = expression.kind == WatchedExpression::Kind::Operand ||
                      expression.kind == WatchedExpression::Kind::Switch;
  if (!number) json["value"] = seen.value != 0;
  if (expression.kind != WatchedExpression::Kind::Leaf) return json;
  if (seen.operands >= 2) {
    json["left"] = json_number(seen.left);
    json["right"] = json_number(seen.right);
  }
  if (seen.operands == 4) {
    json["left_before"] = json_number(seen.left_before);
    json["right_before"] = json_number(seen.right_before);
  }
  return json;
}

Json members_json(const InstrumentedSource& source, const ObservedRun& run, int bar) {
  Json json = Json::object();
  for (std::size_t id = 0; id < source.members.size(); ++id) {
    const WatchedMember& member = source.members[id];
    if (member.parameter) continue;
    const auto value = member_value(run, member, static_cast<int>(id), bar);
    if (!value)
      json[member.name] = nullptr;
    else if (member.kind == WatchedMember::Kind::Bool)
      json[member.name] = *value != 0;
    else if (member.kind == WatchedMember::Kind::Enum)
      json[member.name] = member_text(member, *value);
    else
      json[member.name] = json_number(*value);
  }
  return json;
}

Json trace_json(const ObservedStrategy& strategy, const ObservedRun& run, const RunInput& input,
                BarRange range) {
  const Bars& bars = input.data->bars();
  const InstrumentedSource& source = strategy.source();
  Json json = run_json(strategy, run, input);
  Json& rows = json["bars"] = Json::array();
  for (int bar = range.first; bar <= range.last; ++bar) {
    const auto i = static_cast<std::size_t>(bar);
    Json row = {{"bar", bar},
                {"time", to_iso(bars.time[i], bars.clock)},
                {"open", json_number(bars.open[i])},
                {"high", json_number(bars.high[i])},
                {"low", json_number(bars.low[i])},
                {"close", json_number(bars.close[i])},
                {"volume", json_number(bars.volume[i])},
                {"position", json_number(run.position[i])},
                {"equity", json_number(run.equity[i])},
                {"members", members_json(source, run, bar)},
                {"conditions", Json::array()},
                {"events", Json::array()}};
    rows.push_back(std::move(row));
  }
  for (const Observation& seen : run.trace.observations)
    rows[static_cast<std::size_t>(seen.bar - range.first)]["conditions"].push_back(
        observation_json(seen, source));
  for (const OrderEvent& event : run.trace.orders.events)
    if (range.first <= event.bar && event.bar <= range.last)
      rows[static_cast<std::size_t>(event.bar - range.first)]["events"].push_back(
          event_json(event, source, bars));
  if (run.failure) json["error"] = run.failure->message;
  return json;
}

}  // namespace

Result<void> show_trace(const StrategySource& source, const RunFlags& flags,
                        const std::string& range_text, Loader& loader, Context& context) {
  STRATGEN_TRY(const RunInput input,
               read_run_input(context, flags, spec_market(context, source, flags.allow_defects)));
  STRATGEN_TRY(const BarRange range, choose_bars(input.data->bars(), range_text, "--trace"));
  STRATGEN_TRY(const ObservedStrategy strategy,
               ObservedStrategy::load(source, *input.data, loader).map_error([&](Error error) {
                 return after_findings(context, std::move(error), source);
               }));
  STRATGEN_TRY(const ObservedRun run, strategy.run(input, range.first, range.last));
  if (context.json) {
    context.out.line(json_text(trace_json(strategy, run, input, range)));
  } else {
    context.out.line(run_heading(context.out, strategy, run, input));
    context.out.write(TraceText(context.out, strategy, run, input, range).text());
  }
  if (run.failure) return tl::unexpected(*run.failure);
  return {};
}

}  // namespace stratgen
