#include "runtime/import/format_hints.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace stratgen {
namespace {

template <class T, std::size_t N>
std::optional<T> lookup(const std::array<std::pair<std::string_view, T>, N>& table,
                        std::string_view word) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, char>, 11> separators = {{{",", ','},
                                                                           {"comma", ','},
                                                                           {";", ';'},
                                                                           {"semicolon", ';'},
                                                                           {"\t", '\t'},
                                                                           {"\\t", '\t'},
                                                                           {"tab", '\t'},
                                                                           {"|", '|'},
                                                                           {"pipe", '|'},
                                                                           {" ", ' '},
                                                                           {"blank", ' '}}};
constexpr std::array<std::pair<std::string_view, char>, 4> decimals = {
    {{",", ','}, {"comma", ','}, {".", '.'}, {"point", '.'}}};
constexpr std::array<std::pair<std::string_view, DateReading>, 7> orders = {
    {{"DMY", {DateFamily::Numeric, DateOrder::Dmy, false}},
     {"MDY", {DateFamily::Numeric, DateOrder::Mdy, false}},
     {"YMD", {DateFamily::Numeric, DateOrder::Ymd, false}},
     {"DMy", {DateFamily::Numeric, DateOrder::Dmy, true}},
     {"MDy", {DateFamily::Numeric, DateOrder::Mdy, true}},
     {"yMD", {DateFamily::Numeric, DateOrder::Ymd, true}},
     {"excel", {DateFamily::Serial, DateOrder::Ymd, false}}}};

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  while (true) {
    const std::size_t comma = text.find(',');
    names.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return names;
    text.remove_prefix(comma + 1);
  }
}

// False for a key or value that is none.
bool set_hint(std::string_view key, std::string_view value, FormatHints& hints) {
  if (key == "separator") {
    hints.separator = lookup(separators, value);
    return hints.separator.has_value();
  }
  if (key == "decimal") {
    hints.decimal = lookup(decimals, value);
    return hints.decimal.has_value();
  }
  if (key == "dates") {
    hints.dates = lookup(orders, value);
    return hints.dates.has_value();
  }
  if (key == "prices") {
    hints.adjustment = parse_adjustment(value);
    return hints.adjustment.has_value();
  }
  if (key == "columns") hints.columns = names_in(value);
  if (key == "symbol") hints.symbol_column = value;
  return (key == "columns" || key == "symbol") && !value.empty();
}

}  // namespace

Result<void> add_format_hint(std::string_view text, FormatHints& hints) {
  const std::size_t equals = text.find('=');
  const std::string_view key = text.substr(0, equals);
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
  if (key == "timezone") {
    STRATGEN_TRY(hints.timezone, find_time_zone(value));
    return {};
  }
  if (set_hint(key, value, hints)) return {};
  return fail(Fault::Usage,
              fmt::format("--format {} is not known; it takes separator=comma|semicolon|tab|pipe|"
                          "blank, decimal=point|comma, dates=DMY|MDY|YMD|DMy|MDy|yMD|excel, "
                          "timezone=UTC|+02:00|America/New_York, prices=raw|splits|full, "
                          "columns=date,open,high,low,close,volume or symbol=COLUMN",
                          text));
}

}  // namespace stratgen
