// What a worker says before a signal or the end of its memory takes it: where in the source the
// compiler was.
#pragma once

#include "compiler/frontend/handler_stack.hpp"

#include <atomic>

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
  HandlerStack stack_;
};

// Before it leaves for want of memory. Nothing where no LastWords lives.
void say_last_words();

}  // namespace stratgen
