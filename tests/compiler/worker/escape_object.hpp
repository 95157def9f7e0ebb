// The object of escape_strategy.cpp, as if a compile had made it.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/engine/data_set.hpp"
#include "tests/compiler/worker/worker_sources.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace stratgen::test {

inline CompiledObject escape_object() {
  std::ifstream in(STRATGEN_ESCAPE_OBJECT, std::ios::binary);
  return {"Escape", std::string(std::istreambuf_iterator<char>(in), {}), {}, {}};
}

// What it does instead of a system call.
inline constexpr double spin = -1, undefined_instruction = -2, null_write = -3, call_32_bits = -4;

// As an argument it stands for the address of the canary's path.
inline constexpr double path = -1;

inline Bars what_to_do(double number, double first = 0, double second = 0, double third = 0,
                       double fourth = 0) {
  return equal_bars(5, first, second, third, fourth, number);
}

}  // namespace stratgen::test
