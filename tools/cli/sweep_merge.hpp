// stratgen sweep merge: the files of all shards of a sweep to the file of the whole.
#pragma once

#include "tools/cli/context.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stratgen {

struct MergeFlags {
  std::string out;
  std::vector<std::string> in;
  std::uint32_t top = 20;
  bool failures = false;
};

// Shows what a sweep in one run would have shown. Shards that are missing, there twice, not
// complete or of different sweeps are an Error.
Result<void> merge_sweeps(const MergeFlags& flags, Context& context);

}  // namespace stratgen
