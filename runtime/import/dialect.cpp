#include "runtime/import/dialect.hpp"

#include "runtime/import/date_column.hpp"
#include "runtime/import/number_style.hpp"
#include "runtime/import/table_header.hpp"
#include "runtime/import/table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace stratgen {
namespace {

using Kind = ColumnRole::Kind;

constexpr std::size_t lines_looked_at = 300;

std::string_view separator_name(char separator) {
  switch (separator) {
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '\t':
      return "tab";
    case '|':
      return "pipe";
    default:
      return "blanks";
  }
}

// What most of the rows have.
std::size_t usual_fields(const std::vector<TableLine>& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const TableLine& row : rows) ++counts[row.fields.size()];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

// A header may lack the name of the rows' first column (R writes it so), and either may end in a
// separator that stands for nothing.
void fit_header(const std::vector<TableLine>& rows, std::size_t fields, TableHeader& header) {
  if (!header.has_names) return;
  const bool one_more = fields == header.names.size() + 1;
  const bool last_is_blank = std::all_of(rows.begin(), rows.end(), [fields](const TableLine& row) {
    return row.fields.size() != fields || row.fields.back().empty();
  });
  if (one_more && !last_is_blank) {
    header.names.insert(header.names.begin(), "");
    if (!header.markets.empty()) header.markets.insert(header.markets.begin(), "");
  } else if (one_more) {
    header.names.emplace_back();
    if (!header.markets.empty()) header.markets.emplace_back();
  }
}

Result<void> find_symbols(const TableHeader& header, const std::vector<TableLine>& rows,
                          std::string_view file, const FormatHints& hints, Dialect& dialect) {
  int best = 100;
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    if (header.names[i] == hints.symbol_column && !hints.symbol_column.empty()) {
      dialect.symbol = i;
      return {};
    }
    const std::optional<ColumnRole> role = column_role(header.names[i]);
    if (!role || role->kind != Kind::Symbol || role->rank >= best || i == dialect.date) continue;
    best = role->rank;
    dialect.symbol = i;
  }
  if (!hints.symbol_column.empty()) {
    return fail(Fault::Data, fmt::format("{}: there is no column '{}' for --format symbol=", file,
                                         hints.symbol_column));
  }
  const auto blank = [&dialect](const TableLine& row) {
    return *dialect.symbol >= row.fields.size() || row.fields[*dialect.symbol].empty();
  };
  if (dialect.symbol && std::all_of(rows.begin(), rows.end(), blank)) dialect.symbol.reset();
  return {};
}

void say_head(const TableHeader& header, const std::vector<TableLine>& lines, Dialect& dialect) {
  dialect.conclusions.push_back(std::string(separator_name(dialect.separator)));
  if (header.has_names && header.named < lines.size()) {
    dialect.header = lines[header.named].text;
    const std::size_t number = lines[header.named].number;
    dialect.conclusions.push_back(
        number == 1 ? "header" : fmt::format("header in line {}, what is above left out", number));
  } else if (header.has_names) {
    dialect.conclusions.push_back("columns as said");
  }
  if (dialect.separator == ' ') return;
  if (!header.markets.empty()) dialect.conclusions.push_back("a second line names the markets");
}

}  // namespace

Result<Dialect> find_dialect(std::string_view text, std::string_view file,
                             const FormatHints& hints) {
  std::vector<TableLine> lines = first_lines(text, lines_looked_at);
  if (lines.empty()) return fail(Fault::Data, fmt::format("{}: the file is empty", file));
  Dialect dialect;
  dialect.separator = hints.separator.value_or(find_separator(lines));
  if (dialect.separator == '\0') dialect.separator = ',';
  split_lines(lines, dialect.separator);

  STRATGEN_TRY(TableHeader header, find_header(lines, file, hints));
  std::vector<TableLine> rows(lines.begin() + static_cast<std::ptrdiff_t>(header.first_row),
                              lines.end());
  dialect.first_row = rows.front().offset;
  dialect.first_line = rows.front().number;
  dialect.fields = usual_fields(rows);
  std::erase_if(rows, [&dialect](const TableLine& row) {  // notes of the vendor, rows of commas
    return row.fields.size() != dialect.fields || all_blank(row.fields);
  });
  if (rows.empty()) return fail(Fault::Data, fmt::format("{}: all rows are blank", file));
  fit_header(rows, dialect.fields, header);
  if (header.has_names && header.names.size() != dialect.fields) {
    return fail(Fault::Data,
                fmt::format("{}:{}: {} fields where the header names {}", file, rows.front().number,
                            rows.front().fields.size(), header.names.size()));
  }
  say_head(header, lines, dialect);
  STRATGEN_CHECK(find_dates(header, rows, text, file, hints, dialect));
  STRATGEN_CHECK(find_symbols(header, rows, file, hints, dialect));
  STRATGEN_TRY(dialect.bars, find_bar_fields(header, rows, file, dialect));
  STRATGEN_CHECK(find_number_style(rows, text, file, hints, dialect));
  return dialect;
}

}  // namespace stratgen
