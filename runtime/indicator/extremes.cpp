#include "runtime/indicator/extremes.hpp"

#include "runtime/indicator/sliding.hpp"

#include <functional>

namespace stratgen::indicator {
namespace {

struct Max {
  double v = -infinity;
  Max operator+(const Max& b) const { return {v > b.v ? v : b.v}; }
};
struct Min {
  double v = infinity;
  Min operator+(const Min& b) const { return {v < b.v ? v : b.v}; }
};

template <class Extreme>
void extreme(Input x, std::size_t n, Output y) {
  fold_windows<Extreme>(
      x.size(), n, [&](std::size_t i, std::size_t) { return Extreme{x[i]}; },
      [&](std::size_t i, std::size_t, Extreme e) { y[i] = e.v; });
}

// A queue of the bars that may still become the extreme: `beats` holds between neighbours, so that
// the front is the extreme of the window.
template <class Beats>
void extreme_bar(Input x, std::size_t n, Beats beats, Output y) {
  std::vector<std::size_t> queue(x.size());
  std::size_t front = 0, back = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    while (back > front && !beats(x[queue[back - 1]], x[i])) --back;
    queue[back++] = i;
    if (queue[front] + n <= i) ++front;
    if (i + 1 >= n) y[i] = static_cast<double>(queue[front]);
  }
}

void add_first_bar(const Call& c) {
  for (double& bar : c.out[0]) bar += static_cast<double>(c.first_bar);
}

void midpoint(const Call& c, Input high, Input low) {
  Column top(c.size());
  highest(high, c.window(), top);
  lowest(low, c.window(), c.out[0]);
  for (std::size_t i = c.window() - 1; i < c.size(); ++i) c.out[0][i] = (top[i] + c.out[0][i]) / 2;
}

}  // namespace

void highest(Input x, std::size_t n, Output y) { extreme<Max>(x, n, y); }
void lowest(Input x, std::size_t n, Output y) { extreme<Min>(x, n, y); }
void highest_bar(Input x, std::size_t n, Output y) { extreme_bar(x, n, std::greater<>{}, y); }
void lowest_bar(Input x, std::size_t n, Output y) { extreme_bar(x, n, std::less<>{}, y); }

std::vector<Definition> extreme_functions() {
  constexpr bool takes_infinity = true;
  return {
      {{"highest", {"real"}, {window(30)}, {"value"}},
       values_of_window,
       windowed<highest>,
       takes_infinity},
      {{"lowest", {"real"}, {window(30)}, {"value"}},
       values_of_window,
       windowed<lowest>,
       takes_infinity},
      {{"maxindex", {"real"}, {window(30)}, {"bar"}},
       values_of_window,
       [](const Call& c) {
         highest_bar(c.in[0], c.window(), c.out[0]);
         add_first_bar(c);
       },
       takes_infinity},
      {{"minindex", {"real"}, {window(30)}, {"bar"}},
       values_of_window,
       [](const Call& c) {
         lowest_bar(c.in[0], c.window(), c.out[0]);
         add_first_bar(c);
       },
       takes_infinity},
      {{"minmax", {"real"}, {window(30)}, {"min", "max"}},
       values_of_window,
       [](const Call& c) {
         lowest(c.in[0], c.window(), c.out[0]);
         highest(c.in[0], c.window(), c.out[1]);
       },
       takes_infinity},
      {{"midpoint", {"real"}, {window(14)}, {"value"}},
       values_of_window,
       [](const Call& c) { midpoint(c, c.in[0], c.in[0]); }},
      {{"midprice", {"high", "low"}, {window(14)}, {"value"}},
       values_of_window,
       [](const Call& c) { midpoint(c, c.in[0], c.in[1]); }},
  };
}

}  // namespace stratgen::indicator
