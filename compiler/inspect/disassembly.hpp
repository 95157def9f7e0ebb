// Private to compiler/inspect: an object's machine code as text.
#pragma once

#include "compiler/inspect/listing.hpp"

#include <string_view>
#include <vector>

namespace stratgen {

// `object` is for this machine; without line tables no instruction has a place.
Result<std::vector<MachineFunction>> disassemble(std::string_view object);

}  // namespace stratgen
