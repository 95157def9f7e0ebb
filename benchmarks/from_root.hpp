// What benchmarks read lies in the repository, and is named from its root.
#pragma once

#include "runtime/base/result.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace stratgen {

// What was read, or else the end of the program, with a sentence.
template <class T>
T from_root(Result<T> read) {
  if (read) return std::move(*read);
  fmt::print(stderr, "{}; run benchmarks from the root of the repository\n", read.error().message);
  std::exit(1);
}

}  // namespace stratgen
