// BlockQueue: a thread of its own takes the blocks of a sweep, so that those who compute them need
// not wait for a disk.
#pragma once

#include "runtime/sweep/sweep.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace stratgen {

// A block that owns its cells, which are numbered over the whole sweep.
struct SweptBlock {
  std::size_t part = 0;
  std::uint64_t block = 0;
  std::uint64_t excluded = 0;
  std::vector<CellResult> cells;
};

class BlockQueue {
 public:
  // `take` is called on the thread of the queue, block by block.
  explicit BlockQueue(std::function<Result<void>(const SweptBlock&)> take);
  ~BlockQueue();
  BlockQueue(const BlockQueue&) = delete;
  BlockQueue& operator=(const BlockQueue&) = delete;

  // Waits while the queue is full. The Error is the one `take` ended with.
  Result<void> push(SweptBlock block);
  // Waits until everything is taken.
  Result<void> finish();

 private:
  void run();

  std::function<Result<void>(const SweptBlock&)> take_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<SweptBlock> waiting_;
  std::optional<Error> error_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the others
};

}  // namespace stratgen
