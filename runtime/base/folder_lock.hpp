// FolderLock: processes and threads take turns in a folder for as long as one of these lives.
//
// SQLite waits for most locks by itself, but not while it switches a new file to WAL: those who
// open one at the same moment would fail. A folder that cannot be opened is not locked; what
// follows says why.
#pragma once

#include <filesystem>

namespace stratgen {

class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int fd_;
};

}  // namespace stratgen
