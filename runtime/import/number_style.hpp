// Decimal points or commas, and marks between thousands: concluded from the numbers of a table.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/dialect.hpp"
#include "runtime/import/table_text.hpp"

#include <string_view>
#include <vector>

namespace stratgen {

// Sets numbers of the dialect, all else of which is known. Where the first rows leave it open
// (1,234), the whole text is looked at; then the Error asks for decimal=point or decimal=comma.
Result<void> find_number_style(const std::vector<TableLine>& rows, std::string_view text,
                               std::string_view file, const FormatHints& hints, Dialect& dialect);

}  // namespace stratgen
