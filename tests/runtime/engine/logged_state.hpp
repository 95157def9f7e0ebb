// What is held and what waits at the close of a bar, as one line, so that the end of a short run
// can be compared with the middle of a long one.
#pragma once

#include "runtime/engine/order_event.hpp"
#include "runtime/engine/report.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace logged_state {

// At the last bar of a run, from its report.
std::string at_end(const stratgen::Report& report);

// At each of `bars` bars, from all that happened to the orders of a run.
std::vector<std::string> at_each_bar(const stratgen::OrderLog& log, std::size_t bars);

}  // namespace logged_state
