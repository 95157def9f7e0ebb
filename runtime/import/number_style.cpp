#include "runtime/import/number_style.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace stratgen {
namespace {

struct Seen {
  StyleEvidence prices, volumes;
  std::string example;  // of a number that can be read in two ways
  std::size_t line = 0;
};

void look_at(const std::vector<std::string_view>& fields, std::size_t line, const Dialect& dialect,
             Seen& seen) {
  for (const BarFields& bars : dialect.bars) {
    for (std::size_t column = 0; column < bar_columns; ++column) {
      if (!bars.field[column] || *bars.field[column] >= fields.size()) continue;
      const std::string_view text = fields[*bars.field[column]];
      StyleEvidence& evidence = column == place(BarPart::Volume) ? seen.volumes : seen.prices;
      const std::size_t before = evidence.comma_either + evidence.point_either;
      weigh(text, evidence);
      if (evidence.comma_either + evidence.point_either > before && seen.line == 0) {
        seen.line = line;
        seen.example = text;
      }
    }
  }
}

bool has_point(const Seen& seen) {
  return seen.prices.decimal_point + seen.prices.comma_groups + seen.volumes.decimal_point +
             seen.volumes.comma_groups >
         0;
}
bool has_comma(const Seen& seen) {
  return seen.prices.decimal_comma + seen.prices.point_groups + seen.volumes.decimal_comma +
             seen.volumes.point_groups >
         0;
}

// A lone 1,234 among prices with decimals is damage rather than thousands, so it proves nothing;
// among volumes without decimals it does.
bool has_groups(const Seen& seen, char decimal) {
  const StyleEvidence& v = seen.volumes;
  const bool point = decimal == '.';
  const std::size_t whole = point ? v.comma_either : v.point_either;
  const std::size_t broken =
      point ? v.decimal_point + v.point_either : v.decimal_comma + v.comma_either;
  const std::size_t proofs = seen.prices.both_marks + v.both_marks +
                             (point ? seen.prices.comma_groups + v.comma_groups
                                    : seen.prices.point_groups + v.point_groups);
  return proofs > 0 || (whole > 0 && broken == v.both_marks);
}

// Nothing where the numbers can be read in two ways.
std::optional<NumberStyle> conclude(const Seen& seen, char separator) {
  const std::size_t commas = seen.prices.comma_either + seen.volumes.comma_either;
  const std::size_t points = seen.prices.point_either + seen.volumes.point_either;
  if (has_point(seen)) return NumberStyle{'.', has_groups(seen, '.')};
  if (has_comma(seen)) return NumberStyle{',', has_groups(seen, ',')};
  if (commas > 0) return {};
  // 110.123 is a price of three decimals unless all that there is could be thousands.
  if (points > 0 && separator != ',' && seen.volumes.point_either > 0 &&
      seen.prices.point_either > 0) {
    return {};
  }
  return NumberStyle{};
}

}  // namespace

Result<void> find_number_style(const std::vector<TableLine>& rows, std::string_view text,
                               std::string_view file, const FormatHints& hints, Dialect& dialect) {
  if (hints.decimal) {
    dialect.numbers = {*hints.decimal, true};
    return {};
  }
  Seen seen;
  for (const TableLine& row : rows) look_at(row.fields, row.number, dialect, seen);
  std::optional<NumberStyle> style = conclude(seen, dialect.separator);
  if (!style) {
    LineWalk walk(text, dialect.first_row, dialect.first_line);
    std::vector<std::string_view> fields;
    while (walk.next() && !has_point(seen) && !has_comma(seen)) {
      if (split_fields(walk.line(), dialect.separator, fields)) {
        look_at(fields, walk.number(), dialect, seen);
      }
    }
    style = conclude(seen, dialect.separator);
  }
  if (has_point(seen) && has_comma(seen)) {
    return fail(
        Fault::Data,
        fmt::format("{}:{}: some numbers have decimal points and others decimal commas; say "
                    "--format decimal=point or decimal=comma, and the others are refused by "
                    "line",
                    file, rows.front().number));
  }
  if (!style) {
    return fail(
        Fault::Data,
        fmt::format("{}:{}: '{}' can have thousands or three decimals, and no number in the "
                    "file decides it; say --format decimal=point or decimal=comma",
                    file, seen.line, seen.example));
  }
  dialect.numbers = *style;
  if (style->decimal == ',') dialect.conclusions.push_back("decimal commas");
  if (style->grouped) {
    dialect.conclusions.push_back(
        fmt::format("{} between thousands", style->decimal == '.' ? "commas" : "points"));
  }
  return {};
}

}  // namespace stratgen
