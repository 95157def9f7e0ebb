// Arena: elements at addresses that stay, reused from run to run without giving memory back.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace stratgen {

template <class T>
class Arena {
 public:
  // The element may hold what an earlier run left in it.
  T& next() {
    if (size_ == room_) [[unlikely]]
      grow();
    return (*this)[size_++];
  }
  T& operator[](std::size_t i) { return chunks_[i / chunk_size][i % chunk_size]; }
  // Whether `address` is that of element `i`, whatever `i` is.
  bool holds(const T* address, std::size_t i) const {
    return i < size_ && &chunks_[i / chunk_size][i % chunk_size] == address;
  }
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }

 private:
  static constexpr std::size_t chunk_size = 64;

  void grow() {
    chunks_.push_back(std::make_unique<T[]>(chunk_size));
    room_ += chunk_size;
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0, room_ = 0;
};

}  // namespace stratgen
