#include "compiler/frontend/host_names.hpp"

#include <llvm/ADT/STLExtras.h>

namespace stratgen {

namespace {

constexpr llvm::StringLiteral of_checks[] = {"sg_budget", "sg_out_of_fuel", "sg_stack_overflow",
                                             "sg_trap"};

// As the linker sees it: asm("name") puts a \1 before it.
llvm::StringRef linker_name(const llvm::GlobalValue& value) {
  llvm::StringRef name = value.getName();
  name.consume_front("\1");
  return name;
}

}  // namespace

void keep_host_names(llvm::Module& module) {
  for (llvm::GlobalValue& value : module.global_values()) {
    const llvm::StringRef name = linker_name(value);
    if (!name.starts_with("sg_")) continue;
    if (!value.isDeclaration() || llvm::is_contained(of_checks, name) || name != value.getName())
      value.setName("source." + name);
  }
}

}  // namespace stratgen
