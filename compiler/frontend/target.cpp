#include "compiler/frontend/target.hpp"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>

#include <algorithm>

namespace stratgen {

namespace {

template <class T>
void set_llvm_option(llvm::StringRef name, T value) {
  auto& options = llvm::cl::getRegisteredOptions();
  const auto option = options.find(name);
  if (option != options.end()) static_cast<llvm::cl::opt<T>*>(option->second)->setValue(value);
}

// LLVM knows these choices for a whole process only.
void spare_passes_work() {
  // Loops keep their counters and addresses as the optimiser left them: x86 addresses with a base
  // and a scaled counter, and what the pass costs is a fifth of code generation.
  set_llvm_option("disable-lsr", true);
  // How many blocks back a value is looked for in memory. By default 200, for which a next() of 300
  // lines paid with a quarter of its compile time; of 300 strategies 12 came out differently.
  set_llvm_option("memdep-block-number-limit", 20u);
}

HostTarget find_host() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  spare_passes_work();
  HostTarget host{llvm::sys::getProcessTriple(), llvm::sys::getHostCPUName().str(), {}};
  for (const auto& feature : llvm::sys::getHostCPUFeatures())
    host.features.push_back((feature.second ? "+" : "-") + feature.first().str());
  std::sort(host.features.begin(), host.features.end());  // the map's order is not stable
  return host;
}

}  // namespace

const HostTarget& host_target() {
  static const HostTarget host = find_host();
  return host;
}

std::unique_ptr<llvm::TargetMachine> make_target_machine(const std::string& cpu) {
  const HostTarget& host = host_target();
  std::string error;
  const llvm::Target* const target = llvm::TargetRegistry::lookupTarget(host.triple, error);
  if (!target) return nullptr;
  const std::string features = cpu.empty() ? llvm::join(host.features, ",") : "";
  llvm::TargetOptions options;
  options.TrapUnreachable = true;  // nothing falls through to what happens to lie behind it
  options.NoTrapAfterNoreturn = true;
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      host.triple, cpu.empty() ? host.cpu : cpu, features, options, llvm::Reloc::PIC_,
      llvm::CodeModel::Small, llvm::CodeGenOptLevel::Default, /*JIT=*/true));
}

}  // namespace stratgen
