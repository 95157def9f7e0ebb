// SweepFile: where a command line wants the cells of a sweep: a SQLite file, or a CSV file that is
// made of one in the end.
#pragma once

#include "runtime/sweep/sweep_store.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace stratgen {

class SweepFile {
 public:
  // What is there is gone on with if it is of this sweep; with `reset` it is replaced, if it is of
  // any sweep.
  static Result<SweepFile> open(const std::filesystem::path& file, bool reset,
                                const SweepIdentity& identity, std::span<const SweepPart> parts);

  SweepStore& store() { return store_; }

  // The store is finished; the file that was asked for is complete.
  Result<void> close();

 private:
  SweepFile(std::filesystem::path file, SweepStore store)
      : file_(std::move(file)), store_(std::move(store)) {}

  std::filesystem::path file_;
  SweepStore store_;
};

}  // namespace stratgen
