// The cells of a sweep's file as CSV.
#pragma once

#include "runtime/sweep/sweep_store.hpp"

#include <filesystem>

namespace stratgen {

// Written beside the target and renamed over it.
Result<void> export_csv(const SweepStore& store, const std::filesystem::path& file);

// Whether a file begins like one that export_csv() wrote.
bool is_sweep_csv(const std::filesystem::path& file);

}  // namespace stratgen
