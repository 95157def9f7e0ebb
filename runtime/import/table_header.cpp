#include "runtime/import/table_header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stratgen {
namespace {

using Kind = ColumnRole::Kind;

bool has_kind(std::string_view name, Kind kind) {
  const std::optional<ColumnRole> role = column_role(name);
  return role && role->kind == kind;
}

bool looks_like_number(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("0123456789.,-+$eE%KMB ") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

// How many different columns of bars a line names, and that no cell of it is a number or a date.
std::size_t names_of_bars(const TableLine& line) {
  std::array<bool, bar_columns> named{};
  std::size_t joined = 0;
  for (const std::string_view field : line.fields) {
    if (looks_like_number(field) || date_form(field)) return 0;
    const std::optional<ColumnRole> role = column_role(field);
    if (role && role->kind == Kind::Bar) named[place(role->column)] = true;
    joined += !role && split_joined_name(field);
  }
  const auto count = static_cast<std::size_t>(std::count(named.begin(), named.end(), true));
  return std::max(count, joined);
}

bool names_a_date(const TableLine& line) {
  for (const std::string_view field : line.fields) {
    if (looks_like_number(field) || date_form(field)) return false;
  }
  return std::any_of(line.fields.begin(), line.fields.end(),
                     [](std::string_view field) { return has_kind(field, Kind::Date); });
}

// A date, and numbers or blanks beside it.
bool is_row(const TableLine& line) {
  std::size_t numbers = 0;
  bool dated = false;
  for (const std::string_view field : line.fields) {
    if (!dated && date_form(field)) {
      dated = true;
    } else {
      numbers += looks_like_number(field) || is_no_value(field);
    }
  }
  return dated && numbers >= 1;
}

// yfinance writes which market, and the index's name, in lines of their own.
bool names_markets(const TableLine& line, const TableLine& names) {
  if (line.fields.size() != names.fields.size() || line.fields.size() < 2) return false;
  const std::string_view label = line.fields.front();
  if (!label.empty() && label != "Ticker" && label != "Symbols" && label != "Symbol") return false;
  return std::all_of(line.fields.begin() + 1, line.fields.end(), [](std::string_view field) {
    return !field.empty() && !looks_like_number(field) && !date_form(field);
  });
}

bool names_the_index(const TableLine& line) {
  return !line.fields.empty() && has_kind(line.fields.front(), Kind::Date) &&
         std::all_of(line.fields.begin() + 1, line.fields.end(),
                     [](std::string_view field) { return field.empty(); });
}

tl::unexpected<Error> refused(std::string_view file, std::size_t line, std::string_view what) {
  return fail(Fault::Data, fmt::format("{}:{}: {}", file, line, what));
}

std::string short_text(std::string_view text) {
  std::string result(text.substr(0, 60));
  std::replace_if(result.begin(), result.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text.size() > 60 ? result + "..." : result;
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  const std::size_t count = std::min(names.size(), most);
  return fmt::format(
      "'{}'{}",
      fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count), "', '"),
      names.size() > most ? ", ..." : "");
}

std::vector<std::string> texts(const std::vector<std::string_view>& fields) {
  return {fields.begin(), fields.end()};
}

// Reads the lines around the one that names the columns.
void add_neighbours(const std::vector<TableLine>& lines, TableHeader& header) {
  const TableLine& names = lines[header.named];
  header.first_row = header.named + 1;
  if (header.named > 0 && names_markets(lines[header.named - 1], names)) {
    header.markets = texts(lines[header.named - 1].fields);
  }
  if (header.first_row < lines.size() && header.markets.empty() &&
      names_markets(lines[header.first_row], names)) {
    header.markets = texts(lines[header.first_row++].fields);
  }
  if (header.first_row < lines.size() && names_the_index(lines[header.first_row])) {
    header.names.front() = lines[header.first_row++].fields.front();
  } else if (!header.markets.empty()) {
    header.names.front().clear();
  }
}

// The order of four prices without names: the second is the highest, the third the lowest. At least
// half of the rows must be numbers in this style.
bool bears_out_order(const std::vector<TableLine>& rows, std::size_t open,
                     const NumberStyle& style) {
  std::size_t right = 0, all = 0;
  for (const TableLine& row : rows) {
    std::array<double, 4> price{};
    bool numbers = row.fields.size() >= open + 4;
    for (std::size_t i = 0; i < 4 && numbers; ++i) {
      const std::optional<double> number = parse_number(row.fields[open + i], style);
      numbers = number.has_value();
      price[i] = number.value_or(0);
    }
    if (!numbers) continue;
    ++all;
    right += price[1] >= std::max(price[0], price[3]) && price[2] <= std::min(price[0], price[3]);
  }
  return all * 2 >= rows.size() && right * 100 >= all * 95;
}

Result<std::vector<BarFields>> fields_without_names(const std::vector<TableLine>& rows,
                                                    std::string_view file, Dialect& dialect) {
  const std::vector<std::string_view>& first = rows.front().fields;
  const std::size_t number = rows.front().number;
  std::size_t at = std::max(dialect.date, dialect.time_of_day.value_or(0)) + 1;
  const bool market_first = dialect.date == 1 && !looks_like_number(first[0]) && !first[0].empty();
  if (market_first) dialect.symbol = 0;
  constexpr std::string_view hint =
      "give their names with --format columns=date,open,high,low,close,volume (- for one to leave "
      "out)";
  if (dialect.date > 0 && !market_first) {
    return refused(
        file, number,
        fmt::format("there is no header, and what stands before the date in column {} is "
                    "not known; {}",
                    dialect.date + 1, hint));
  }
  if (first.size() < at + 4) {
    return refused(
        file, number,
        fmt::format("there is no header, and {} fields after the date are not open, high, "
                    "low and close; {}",
                    first.size() - at, hint));
  }
  if (!bears_out_order(rows, at, {'.', true}) && !bears_out_order(rows, at, {',', true})) {
    return refused(file, number,
                   fmt::format("there is no header, and the columns after the date are not in the "
                               "order open, high, low, close; {}",
                               hint));
  }
  BarFields bars;
  for (std::size_t i = 0; i < 4; ++i) bars.field[i] = at++;
  const std::size_t more = first.size() - at;
  const bool binance = first.size() == 12 && dialect.dates.family == DateFamily::Unix;
  const bool kraken = first.size() == 7 && dialect.dates.family == DateFamily::Unix;
  const bool metatrader = dialect.time_of_day && more == 3;  // tick volume, volume, spread
  const bool blank_end = more == 2 && first.back().empty();
  if (more > 1 && !binance && !kraken && !metatrader && !blank_end) {
    return refused(file, number,
                   fmt::format("there is no header, and {} columns after the four prices are not "
                               "known; {}",
                               more, hint));
  }
  if (more > 0) bars.field[place(BarPart::Volume)] = at;
  dialect.conclusions.push_back(
      fmt::format("no header: {}date, open, high, low, close{}, as the prices bear out{}",
                  market_first ? "market, " : "", more > 0 ? ", volume" : "",
                  binance  ? " (12 columns as Binance has them)"
                  : kraken ? " (7 columns as Kraken has them)"
                           : ""));
  return std::vector<BarFields>{bars};
}

struct Candidate {
  std::size_t field;
  int rank;
};

// One column for each kind; several sets where all four prices are there several times.
class FieldChoice {
 public:
  FieldChoice(const TableHeader& header, const std::vector<TableLine>& rows)
      : header_(header), rows_(rows) {}

