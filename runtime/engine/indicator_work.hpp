// What an indicator costs to compute. It is charged whether or not the result is there already, so
// that a run does not depend on the runs before it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace stratgen {

// In units of fuel, of about 2 ns.
std::size_t indicator_work(std::string_view name, std::span<const double> params, std::size_t bars);

}  // namespace stratgen
