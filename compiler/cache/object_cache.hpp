// Object code on disk, so that a strategy that was compiled and tried once is only linked from then
// on. It is native code: the folder belongs to one user, and is refused if others could write to
// it. Processes may share it; what is damaged or half-written counts as absent.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/base/file_descriptor.hpp"
#include "runtime/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace stratgen {

// Keys are those of object_key(). May be used from many threads at once.
class ObjectCache {
 public:
  // Makes the folder, for this user alone. An Error if it cannot be made or opened, or if others
  // may write to it. In a folder that cannot be written to, what is there is found.
  static Result<ObjectCache> open(const std::filesystem::path& folder,
                                  std::size_t max_bytes = std::size_t{256} << 20);

  // Nothing if the object is not there, not ours, or not whole; in these cases its file is removed.
  std::optional<CompiledObject> find(const std::string& key) const;
  // What was not used for longest makes room. An object of more than a sixteenth of max_bytes is
  // an Error.
  Result<void> store(const std::string& key, const CompiledObject& object) const;

 private:
  ObjectCache(FileDescriptor folder, std::size_t max_bytes);

  std::size_t max_shard_bytes() const;
  Result<void> write(const std::string& name, std::string_view bytes) const;
  void make_room(const std::string& shard) const;

  FileDescriptor folder_;
  std::size_t max_bytes_;
};

}  // namespace stratgen