  void add(std::string market, BarPart column, std::size_t field, int rank) {
    auto found = std::find_if(markets_.begin(), markets_.end(),
                              [&market](const Market& m) { return m.symbol == market; });
    if (found == markets_.end()) {
      markets_.push_back({std::move(market), {}});
      found = std::prev(markets_.end());
    }
    std::vector<Candidate>& list = found->columns[place(column)];
    if (!list.empty() && rank > list.front().rank) return;
    if (!list.empty() && rank < list.front().rank) list.clear();
    list.push_back({field, rank});
  }

  // The sets, or the name of the column that is there more often than the others.
  Result<std::vector<BarFields>> sets(std::string_view file, std::size_t line) const {
    std::vector<BarFields> sets;
    for (const Market& market : markets_) {
      std::size_t spellings = 0;
      for (std::size_t i = 0; i < 4; ++i) spellings = std::max(spellings, market.columns[i].size());
      for (std::size_t s = 0; s < spellings; ++s) {
        BarFields bars{market.symbol, {}};
        for (std::size_t column = 0; column < bar_columns; ++column) {
          const std::vector<Candidate>& list = market.columns[column];
          const bool price = column < 4;
          if (price && !list.empty() && list.size() != spellings) return twice(market, file, line);
          if (!list.empty()) bars.field[column] = list[std::min(s, list.size() - 1)].field;
        }
        prefer_filled_volume(market, bars);
        sets.push_back(std::move(bars));
      }
    }
    return sets;
  }

