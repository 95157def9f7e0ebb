// Private to compiler/frontend: the machine that code is made for, which is the one we run on.
#pragma once

#include <llvm/Target/TargetMachine.h>

#include <memory>
#include <string>
#include <vector>

namespace stratgen {

struct HostTarget {
  std::string triple;
  std::string cpu;
  std::vector<std::string> features;  // "+avx2", "-sse4a"
};

// Registers LLVM's back end on the first call. The object is constant from then on.
const HostTarget& host_target();

// For a CPU by LLVM's name; for the host where it is empty.
std::unique_ptr<llvm::TargetMachine> make_target_machine(const std::string& cpu = {});

}  // namespace stratgen
