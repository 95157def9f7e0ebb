// The folder of a store's contents: files of bars (bar_file.hpp) named by their hash, which never
// change. All errors are Fault::Data.
#pragma once

#include "runtime/market/bars.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace stratgen {

struct BarContent {
  std::string hash;
  std::string bytes;  // to_bar_file()
};

class BarContents {
 public:
  explicit BarContents(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Bars whose columns are the mapped file, after a look at all of it: the hash is right.
  Result<Bars> read(const std::string& hash, const std::string& symbol) const;

  // When this returns they are complete and on disk. Files that are there and sound stay. Only for
  // one writer at a time, who also removes what a killed one left.
  Result<void> keep(std::span<const BarContent> contents) const;

 private:
  std::filesystem::path file_of(const std::string& hash) const;

  std::filesystem::path folder_;
};

}  // namespace stratgen
