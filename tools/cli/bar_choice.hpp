// Bars as a command line names them: by date, or by number from 0.
#pragma once

#include "runtime/market/bars.hpp"

#include <string>

namespace stratgen {

struct BarRange {
  int first = 0, last = 0;  // both included
};

// "2020-01-02..2020-02-01", "100..120", "2020-01-02" for that day's bars, "2020-01-02.." to the
// end, "..20" from the start. No bar in it is an Error that names the range of the data.
Result<BarRange> choose_bars(const Bars& bars, const std::string& text, const char* flag);

// "2020-01-02" or "1234". On a day without a bar it is the next one.
Result<int> choose_bar(const Bars& bars, const std::string& text, const char* flag);

}  // namespace stratgen
