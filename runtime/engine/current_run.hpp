// The run whose emitted code this thread executes. Traps that the compiler inserts carry no
// argument, so this is how they find their way home.
#pragma once

namespace stratgen {

class Run;

class CurrentRun {
 public:
  explicit CurrentRun(Run& run);
  ~CurrentRun();
  CurrentRun(const CurrentRun&) = delete;
  CurrentRun& operator=(const CurrentRun&) = delete;

  static Run& get() { return *find(); }
  static Run* find();  // null if there is none

 private:
  Run* previous_;
};

}  // namespace stratgen
