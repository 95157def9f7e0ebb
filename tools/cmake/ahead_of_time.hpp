// Read before a strategy that is compiled ahead of time (clang's -include), whose text stays as it
// is: STRATGEN_STRATEGY exports a BuiltStrategy under the name in STRATGEN_SYMBOL, so that several
// strategies can be linked together. No standard header may come in here: the contract has its own
// few names in std.
#pragma once

#include <stratgen/strategy.hpp>

#include "runtime/engine/built_strategy.hpp"

#undef STRATGEN_STRATEGY
#define STRATGEN_STRATEGY(Name)                                                                  \
  static void run_strategy_(stratgen::abi::Frame* frame) { stratgen::detail::run<Name>(frame); } \
  extern "C" const stratgen::BuiltStrategy STRATGEN_SYMBOL = {#Name, run_strategy_};
