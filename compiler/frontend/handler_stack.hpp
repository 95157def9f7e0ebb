// A stack of its own for handlers of signals: one that clang has filled leaves them no room.
#pragma once

#include <csignal>
#include <vector>

namespace stratgen {

// Of this thread while one lives; then it has the one of before again.
class HandlerStack {
 public:
  HandlerStack() {
    stack_t stack{};
    stack.ss_sp = memory_.data();
    stack.ss_size = memory_.size();
    ::sigaltstack(&stack, &before_);
  }
  HandlerStack(const HandlerStack&) = delete;
  HandlerStack& operator=(const HandlerStack&) = delete;
  ~HandlerStack() { ::sigaltstack(&before_, nullptr); }

 private:
  std::vector<char> memory_ = std::vector<char>(64 << 10);
  stack_t before_{};
};

}  // namespace stratgen
