#include "tools/cli/sweep_heatmap.hpp"

#include "tools/cli/json_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_rows = 24, most_columns = 60;

// The 256-colour palette from blue over white to red, and shades where there is none.
constexpr std::array colours = {17, 18, 25, 67, 110, 152, 187, 222, 215, 209, 203, 196};
constexpr std::string_view shades = ".:-=+*#%@";

void raise(double& best, double score) {
  if (score > best || std::isnan(best)) best = score;
}

double number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (value == "inf") return std::numeric_limits<double>::infinity();
  if (value == "-inf") return -std::numeric_limits<double>::infinity();
  return nan;
}

std::string field_text(const Console& console, double value, double low, double high) {
  if (std::isnan(value)) return console.has_colour() ? "\033[2m··\033[0m" : "  ";
  const double share = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 1.0;
  const auto step = [&](std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(share * static_cast<double>(count)));
  };
  if (!console.has_colour()) return std::string(2, shades[step(shades.size())]);
  return fmt::format("\033[48;5;{}m  \033[0m", colours[step(colours.size())]);
}

}  // namespace

std::size_t SweepHeatmap::Axis::field_of(std::uint64_t cell) const {
  const std::uint64_t digit = cell / below % count;
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(Wide{digit} * fields / count);
}

SweepHeatmap::Axis SweepHeatmap::axis_of(const ParamSpace& space, std::size_t axis,
                                         std::size_t most) const {
  const std::span<const ParamAxis> axes = space.axes();
  Axis result;
  result.count = axes[axis].count;
  result.fields = static_cast<std::size_t>(std::min<std::uint64_t>(result.count, most));
  for (std::size_t lower = axis + 1; lower < axes.size(); ++lower)
    result.below *= axes[lower].count;
  const ParamDeclaration& declared = space.declared()[axes[axis].param];
  result.name = declared.name;
  std::uint64_t value = 0;
  for (std::size_t field = 0; field < result.fields; ++field) {
    while (result.field_of(value * result.below) < field) ++value;
    result.values.push_back(param_text(declared, axes[axis].value(value)));
  }
  return result;
}

SweepHeatmap::SweepHeatmap(const ParamSpace& space, const Metric& metric) : metric_(metric) {
  if (space.axes().size() < 2) return;
  rows_ = axis_of(space, 0, most_rows);
  columns_ = axis_of(space, 1, most_columns);
  best_.assign(rows_.fields * columns_.fields, nan);
}

void SweepHeatmap::add(std::span<const CellResult> cells) {
  if (best_.empty()) return;
  for (const CellResult& cell : cells) {
    if (cell.result.ending != Ending::Completed) continue;
    raise(best_[rows_.field_of(cell.cell) * columns_.fields + columns_.field_of(cell.cell)],
          metric_.score(cell.result.statistics));
  }
}

Json SweepHeatmap::json() const {
  if (best_.empty()) return nullptr;
  Json best = Json::array();
  for (std::size_t row = 0; row < rows_.fields; ++row) {
    Json& line = best.emplace_back(Json::array());
    for (std::size_t column = 0; column < columns_.fields; ++column)
      line.push_back(json_number(metric_.sign * best_[row * columns_.fields + column]));
  }
  return {{"rows", {{"name", rows_.name}, {"values", rows_.values}}},
          {"columns", {{"name", columns_.name}, {"values", columns_.values}}},
          {"best", best}};
}

std::string heatmap_text(const Console& console, const Json& heatmap, const std::string& metric) {
  if (!heatmap.is_object()) return "There is no heatmap: fewer than two parameters vary.\n";
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Json& line : heatmap["best"]) {
    for (const Json& value : line) {
      const double number = number_of(value);
      if (!std::isfinite(number)) continue;
      low = std::min(low, number);
      high = std::max(high, number);
    }
  }
  const auto& rows = heatmap["rows"]["values"];
  const auto& columns = heatmap["columns"]["values"];
  const auto row_name = heatmap["rows"]["name"].get<std::string>();
  std::size_t width = display_width(row_name);
  for (const Json& value : rows)
    width = std::max(width, value.get_ref<const std::string&>().size());
  std::string text = fmt::format(
      "{}: best over the other parameters, {} to {} from {} to {}\n{:>{}}  {} from {} to {}\n",
      console.paint(Colour::Bold, metric), decimal(low), decimal(high),
      console.has_colour() ? "blue" : ".", console.has_colour() ? "red" : "@", row_name, width,
      heatmap["columns"]["name"].get<std::string>(), columns.front().get<std::string>(),
      columns.back().get<std::string>());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    text += fmt::format("{:>{}}  ", rows[row].get<std::string>(), width);
    for (const Json& value : heatmap["best"][row])
      text += field_text(console, number_of(value), low, high);
    while (text.ends_with(' ')) text.pop_back();
    text += "\n";
  }
  return text;
}

}  // namespace stratgen
