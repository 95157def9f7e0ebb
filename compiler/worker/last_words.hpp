// What a worker says before a signal or the end of its memory takes it: where in the source the
// compiler was.
#pragma once

#include <atomic>
#include <csignal>

namespace stratgen {

// While one lives, this process says over `channel` what `progress` holds and then dies of the
// signal, as it would have without. One at a time: handlers are the process's.
class LastWords {
 public:
  explicit LastWords(int channel);
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;
  ~LastWords();

  static std::atomic<int>& progress();  // an offset into the source; for tracked_compile()

 private:
  stack_t stack_before_{};  // its owner expects to find it again
};

// Before it leaves for want of memory. Nothing where no LastWords lives.
void say_last_words();

}  // namespace stratgen
