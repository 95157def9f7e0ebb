#include "compiler/jit/program.hpp"

#include "compiler/jit/perf_dump.hpp"
#include "compiler/jit/runtime_library.hpp"

#include <fmt/format.h>

#include <llvm/ExecutionEngine/JITLink/JITLink.h>
#include <llvm/ExecutionEngine/Orc/DebugObjectManagerPlugin.h>
#include <llvm/ExecutionEngine/Orc/EPCDebugObjectRegistrar.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/ExecutionEngine/Orc/TargetProcess/JITLoaderGDB.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/TargetSelect.h>

#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

namespace {

namespace orc = llvm::orc;

constexpr const char* entry_symbol = "stratgen_run";

tl::unexpected<Error> internal(llvm::Error error) {
  return fail(Fault::Internal, "linking failed: " + llvm::toString(std::move(error)));
}

void register_target_once() {
  static std::once_flag registered;
  std::call_once(registered, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
}

// What the object asks for, by name.
Result<std::vector<std::string>> undefined_symbols(const llvm::MemoryBufferRef& buffer) {
  auto object = llvm::object::ObjectFile::createELFObjectFile(buffer);
  if (!object) return internal(object.takeError());
  std::vector<std::string> names;
  for (const llvm::object::SymbolRef& each : (*object)->symbols()) {
    auto flags = each.getFlags();
    if (!flags) return internal(flags.takeError());
    if (!(*flags & llvm::object::SymbolRef::SF_Undefined)) continue;
    auto name = each.getName();
    if (!name) return internal(name.takeError());
    if (!name->empty()) names.push_back(name->str());
  }
  return names;
}

const HostSymbol* find(std::span<const HostSymbol> symbols, std::string_view name) {
  for (const HostSymbol& each : symbols)
    if (name == each.name) return &each;
  return nullptr;
}

// gdb stops where LLVM's registration function is called, and reads what it is shown.
void register_with_gdb(orc::ExecutionSession& session, orc::ObjectLinkingLayer& layer) {
  auto registrar = std::make_unique<orc::EPCDebugObjectRegistrar>(
      session, orc::ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderGDBWrapper));
  layer.addPlugin(std::make_unique<orc::DebugObjectManagerPlugin>(
      session, std::move(registrar), /*RequireDebugSections=*/false, /*AutoRegisterCode=*/true));
}

}  // namespace

struct Jit::Session {
  std::unique_ptr<orc::LLJIT> linker;
  std::atomic<unsigned long> programs = 0;  // makes their names unique
  std::unique_ptr<PerfDump> perf;
};

Jit::Jit(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Jit::Jit(Jit&&) noexcept = default;
Jit& Jit::operator=(Jit&&) noexcept = default;
Jit::~Jit() = default;

Result<Jit> Jit::create(const JitOptions& options) {
  register_target_once();
  orc::LLJITBuilder builder;
  builder.setPlatformSetUp(orc::setUpInactivePlatform);  // no initialisers, no exit handlers
  builder.setLinkProcessSymbolsByDefault(false);
  builder.setObjectLinkingLayerCreator(
      [&](orc::ExecutionSession& session,
          const llvm::Triple&) -> llvm::Expected<std::unique_ptr<orc::ObjectLayer>> {
        auto layer = std::make_unique<orc::ObjectLinkingLayer>(session);
        if (options.debugger) register_with_gdb(session, *layer);
        return layer;
      });
  auto linker = builder.create();
  if (!linker) return internal(linker.takeError());
  // What fails is returned to the caller; the session would print it as well.
  (*linker)->getExecutionSession().setErrorReporter(
      [](llvm::Error error) { llvm::consumeError(std::move(error)); });
  auto session = std::make_unique<Session>();
  session->linker = std::move(*linker);
  if (!options.perf_folder.empty()) {
    STRATGEN_TRY(session->perf, PerfDump::open(options.perf_folder));
  }
  return Jit(std::move(session));
}

struct LinkedProgram::Code {
  orc::ExecutionSession& session;
  orc::JITDylib& library;

  ~Code() {
    // Fails only if a resource manager does, which leaves nothing to be done here.
    llvm::consumeError(session.removeJITDylib(library));
  }
};

LinkedProgram::LinkedProgram(std::unique_ptr<Code> code, StrategyEntry entry)
    : code_(std::move(code)), entry_(entry) {}
LinkedProgram::LinkedProgram(LinkedProgram&&) noexcept = default;
LinkedProgram& LinkedProgram::operator=(LinkedProgram&&) noexcept = default;
LinkedProgram::~LinkedProgram() = default;

Result<LinkedProgram> LinkedProgram::link(Jit& jit, std::string_view object,
                                          std::span<const HostSymbol> symbols) {
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(object, "strategy.o");
  STRATGEN_TRY(const std::vector<std::string> needed, undefined_symbols(*buffer));
  orc::LLJIT& linker = *jit.session_->linker;
  orc::SymbolMap resolved;
  for (const std::string& name : needed) {
    const HostSymbol* symbol = find(symbols, name);
    if (!symbol) symbol = find(runtime_library(), name);
    if (!symbol)
      return fail(
          Fault::Strategy,
          fmt::format("the strategy needs '{}', which is not a function it may call", name));
    resolved[linker.mangleAndIntern(name)] = {orc::ExecutorAddr::fromPtr(symbol->address),
                                              llvm::JITSymbolFlags::Exported};
  }

  orc::ExecutionSession& session = linker.getExecutionSession();
  const unsigned long number = jit.session_->programs.fetch_add(1);
  auto code = std::unique_ptr<Code>(
      new Code{session, session.createBareJITDylib(fmt::format("strategy {}", number))});
  if (auto error = code->library.define(orc::absoluteSymbols(std::move(resolved))))
    return internal(std::move(error));
  if (auto error = linker.addObjectFile(code->library, std::move(buffer)))
    return internal(std::move(error));
  auto entry = linker.lookup(code->library, entry_symbol);
  if (!entry) return internal(entry.takeError());
  if (PerfDump* const perf = jit.session_->perf.get())
    STRATGEN_CHECK(perf->add(object, entry->toPtr<void*>()));
  return LinkedProgram(std::move(code), entry->toPtr<StrategyEntry>());
}

}  // namespace stratgen
