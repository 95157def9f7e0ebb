#include "compiler/frontend/compile.hpp"

#include "compiler/check/lexer_scan.hpp"
#include "compiler/check/rules.hpp"
#include "compiler/frontend/code.hpp"
#include "compiler/frontend/debuggable.hpp"
#include "compiler/frontend/diagnostics.hpp"
#include "compiler/frontend/fuel.hpp"
#include "compiler/frontend/observed_compile.hpp"
#include "compiler/frontend/parse.hpp"
#include "compiler/frontend/precompiled.hpp"
#include "compiler/frontend/stopwatch.hpp"
#include "compiler/frontend/target.hpp"
#include "compiler/frontend/tracked_compile.hpp"
#include "compiler/frontend/tree_guards.hpp"
#include "compiler/frontend/widened.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <llvm/IR/LLVMContext.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace stratgen {

namespace {

tl::unexpected<Error> refuse(std::vector<Diagnostic> findings) {
  const Diagnostic& first = findings.front();
  const std::string place =
      first.line == 0 ? first.file : fmt::format("{}:{}:{}", first.file, first.line, first.column);
  const std::string count =
      findings.size() == 1 ? "" : fmt::format(", the first of {} findings", findings.size());
  return tl::unexpected(Error{.fault = Fault::Strategy,
                              .message = fmt::format("{}: {}{}", place, first.message, count),
                              .diagnostics = std::move(findings)});
}

std::uint64_t largest_frame(const llvm::Module& module) {
  std::uint64_t bytes = 0;
  for (const llvm::Function& function : module) bytes = std::max(bytes, frame_bytes(function));
  return bytes;
}

}  // namespace

Result<CompiledObject> compile(std::string_view source, const CompileOptions& options) {
  llvm::LLVMContext context;
  context.setDiscardValueNames(true);
  return observed_compile(context, source, options, [](const llvm::Module&) {});
}

Result<CompiledObject> tracked_compile(std::string_view source, const CompileOptions& options,
                                       std::atomic<int>& progress) {
  llvm::LLVMContext context;
  context.setDiscardValueNames(true);
  return observed_compile(context, source, options, [](const llvm::Module&) {}, &progress);
}

Result<CompiledObject> observed_compile(llvm::LLVMContext& context, std::string_view source,
                                        const CompileOptions& options,
                                        llvm::function_ref<void(const llvm::Module&)> see_optimised,
                                        std::atomic<int>* progress) {
  Stopwatch watch;
  if (options.layers.text && source.size() > options.max_bytes)
    return refuse({finding(RuleId::SourceSize,
                           fmt::format("{} of {} bytes", source.size(), options.max_bytes),
                           options.file_name, 1, 1)});
  if (options.layers.text) {
    std::vector<Diagnostic> scanned = scan_source(source, options.file_name);
    if (!scanned.empty()) return refuse(std::move(scanned));
  }
  CompiledObject result;
  result.times.scan = watch.lap();

  if (precompiled_contract().empty())
    return fail(Fault::Internal, "the contract headers do not compile");
  const auto machine = make_target_machine(options.cpu);
  if (!machine) return fail(Fault::Internal, "LLVM has no back end for this machine");
  Parsed parsed = parse(source, options, context, progress);
  const auto meant = widened(source, std::move(parsed.literals_to_widen), parsed.errors);
  if (meant) {
    source = meant->source;
    parsed = parse(source, options, context, progress);
    parsed.warnings.insert(parsed.warnings.end(), meant->warnings.begin(), meant->warnings.end());
    sort_by_position(parsed.warnings);
  }
  if (!parsed.errors.empty()) return refuse(std::move(parsed.errors));
  if (!parsed.module)
    return fail(Fault::Internal, options.file_name + ": clang made no code and gave no reason");
  result.class_name = std::move(parsed.strategy);
  result.diagnostics = std::move(parsed.warnings);
  result.times.check = parsed.check_time;
  result.times.parse = watch.lap() - parsed.check_time - parsed.emit_time;

  if (options.optimised) {
    optimise(*parsed.module, *machine, options.layers.code);
  } else {
    keep_debuggable(*parsed.module, options.layers.code);
    machine->setOptLevel(llvm::CodeGenOptLevel::None);
  }
  result.times.optimise = watch.lap() + parsed.emit_time;
  if (const std::uint64_t bytes = largest_frame(*parsed.module);
      options.layers.code && bytes > max_frame_bytes) {
    const TextPosition place = position_at(source, parsed.strategy_offset);
    return refuse({finding(RuleId::FrameSize, fmt::format("{} bytes", bytes), options.file_name,
                           place.line, place.column)});
  }
  see_optimised(*parsed.module);
  result.object = make_object(*parsed.module, *machine);
  result.times.codegen = watch.lap();
  return result;
}

}  // namespace stratgen
