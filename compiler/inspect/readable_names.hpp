// Private to compiler/inspect: symbols as people call them.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

// "_ZN3Sma4nextEv" as "Sma::next()", without the namespaces that all of the contract is in. Other
// texts stay.
std::string readable_name(std::string_view symbol);

}  // namespace stratgen