 private:
  struct Market {
    std::string symbol;
    std::array<std::vector<Candidate>, bar_columns> columns;
  };

  static tl::unexpected<Error> twice(const Market& market, std::string_view file,
                                     std::size_t line) {
    std::size_t column = 0;
    for (std::size_t i = 1; i < 4; ++i) {
      if (market.columns[i].size() > market.columns[column].size()) column = i;
    }
    const std::vector<Candidate>& list = market.columns[column];
    return refused(
        file, line,
        fmt::format("columns {} and {} both mean {}; name the columns with --format "
                    "columns=date,open,... (- for one to leave out)",
                    list.front().field + 1, list.back().field + 1, bar_column_names[column]));
  }

  // MetaTrader's <VOL> is 0 where there is only a count of ticks.
  void prefer_filled_volume(const Market&, BarFields& bars) const {
    std::optional<std::size_t>& volume = bars.field[place(BarPart::Volume)];
    if (!volume) return;
    const auto zero = [this](std::size_t field) {
      return std::all_of(rows_.begin(), rows_.end(), [field](const TableLine& row) {
        return field >= row.fields.size() || row.fields[field] == "0";
      });
    };
    if (!zero(*volume)) return;
    for (std::size_t field = 0; field < header_.names.size(); ++field) {
      const std::optional<ColumnRole> role = column_role(header_.names[field]);
      if (role && role->kind == Kind::Bar && role->column == BarPart::Volume && role->rank == 2 &&
          !zero(field)) {
        volume = field;
      }
    }
  }

  const TableHeader& header_;
  const std::vector<TableLine>& rows_;
  std::vector<Market> markets_;
};

std::vector<std::string> unused_names(const TableHeader& header, const std::vector<BarFields>& bars,
                                      const Dialect& dialect) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    const bool used = i == dialect.date || i == dialect.time_of_day || i == dialect.symbol ||
                      std::any_of(bars.begin(), bars.end(), [i](const BarFields& set) {
                        return std::find(set.field.begin(), set.field.end(), i) != set.field.end();
                      });
    const std::optional<ColumnRole> role = column_role(header.names[i]);
    const bool said = role && role->kind == Kind::Nothing;  // by people, with a -
    if (!used && !said && !header.names[i].empty()) names.push_back(header.names[i]);
  }
  return names;
}

tl::unexpected<Error> no_bars(const TableHeader& header, const std::vector<BarFields>& found,
                              std::string_view file, std::size_t line) {
  const bool close_only = std::any_of(found.begin(), found.end(), [](const BarFields& bars) {
    return bars.has(BarPart::Close) || bars.has(BarPart::AdjustedClose);
  });
  if (close_only) {
    return refused(
        file, line,
        fmt::format("the columns {} have a close but not open, high and low: closes alone "
                    "are no bars",
                    list_of(header.names)));
  }
  if (found.empty() && header.names.size() > 2) {
    return refused(
        file, line,
        fmt::format("the columns {} look like a wide table, one column of closes for each market: "
                    "closes alone are no bars; needed are open, high, low and close",
                    list_of(header.names)));
  }
  return refused(
      file, line,
      fmt::format("found the columns {}; needed are open, high, low and close and a date; "
                  "name them with --format columns=date,open,high,low,close,volume",
                  list_of(header.names)));
}

}  // namespace

