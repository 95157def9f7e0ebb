// The head of a table: which lines it has, which columns they name, and where the rows begin.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/dialect.hpp"
#include "runtime/import/format_hints.hpp"
#include "runtime/import/table_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct TableHeader {
  std::size_t first_row = 0;  // which of the lines is the first row
  std::size_t named = 0;      // which of them names the columns, if any does
  bool has_names = false;
  std::vector<std::string> names;    // a column each; empty texts where it has none
  std::vector<std::string> markets;  // a column each, of yfinance's second line; or empty
};

// `lines` are split. Lines in front of the head (titles, URLs) are passed over.
Result<TableHeader> find_header(const std::vector<TableLine>& lines, std::string_view file,
                                const FormatHints& hints);

// The columns of prices by their names. Without names the order is open, high, low, close, which
// the rows must bear out.
Result<std::vector<BarFields>> find_bar_fields(const TableHeader& header,
                                               const std::vector<TableLine>& rows,
                                               std::string_view file, Dialect& dialect);

}  // namespace stratgen
