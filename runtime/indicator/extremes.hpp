// The largest and smallest value of each window, and where it is.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// y[i] for i >= n - 1
void highest(Input x, std::size_t n, Output y);
void lowest(Input x, std::size_t n, Output y);

// The bar of the extreme, the newest on ties; as a number of x, from 0.
void highest_bar(Input x, std::size_t n, Output y);
void lowest_bar(Input x, std::size_t n, Output y);

}  // namespace stratgen::indicator
