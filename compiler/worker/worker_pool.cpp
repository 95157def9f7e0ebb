#include "compiler/worker/worker_pool.hpp"

#include "compiler/worker/confinement.hpp"

#include <utility>

namespace stratgen {

namespace {

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
  Attempt sent = worker.channel.send(request, deadline);
  while (sent) {
    auto message = worker.channel.receive(reply_limit, deadline);
    if (!message) return tl::unexpected(message.error());
    const Deadline received = Deadline::clock::now();
    const Reaction reaction = react(std::move(*message));
    deadline += Deadline::clock::now() - received;
    if (reaction.kind == Reaction::Kind::Unreadable) return tl::unexpected(Loss::TooLarge);
    if (reaction.kind == Reaction::Kind::Done) {
      worker.used += received - start;
      return {};
    }
    sent = worker.channel.send(reaction.reply, deadline);
  }
  return sent;
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
