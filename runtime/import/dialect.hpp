// How a file writes its table of bars: found out from its first lines, and from all of them where
// these leave a choice.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/column_names.hpp"
#include "runtime/import/date_text.hpp"
#include "runtime/import/format_hints.hpp"
#include "runtime/import/number_text.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Where the numbers of a bar stand in a row.
struct BarFields {
  std::string symbol;  // as the header calls the market; empty if it does not
  std::array<std::optional<std::size_t>, bar_columns> field;

  bool has(BarPart column) const { return field[place(column)].has_value(); }
};

struct Dialect {
  char separator = ',';
  std::size_t fields = 0;      // in a row
  std::size_t first_row = 0;   // offset of the first line below the header
  std::size_t first_line = 1;  // and its number
  std::string_view header;     // the line with the names; empty if there is none
  std::size_t date = 0;
  std::optional<std::size_t> time_of_day;
  std::optional<std::size_t> symbol;
  // One; or several, of markets side by side or of columns that are there twice.
  std::vector<BarFields> bars;
  DateReading dates;
  NumberStyle numbers;
  std::optional<TimeZone> timezone;      // of times without an offset, where it is known
  std::vector<std::string> conclusions;  // what people should hear, in a few words each

  bool has_many_markets() const { return bars.size() > 1 && bars[0].symbol != bars[1].symbol; }
};

// `file` is for messages. An Error names the line, or the choice that the file leaves open and the
// hint that makes it.
Result<Dialect> find_dialect(std::string_view text, std::string_view file,
                             const FormatHints& hints);

}  // namespace stratgen
