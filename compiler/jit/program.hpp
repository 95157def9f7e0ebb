// Object code, linked into this process and callable. Of the process it sees the symbols that it is
// given, libm's functions and memcpy, memmove and memset; anything else does not resolve.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/program.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace stratgen {

struct JitOptions {
  bool debugger = false;  // what is linked is registered with gdb
  // If there is one, jit-<pid>.dump is written there: what `perf inject --jit` reads. The folder
  // exists; an Error if the file cannot be written.
  std::filesystem::path perf_folder = {};
};

// The linker that programs share. Outlives them; may be used from many threads at once.
class Jit {
 public:
  static Result<Jit> create(const JitOptions& options = {});

  Jit(Jit&&) noexcept;
  Jit& operator=(Jit&&) noexcept;
  ~Jit();

 private:
  friend class LinkedProgram;
  struct Session;
  explicit Jit(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
};

// Owns the machine code of one strategy; the code is unmapped when this dies, so no entry() may
// outlive it.
class LinkedProgram {
 public:
  // `object` is from compile(). An object that needs a symbol it may not have is an Error that
  // names it.
  static Result<LinkedProgram> link(Jit& jit, std::string_view object,
                                    std::span<const HostSymbol> symbols);

  LinkedProgram(LinkedProgram&&) noexcept;
  LinkedProgram& operator=(LinkedProgram&&) noexcept;
  ~LinkedProgram();

  StrategyEntry entry() const { return entry_; }

 private:
  struct Code;
  LinkedProgram(std::unique_ptr<Code> code, StrategyEntry entry);

  std::unique_ptr<Code> code_;
  StrategyEntry entry_;
};

}  // namespace stratgen
