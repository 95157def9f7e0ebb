// Private to compiler/inspect: symbols as people call them.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

// "_ZN3Sma4nextEi" as "Sma::next(int)", without what it returns and the namespaces that all of the
// contract is in. Other texts stay.
std::string signature(std::string_view symbol);

// "Sma::next()", whatever it takes.
std::string call_name(std::string_view symbol);

// "next"
std::string base_name(std::string_view symbol);

}  // namespace stratgen
