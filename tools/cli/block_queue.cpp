#include "tools/cli/block_queue.hpp"

#include <utility>

namespace stratgen {
namespace {

// What is here when the process is killed is lost, so it is little.
constexpr std::size_t most_waiting = 4;

}  // namespace

BlockQueue::BlockQueue(std::function<Result<void>(const SweptBlock&)> take)
    : take_(std::move(take)), thread_([this] { run(); }) {}

BlockQueue::~BlockQueue() { (void)finish(); }

Result<void> BlockQueue::push(SweptBlock block) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return error_ || waiting_.size() < most_waiting; });
  if (error_) return tl::unexpected(*error_);
  waiting_.push_back(std::move(block));
  changed_.notify_all();
  return {};
}

Result<void> BlockQueue::finish() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  if (error_) return tl::unexpected(*error_);
  return {};
}

void BlockQueue::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const SweptBlock block = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    lock.unlock();
    auto taken = take_(block);
    lock.lock();
    if (taken) continue;
    error_ = std::move(taken.error());
    changed_.notify_all();
    return;
  }
}

}  // namespace stratgen
