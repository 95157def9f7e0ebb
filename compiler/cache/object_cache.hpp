// Object code on disk, so that a strategy that was compiled and tried once is only linked from then
// on. The folder belongs to one user and is refused if others could write to it: it holds native
// code. Processes may share it; what is damaged or half-written counts as absent.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Names an object by everything that decides its machine code: source, contract headers, options,
// LLVM's and our version, CPU and its features. 64 hexadecimal digits.
std::string object_key(std::string_view source, const CompileOptions& options);

class ObjectCache {
 public:
  // Makes the folder, readable by nobody else. An Error if it cannot, or if the folder is not safe.
  static Result<ObjectCache> open(std::filesystem::path folder,
                                  std::size_t max_bytes = std::size_t{256} << 20);

  // Nothing if the object is not there, not ours, or not whole.
  std::optional<CompiledObject> find(const std::string& key) const;
  // What was not used longest makes room.
  Result<void> store(const std::string& key, const CompiledObject& object) const;

 private:
  ObjectCache(std::filesystem::path folder, std::size_t max_bytes);

  std::filesystem::path folder_;
  std::size_t max_bytes_;
};

}  // namespace stratgen
