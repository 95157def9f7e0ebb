// The seam between compiler and runtime: a strategy as the engine sees it, wherever it came from
// (the JIT, an object from the cache, or a test that compiled the class ahead of time).
#pragma once

#include <stratgen/abi.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace stratgen {

using StrategyEntry = void (*)(abi::Frame*);

// `entry` is valid as long as whoever owns the machine code lives.
struct Program {
  std::string name;  // the strategy's class
  StrategyEntry entry = nullptr;
  // The line of the source that made the call returning to entry + offset; 0 if that is not known.
  // Asked for when a run fails.
  std::function<int(std::ptrdiff_t offset)> line_of = {};
};

// The functions emitted code may link against: the allow-list of symbols, and nothing else.
struct HostSymbol {
  const char* name;
  void* address;
};
std::span<const HostSymbol> host_symbols();

}  // namespace stratgen
