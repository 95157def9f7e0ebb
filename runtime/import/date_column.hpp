// Which column holds the dates, and how they are to be read.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/dialect.hpp"
#include "runtime/import/table_header.hpp"
#include "runtime/import/table_text.hpp"

#include <string_view>
#include <vector>

namespace stratgen {

// Sets date, time_of_day, dates and timezone of the dialect, whose separator, fields and first row
// are known. `rows` are the first ones of the table in `text`; where they leave the order of day
// and month open, all of them are looked at: a day over 12, else the only order in which the dates
// go one way in steps of days, weeks or months. Otherwise the Error asks for dates=DMY or MDY.
Result<void> find_dates(const TableHeader& header, const std::vector<TableLine>& rows,
                        std::string_view text, std::string_view file, const FormatHints& hints,
                        Dialect& dialect);

}  // namespace stratgen
