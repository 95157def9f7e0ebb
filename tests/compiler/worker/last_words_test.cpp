#include "compiler/worker/last_words.hpp"

#include "compiler/worker/messages.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <optional>

using namespace stratgen;

namespace {

struct End {
  std::optional<int> progress;
  int status = 0;
};

// Of a process that does `last`, 123 bytes into a source.
End end_of(const std::function<void()>& last) {
  auto pair = make_channel_pair();
  REQUIRE(pair);
  const pid_t child = ::fork();
  if (child == 0) {
    const LastWords words(pair->theirs.get());
    LastWords::progress() = 123;
    last();
    ::_exit(0);
  }
  {
    const FileDescriptor theirs = std::move(pair->theirs);
  }
  End end;
  if (const auto message = Channel(std::move(pair->ours)).receive(reply_limit))
    end.progress = read_progress(*message);
  CHECK(::waitpid(child, &end.status, 0) == child);
  return end;
}

}  // namespace

TEST_CASE("a process that a signal takes says where it was, and dies of that signal") {
  for (const int signal : {SIGSEGV, SIGABRT, SIGPROF, SIGILL}) {
    CAPTURE(signal);
    const End end = end_of([signal] { std::raise(signal); });
    CHECK(end.progress == 123);
    CHECK(WIFSIGNALED(end.status));
    CHECK(WTERMSIG(end.status) == signal);
  }
}

TEST_CASE("it says so once, on request as well, and nothing when all went well") {
  const End asked = end_of([] {
    say_last_words();
    say_last_words();
  });
  CHECK(asked.progress == 123);
  CHECK(WIFEXITED(asked.status));
  CHECK_FALSE(end_of([] {}).progress);
}
