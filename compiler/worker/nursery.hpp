// Nursery: this process's hold on the process that forks workers. It is started by exec, so that
// neither this one's threads nor its memory matter, with an empty environment and no file open.
#pragma once

#include "compiler/worker/channel.hpp"
#include "compiler/worker/nursery_protocol.hpp"
#include "runtime/base/result.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace stratgen {

// How a worker's process ended.
struct Death {
  enum class Cause {
    Crash,        // of its own doing: `signal`, or 0 if it left by itself
    OutOfMemory,  // the limit on its address space
    OutOfTime,    // the limits on its CPU time
    NotConfined,  // the system does not let it be confined
    Outside,      // somebody killed it, or the nursery is gone
  };
  Cause cause = Cause::Outside;
  int signal = 0;
};
Death cause_of_death(int wait_status);

struct ForkedWorker {
  pid_t pid = 0;  // the nursery's child: not to be signalled from here
  Channel channel;
};

// May be used from many threads at once.
class Nursery {
 public:
  // Returns before the process is warm; the first fork() waits for that.
  static Result<std::unique_ptr<Nursery>> start(const std::filesystem::path& program,
                                                std::chrono::milliseconds cpu_limit,
                                                std::size_t memory);
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;
  // Ends all its workers too.
  ~Nursery();

  // Nothing if the nursery is gone or does not answer.
  std::optional<ForkedWorker> fork();
  void kill(pid_t worker);
  Death end(pid_t worker);
  // It answered to all that it was asked.
  bool is_alive();

  pid_t pid() const { return pid_; }

 private:
  Nursery(pid_t pid, FileDescriptor socket) : pid_(pid), socket_(std::move(socket)) {}

  std::optional<NurseryAnswer> ask(NurseryRequest request);

  const pid_t pid_;
  std::mutex mutex_;  // one question at a time
  FileDescriptor socket_;
  bool alive_ = true;
};

}  // namespace stratgen
