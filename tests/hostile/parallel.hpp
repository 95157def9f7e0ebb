// Independent pieces of work over two threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>

namespace stratgen::test {

// work(i) for 0 <= i < count.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::thread other(take);
  take();
  other.join();
}

}  // namespace stratgen::test
