// Sobol's sequence (boost, with Joe and Kuo's direction numbers of 2008), which covers all axes at
// once more evenly than random points do. The seed flips bits of each axis (a digital shift), which
// keeps that.
#include "runtime/sweep/search_axes.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <boost/random/sobol.hpp>
#include <exception>
#include <random>
#include <vector>

namespace stratgen {

Result<void> search_sobol(Trials& trials) try {
  const std::vector<SearchAxis> axes = search_axes(trials.space());
  std::vector<std::uint64_t> shifts, cells;
  std::mt19937_64 random(trials.options().seed);
  for (std::size_t a = 0; a < axes.size(); ++a) shifts.push_back(random());
  boost::random::sobol sequence(std::max<std::size_t>(axes.size(), 1));
  bool is_first = true;  // boost leaves out the first point, which is 0 on all axes
  while (!trials.ended()) {
    cells.clear();
    for (std::uint32_t i = 0; i < trials.options().batch; ++i) {
      std::uint64_t cell = 0;
      for (std::size_t a = 0; a < axes.size(); ++a) {
        const std::uint64_t point = is_first ? 0 : sequence();
        const double position = static_cast<double>((point ^ shifts[a]) >> 11) * 0x1p-53;
        cell += axes[a].index_at(position) * axes[a].stride;
      }
      cells.push_back(cell);
      is_first = false;
    }
    // Once most cells are tried, points fall on those; then any others are as good.
    const std::size_t before = trials.size();
    STRATGEN_CHECK(trials.run(cells));
    if (trials.size() > before) continue;
    cells.clear();
    trials.draw(trials.options().batch, cells);
    if (cells.empty()) break;
    STRATGEN_CHECK(trials.run(cells));
  }
  return {};
} catch (const std::exception& error) {
  return fail(Fault::Usage, std::string("Sobol's sequence failed: ") + error.what());
}

}  // namespace stratgen
