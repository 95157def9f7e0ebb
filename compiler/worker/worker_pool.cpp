#include "compiler/worker/worker_pool.hpp"

#include "compiler/worker/confinement.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace stratgen {

namespace {

constexpr int patience = 10;  // times the deadline

// Of a process since it began; the most there is if it is gone.
Deadline::duration processor_time(pid_t process) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
    return Deadline::duration::max();
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

WorkerFailure failure_of(const Death& death) {
  switch (death.cause) {
    case Death::Cause::OutOfMemory:
      return {WorkerFailure::Cause::OutOfMemory, 0, {}};
    case Death::Cause::OutOfTime:
      return {WorkerFailure::Cause::OutOfTime, 0, {}};
    case Death::Cause::NotConfined:
      return {WorkerFailure::Cause::NoWorker, 0,
              "this system does not let a worker be confined by seccomp and resource limits"};
    case Death::Cause::Crash:
    case Death::Cause::Outside:
      break;
  }
  return {WorkerFailure::Cause::Crash, death.signal, {}};
}

}  // namespace

std::optional<WorkerFailure> WorkerPool::ask(const Message& request, Use use, const React& react) {
  {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return busy_ < options_.count; });
    ++busy_;
  }
  bool killed_from_outside = false;
  auto failure = ask_once(request, use, react, killed_from_outside);
  if (killed_from_outside) failure = ask_once(request, use, react, killed_from_outside);
  {
    const std::scoped_lock lock(mutex_);
    --busy_;
  }
  freed_.notify_one();
  return failure;
}

std::optional<WorkerFailure> WorkerPool::ask_once(const Message& request, Use use,
                                                  const React& react, bool& killed_from_outside) {
  killed_from_outside = false;
  auto worker = take(use);
  if (!worker) return std::move(worker.error());
  const Attempt attempt = talk(*worker, request, react);
  if (attempt) {
    if (use == Use::Shared)
      put_back(std::move(*worker));
    else
      worker->nursery->kill(worker->pid);
    return std::nullopt;
  }
  if (attempt.error() == Loss::Closed) {
    const Death death = worker->nursery->end(worker->pid);
    killed_from_outside = death.cause == Death::Cause::Outside;
    return failure_of(death);
  }
  // Nobody waits until two gigabytes are given back.
  worker->nursery->kill(worker->pid);
  const bool late = attempt.error() == Loss::Late;
  return WorkerFailure{
      late ? WorkerFailure::Cause::OutOfTime : WorkerFailure::Cause::Unreadable, 0, {}};
}

WorkerPool::Attempt WorkerPool::talk(Worker& worker, const Message& request,
                                     const React& react) const {
  const Deadline start = Deadline::clock::now();
  Deadline deadline = start + options_.deadline;
  Deadline last = start + patience * options_.deadline;
  const Deadline::duration used_before = processor_time(worker.pid);
  Attempt sent = worker.channel.send(request, last);
  while (sent) {
    if (auto waited = await(worker, used_before, deadline, last); !waited) return waited;
    auto message = worker.channel.receive(reply_limit, last);
    if (!message) return tl::unexpected(message.error());
    const Deadline received = Deadline::clock::now();
    const Reaction reaction = react(std::move(*message));
    const auto reacted = Deadline::clock::now() - received;
    deadline += reacted;
    last += reacted;
    if (reaction.kind == Reaction::Kind::Unreadable) return tl::unexpected(Loss::TooLarge);
    if (reaction.kind == Reaction::Kind::Done) {
      worker.used += received - start;
      return {};
    }
    sent = worker.channel.send(reaction.reply, last);
  }
  return sent;
}

// A worker that had to share its core gets what it lacks. One that had nearly all of its time is
// not waited for: its own limit would end it, and giving back two gigabytes takes a while.
WorkerPool::Attempt WorkerPool::await(const Worker& worker, Deadline::duration used_before,
                                      Deadline& deadline, Deadline last) const {
  while (true) {
    Attempt waited = worker.channel.wait(deadline);
    if (waited || waited.error() != Loss::Late || deadline >= last) return waited;
    const auto used = processor_time(worker.pid) - used_before;
    if (used > options_.deadline - options_.deadline / 20) return waited;
    deadline = std::min(last, Deadline::clock::now() + (options_.deadline - used));
  }
}

// --- Who works ---

tl::expected<WorkerPool::Worker, WorkerFailure> WorkerPool::take(Use use) {
  if (use == Use::Shared) {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      Worker worker = std::move(idle_.back());
      idle_.pop_back();
      return worker;
    }
  }
  return fork();
}

void WorkerPool::put_back(Worker worker) {
  if (worker.used > worker_life) {
    worker.nursery->kill(worker.pid);
    return;
  }
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(worker));
}

Result<std::shared_ptr<Nursery>> WorkerPool::living_nursery() {
  const std::scoped_lock lock(nursery_mutex_);
  if (!nursery_ || !nursery_->is_alive()) {
    STRATGEN_TRY(nursery_, Nursery::start(options_.program, options_.deadline, options_.memory));
  }
  return nursery_;
}

tl::expected<WorkerPool::Worker, WorkerFailure> WorkerPool::fork() {
  std::string reason = options_.program.string() + " does not start";
  for (int tries = 0; tries < 2; ++tries) {  // the nursery may have died since the last time
    const auto nursery = living_nursery();
    if (!nursery) {
      reason = nursery.error().message;
      break;
    }
    if (auto forked = (*nursery)->fork())
      return Worker{*nursery, forked->pid, std::move(forked->channel), {}};
  }
  return tl::unexpected(WorkerFailure{WorkerFailure::Cause::NoWorker, 0, reason});
}

}  // namespace stratgen
