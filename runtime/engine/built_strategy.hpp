// A strategy that was compiled ahead of time and is linked with the host: tools/cmake/AheadOfTime.
#pragma once

#include <stratgen/abi.hpp>

namespace stratgen {

struct BuiltStrategy {
  const char* name;  // the strategy's class
  void (*entry)(abi::Frame*);
};

}  // namespace stratgen
