// Lists of pointers that live until all are dropped together. Their memory is used again, so that
// it comes to at most four times what was in use at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace stratgen {

class PointerLists {
 public:
  std::span<const void*> make(std::size_t size) {
    bytes_ += size * sizeof(const void*);
    while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < size) {
      ++chunk_;
      used_ = 0;
    }
    if (chunk_ == chunks_.size()) {
      // Each is twice the one before, so that those too small to be used again hardly matter.
      const std::size_t room = chunks_.empty() ? 64 : 2 * chunks_.back().size;
      const std::size_t length = std::max(size, room);
      chunks_.push_back({std::make_unique<const void*[]>(length), length});
    }
    const std::span<const void*> list(chunks_[chunk_].pointers.get() + used_, size);
    used_ += size;
    return list;
  }
  std::size_t bytes() const { return bytes_; }  // of the lists
  void clear() { chunk_ = used_ = bytes_ = 0; }

 private:
  struct Chunk {
    std::unique_ptr<const void*[]> pointers;
    std::size_t size;
  };

  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;  // the one in use
  std::size_t used_ = 0;   // of it
  std::size_t bytes_ = 0;
};

}  // namespace stratgen
