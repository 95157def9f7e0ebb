#include "tools/cli/why_not_text.hpp"

#include "tools/cli/run_view.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

constexpr std::size_t longest_condition = 46;

std::string shortened(const std::string& text) {
  if (display_width(text) <= longest_condition) return text;
  return text.substr(0, longest_condition - 1) + "…";
}

std::string places_text(const InstrumentedSource& source, const std::vector<int>& places) {
  std::string text;
  for (const int id : places) {
    const MarkedPlace& place = source.places[static_cast<std::size_t>(id)];
    text +=
        fmt::format("{}line {}: {}", text.empty() ? "" : "\n", place.at.line, one_line(place.text));
  }
  return text;
}

std::string findings_text(const Console& console, const WayThere& way) {
  Table table({{""}, {"line", true}, {"condition"}, {"was"}, {"values"}});
  for (const Finding& each : way.findings) {
    const char* const mark = !each.needed || each.depth > 0 ? " "
                             : each.holds                   ? "✓"
                             : each.asked                   ? "✗"
                                                            : "·";
    const Colour colour = !each.asked   ? Colour::Dim
                          : each.holds  ? Colour::Green
                          : each.needed ? Colour::Red
                                        : Colour::Plain;
    table.row({console.paint(colour, mark), each.line > 0 ? fmt::format("{}", each.line) : "",
               std::string(2 * static_cast<std::size_t>(each.depth), ' ') +
                   shortened(one_line(each.text)),
               each.was, one_line(each.values)});
  }
  return table.text(console, page_width(console));
}

std::string finding_key(const WayThere& way) {
  std::string key = way.left_by;
  for (const Finding& each : way.findings)
    key += fmt::format("|{} {} {}", each.line, each.text, each.needed.value_or(false));
  return key;
}

}  // namespace

std::string ways_text(const Console& console, const InstrumentedSource& source,
                      const std::vector<WayThere>& ways) {
  std::string text;
  std::vector<bool> told(ways.size(), false);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (told[i] || ways[i].taken) continue;
    std::vector<int> places;
    for (std::size_t j = i; j < ways.size(); ++j) {
      if (told[j] || ways[j].taken || finding_key(ways[j]) != finding_key(ways[i])) continue;
      told[j] = true;
      if (places.empty() || places.back() != ways[j].place) places.push_back(ways[j].place);
    }
    text += console.paint(Colour::Bold, places_text(source, places)) + "\n";
    if (!ways[i].left_by.empty())
      text += fmt::format("not reached: left by the {}\n", ways[i].left_by);
    text += ways[i].findings.empty() ? "not reached\n" : findings_text(console, ways[i]);
    text += "\n";
  }
  return text;
}

}  // namespace stratgen
