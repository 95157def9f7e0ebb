// A child of a test that is killed, stopped or waited for.
#pragma once

#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

namespace stratgen::testing {

inline constexpr int exit_code_of_exception = 99;

// A child that runs `body` with the writing end of a pipe.
class Child {
 public:
  template <class Body>
  explicit Child(Body body) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    id_ = ::fork();
    REQUIRE(id_ >= 0);
    if (id_ == 0) {
      ::close(ends[0]);
      // What is thrown must not go on as a second run of the tests.
      try {
        ::_exit(body(ends[1]));
      } catch (...) {
        ::_exit(exit_code_of_exception);
      }
    }
    ::close(ends[1]);
    reading_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { ::close(reading_); }

  // Waits until the child has written `count` bytes in all.
  void await(int count) {
    char byte = 0;
    while (read_ < count && ::read(reading_, &byte, 1) == 1) ++read_;
  }
  // The bytes it had written when it died.
  int kill() {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
    char byte = 0;
    while (::read(reading_, &byte, 1) == 1) ++read_;
    return read_;
  }
  void stop() {
    ::kill(id_, SIGSTOP);
    ::waitpid(id_, nullptr, WUNTRACED);
  }
  void go_on() { ::kill(id_, SIGCONT); }
  int exit_code() {
    int status = 0;
    ::waitpid(id_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_ = -1;
  int reading_ = -1;
  int read_ = 0;
};

inline void report_one(int pipe) { (void)!::write(pipe, "", 1); }

// Lets the child run on for a random while that no clock decides.
inline void linger(std::mt19937& random) {
  volatile unsigned work = std::uniform_int_distribution<unsigned>(0, 10'000'000)(random);
  while (work > 0) work = work - 1;
}

}  // namespace stratgen::testing