Result<TableHeader> find_header(const std::vector<TableLine>& lines, std::string_view file,
                                const FormatHints& hints) {
  TableHeader header;
  std::size_t first_row = 0;
  while (first_row < lines.size() && !is_row(lines[first_row])) ++first_row;
  if (!hints.columns.empty()) {
    header.names = hints.columns;
    header.has_names = true;
    header.first_row = first_row;
    header.named = lines.size();
    if (first_row == lines.size()) {
      return fail(Fault::Data, fmt::format("{}: no line has a date and numbers", file));
    }
    return header;
  }
  std::size_t best = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 40); ++i) {
    if (i > first_row) break;
    const std::size_t count = names_of_bars(lines[i]);
    if (count > best && (count >= 2 || names_a_date(lines[i]))) {
      best = count;
      header.named = i;
    }
  }
  if (best == 0) {
    for (std::size_t i = 0; i < first_row && best == 0; ++i) {
      if (!names_a_date(lines[i])) continue;
      best = 1;
      header.named = i;
    }
  }
  if (best > 0) {
    header.has_names = true;
    header.names = texts(lines[header.named].fields);
    add_neighbours(lines, header);
    if (header.first_row >= lines.size()) {
      return fail(Fault::Data, fmt::format("{}: there is a header and no row below it", file));
    }
    return header;
  }
  if (first_row == lines.size()) {
    return fail(Fault::Data, fmt::format("{}: this is no table of bars; it begins with '{}'", file,
                                         short_text(lines.front().text)));
  }
  // A line of names that are none of ours, right above the rows.
  if (first_row > 0 && lines[first_row - 1].fields.size() == lines[first_row].fields.size()) {
    const TableLine& names = lines[first_row - 1];
    if (std::none_of(names.fields.begin(), names.fields.end(), looks_like_number)) {
      return refused(file, names.number,
                     fmt::format("found the columns {}; needed are open, high, low and close and a "
                                 "date; name them with --format columns=date,open,high,low,close,"
                                 "volume (- for one to leave out)",
                                 list_of(texts(names.fields))));
    }
  }
  if (first_row > 0) {
    return refused(
        file, lines.front().number,
        fmt::format("'{}' is neither a header nor a bar", short_text(lines.front().text)));
  }
  return header;
}

Result<std::vector<BarFields>> find_bar_fields(const TableHeader& header,
                                               const std::vector<TableLine>& rows,
                                               std::string_view file, Dialect& dialect) {
  if (!header.has_names) return fields_without_names(rows, file, dialect);
  const std::size_t line = rows.front().number > 1 ? rows.front().number - 1 : 1;
  FieldChoice choice(header, rows);
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    const std::optional<ColumnRole> role = column_role(header.names[i]);
    const bool used = i == dialect.date || i == dialect.time_of_day || i == dialect.symbol;
    if (used || !role || role->kind != Kind::Bar) continue;
    choice.add(header.markets.empty() ? "" : header.markets[i], role->column, i, role->rank);
  }
  STRATGEN_TRY(std::vector<BarFields> sets, choice.sets(file, line));
  const auto whole = [](const BarFields& bars) {
    return bars.has(BarPart::Open) && bars.has(BarPart::High) && bars.has(BarPart::Low) &&
           bars.has(BarPart::Close);
  };
  if (std::none_of(sets.begin(), sets.end(), whole)) {
    FieldChoice joined(header, rows);
    for (std::size_t i = 0; i < header.names.size(); ++i) {
      const std::optional<JoinedName> name = split_joined_name(header.names[i]);
      if (!name || i == dialect.date) continue;
      const ColumnRole role = *column_role(name->column);
      joined.add(name->symbol, role.column, i, role.rank);
    }
    STRATGEN_TRY(std::vector<BarFields> others, joined.sets(file, line));
    if (std::any_of(others.begin(), others.end(), whole)) sets = std::move(others);
  }
  std::vector<BarFields> bars;
  std::copy_if(sets.begin(), sets.end(), std::back_inserter(bars), whole);
  if (bars.empty()) return no_bars(header, sets, file, line);
  if (const std::vector<std::string> unused = unused_names(header, bars, dialect);
      !unused.empty()) {
    dialect.conclusions.push_back(fmt::format("left out {}", list_of(unused)));
  }
  if (bars.size() > 1 && bars[0].symbol == bars[1].symbol) {
    dialect.conclusions.emplace_back("the columns are there twice, those that are filled count");
  }
  return bars;
}

}  // namespace stratgen
