#include "runtime/engine/indicator_work.hpp"

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

struct Work {
  std::string_view name;
  std::size_t per_bar;
  std::size_t values_per_unit = 0;  // of the window, looked at again at each bar; 0 is none
};

// Those that take longer than the others by an order of magnitude, as measured.
constexpr std::array slow = {
    Work{"avgdev", 4, 8},     Work{"cci", 4, 8},        Work{"median", 16, 32},
    Work{"quantile", 16, 32}, Work{"rank", 16, 32},     Work{"ht_dcperiod", 24},
    Work{"ht_phasor", 24},    Work{"ht_trendline", 32}, Work{"mama", 32},
    Work{"ht_dcphase", 400},  Work{"ht_sine", 400},     Work{"ht_trendmode", 400},
};
constexpr Work other = {"", 6};
constexpr std::size_t per_call = 500;

}  // namespace

std::size_t indicator_work(std::string_view name, std::span<const double> params,
                           std::size_t bars) {
  const auto* const found = std::ranges::find(slow, name, &Work::name);
  const Work& work = found == slow.end() ? other : *found;
  std::size_t units = work.per_bar;
  if (work.values_per_unit != 0 && !params.empty() && params[0] > 0) {
    const double window = std::min(params[0], static_cast<double>(bars));
    units += static_cast<std::size_t>(window) / work.values_per_unit;
  }
  return per_call + bars * units;
}

}  // namespace stratgen
