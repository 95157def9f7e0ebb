// BarRows: the rows of a file in columns, in the order of the file.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/column_names.hpp"
#include "runtime/import/dialect.hpp"
#include "runtime/market/defect.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {

// The line of each row. Only rows that do not follow the line before are kept.
class LineNumbers {
 public:
  void add(std::size_t row, std::size_t line) {
    if (line != next_ || jumps_.empty()) jumps_.emplace_back(row, line);
    next_ = line + 1;
  }
  std::size_t line_of(std::size_t row) const;

 private:
  std::vector<std::pair<std::size_t, std::size_t>> jumps_;
  std::size_t next_ = 0;
};

struct RowDefect {
  std::uint32_t market = 0;  // of BarRows::markets
  Defect defect;
};

// All columns have the same length, or are empty where the file has no such column.
struct BarRows {
  std::vector<std::int64_t> time;  // seconds since 1970, on the clock of the file
  std::vector<std::int32_t> east;  // of each time's zone; empty if all are 0
  bool has_zone = false;           // the times are UTC + east
  bool has_times = false;          // some are not midnights
  std::array<std::vector<double>, bar_columns> columns;  // prices are finite; volume may be NaN
  std::vector<std::uint32_t> market;                     // of each row; empty if there is one
  std::vector<std::string> markets;                      // their names; the only one may be ""
  LineNumbers lines;
  std::vector<RowDefect> defects;

  std::vector<double>& column(BarPart which) { return columns[place(which)]; }
  const std::vector<double>& column(BarPart which) const { return columns[place(which)]; }
};

// One pass over the text. Rows without prices are left out, as are lines behind the last row that
// are none (sums, a note of the vendor); both are said as defects. Whatever else is not a row in
// this dialect is an Error that names the first one by file:line:column, and whose diagnostics name
// up to 100.
Result<BarRows> read_rows(std::string_view text, std::string_view file, const Dialect& dialect);

}  // namespace stratgen
