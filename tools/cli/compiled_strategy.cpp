#include "tools/cli/compiled_strategy.hpp"

namespace stratgen {

Result<CompiledStrategy> compile_strategy(Jit& jit, std::string_view source,
                                          const CompileOptions& options) {
  STRATGEN_TRY(const CompiledObject object, compile(source, options));
  STRATGEN_TRY(LinkedProgram linked, LinkedProgram::link(jit, object.object, host_symbols()));
  const StrategyEntry entry = linked.entry();
  return CompiledStrategy{std::move(linked), {object.class_name, entry}, object.times};
}

}  // namespace stratgen
