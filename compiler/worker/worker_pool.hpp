// The workers of this process: who is idle, who is busy, and what became of one that was lost.
#pragma once

#include "compiler/worker/messages.hpp"
#include "compiler/worker/nursery.hpp"
#include "runtime/base/result.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct WorkerOptions {
  std::filesystem::path program;  // the executable stratgen_worker
  int count = 1;                  // at most so many at once; started when they are needed
  // Of a compile, and of a trial. On a busy machine it counts the worker's processor time, until
  // ten times as long has passed.
  std::chrono::milliseconds deadline{2000};
  std::size_t memory = std::size_t{2} << 30;  // address space of a worker, in bytes
};

// Why a request has no answer.
struct WorkerFailure {
  enum class Cause { Crash, OutOfMemory, OutOfTime, Unreadable, NoWorker };
  Cause cause = Cause::Crash;
  int signal = 0;      // of a crash; 0 if the process left by itself
  std::string reason;  // of NoWorker
};

// May be used from many threads at once; a call waits while all workers are busy.
class WorkerPool {
 public:
  enum class Use {
    Shared,  // by many requests, one after the other
    Single,  // by this one only
  };
  // What to do about a message from a worker.
  struct Reaction {
    enum class Kind { Done, Reply, Unreadable };
    Kind kind = Kind::Done;
    Message reply = {};
  };
  using React = std::function<Reaction(Message)>;

  explicit WorkerPool(WorkerOptions options) : options_(std::move(options)) {}

  // Nothing if a worker's answer was what `react` wanted. The deadline does not count the time that
  // `react` takes. A worker that was killed from outside is replaced once.
  std::optional<WorkerFailure> ask(const Message& request, Use use, const React& react);

  const WorkerOptions& options() const { return options_; }

 private:
  struct Worker {
    std::shared_ptr<Nursery> nursery;
    pid_t pid = 0;
    Channel channel;
    Deadline::duration used{0};
  };
  using Attempt = tl::expected<void, Loss>;

  std::optional<WorkerFailure> ask_once(const Message& request, Use use, const React& react,
                                        bool& killed_from_outside);
  Attempt talk(Worker& worker, const Message& request, const React& react) const;
  Attempt await(const Worker& worker, Deadline::duration used_before, Deadline& deadline,
                Deadline last) const;
  tl::expected<Worker, WorkerFailure> take(Use use);
  tl::expected<Worker, WorkerFailure> fork();
  void put_back(Worker worker);
  Result<std::shared_ptr<Nursery>> living_nursery();

  const WorkerOptions options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int busy_ = 0;
  std::vector<Worker> idle_;
  std::mutex nursery_mutex_;  // no two threads start one
  std::shared_ptr<Nursery> nursery_;
};

}  // namespace stratgen
