// The first line of a CSV file of bars: which column holds what.
#pragma once

#include "runtime/base/result.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace stratgen {

enum CsvColumn : std::size_t {
  CsvTime,
  CsvOpen,
  CsvHigh,
  CsvLow,
  CsvClose,
  CsvVolume,
  CsvColumns  // how many there are
};

struct CsvHeader {
  std::array<std::optional<std::size_t>, CsvColumns> field;  // its place in a row, from 0
  std::size_t fields = 0;
  bool time_is_named = false;  // false: the first column without a name, pandas' index
};

// Splits one line at its separators. Quotes around a field and blanks around it are taken off; the
// views point into `line`. False if a quote is not closed.
bool split_csv_line(std::string_view line, std::vector<std::string_view>& fields,
                    char separator = ',');

// Names count in any case: Open, High, Low, Close; Volume and Date, Datetime, Time or Timestamp
// where there are any. `file` is for the message.
Result<CsvHeader> parse_csv_header(std::string_view line, std::string_view file);

}  // namespace stratgen
