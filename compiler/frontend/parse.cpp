#include "compiler/frontend/parse.hpp"

#include "compiler/check/tree_check.hpp"
#include "compiler/frontend/arguments.hpp"
#include "compiler/frontend/diagnostics.hpp"
#include "compiler/frontend/instantiation_limit.hpp"
#include "compiler/frontend/precompiled.hpp"
#include "compiler/frontend/stopwatch.hpp"
#include "compiler/frontend/tree_guards.hpp"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclGroup.h>
#include <clang/Basic/DiagnosticSema.h>
#include <clang/CodeGen/ModuleBuilder.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Sema/Sema.h>
#include <llvm/ADT/FunctionExtras.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <iterator>
#include <utility>

namespace stratgen {

namespace {

// What clang's parser tells its code generator, kept until the tree is known to be clean.
class Recorder : public clang::ASTConsumer {
 public:
  using Replay = llvm::unique_function<void(clang::CodeGenerator&)>;

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    return keep([=](clang::CodeGenerator& to) { to.HandleTopLevelDecl(group); });
  }
  void HandleInlineFunctionDefinition(clang::FunctionDecl* function) override {
    keep([=](clang::CodeGenerator& to) { to.HandleInlineFunctionDefinition(function); });
  }
  void HandleInterestingDecl(clang::DeclGroupRef group) override {
    keep([=](clang::CodeGenerator& to) { to.HandleInterestingDecl(group); });
  }
  void HandleTagDeclDefinition(clang::TagDecl* type) override {
    keep([=](clang::CodeGenerator& to) { to.HandleTagDeclDefinition(type); });
  }
  void HandleTagDeclRequiredDefinition(const clang::TagDecl* type) override {
    keep([=](clang::CodeGenerator& to) { to.HandleTagDeclRequiredDefinition(type); });
  }
  void HandleCXXImplicitFunctionInstantiation(clang::FunctionDecl* function) override {
    keep([=](clang::CodeGenerator& to) { to.HandleCXXImplicitFunctionInstantiation(function); });
  }
  void HandleCXXStaticMemberVarInstantiation(clang::VarDecl* variable) override {
    keep([=](clang::CodeGenerator& to) { to.HandleCXXStaticMemberVarInstantiation(variable); });
  }

 protected:
  // What the generator itself causes to be loaded from the precompiled headers goes straight to it.
  void replay(clang::CodeGenerator& generator) {
    generator_ = &generator;
    for (Replay& each : events_) each(generator);
  }

 private:
  bool keep(Replay event) {
    if (generator_)
      event(*generator_);
    else
      events_.push_back(std::move(event));
    return true;
  }

  clang::CodeGenerator* generator_ = nullptr;
  std::vector<Replay> events_;
};

class Consumer final : public Recorder {
 public:
  Consumer(clang::CompilerInstance& instance, const CompileOptions& options,
           llvm::LLVMContext& context, std::atomic<int>* progress, Parsed& result)
      : instance_(instance),
        file_(options.file_name),
        layers_(options.layers),
        progress_(progress),
        context_(context),
        result_(result) {}

  // The source's last declaration asks for the bar loop to be instantiated; after an error that is
  // a quarter of the time, for nothing.
  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    if (instance_.getDiagnostics().hasErrorOccurred())
      instance_.getSema().PendingInstantiations.clear();
    return Recorder::HandleTopLevelDecl(group);
  }

  void HandleTranslationUnit(clang::ASTContext& tree) override {
    Stopwatch watch;
    const clang::DiagnosticsEngine& diagnostics = instance_.getDiagnostics();
    if (!diagnostics.hasFatalErrorOccurred()) {
      TreeReport report = check_tree(tree, file_, !diagnostics.hasErrorOccurred());
      result_.strategy = std::move(report.strategy);
      result_.strategy_offset = report.strategy_offset;
      if (layers_.tree) {
        result_.errors = std::move(report.findings);
        result_.literals_to_widen = std::move(report.literals_to_widen);
      }
    }
    if (result_.errors.empty() && !diagnostics.hasErrorOccurred()) {
      result_.errors = not_for_code(tree, file_, layers_.code);
      if (layers_.code) {
        check_explicit_casts(tree);
        clear_before_construction(tree);
        check_last_elements(tree);
      }
    }
    if (progress_) *progress_ = static_cast<int>(result_.strategy_offset);
    result_.check_time = watch.lap();
    if (diagnostics.hasErrorOccurred() || !result_.errors.empty()) return;

    const std::unique_ptr<clang::CodeGenerator> generator(clang::CreateLLVMCodeGen(
        instance_.getDiagnostics(), file_, &instance_.getVirtualFileSystem(),
        instance_.getHeaderSearchOpts(), instance_.getPreprocessorOpts(),
        instance_.getCodeGenOpts(), context_));
    generator->Initialize(tree);
    replay(*generator);
    generator->HandleTranslationUnit(tree);
    if (!diagnostics.hasErrorOccurred()) result_.module.reset(generator->ReleaseModule());
    result_.emit_time = watch.lap();
  }

 private:
  clang::CompilerInstance& instance_;
  llvm::StringRef file_;
  Layers layers_;
  std::atomic<int>* progress_;
  llvm::LLVMContext& context_;
  Parsed& result_;
};

class Action final : public clang::ASTFrontendAction {
 public:
  Action(const CompileOptions& options, llvm::LLVMContext& context, std::atomic<int>* progress,
         Parsed& result)
      : options_(options), context_(context), progress_(progress), result_(result) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(instance, options_, context_, progress_, result_);
  }
  void ExecuteAction() override {
    clang::CompilerInstance& instance = getCompilerInstance();
    instance.createSema(getTranslationUnitKind(), nullptr);
    const clang::SourceManager& sources = instance.getSourceManager();
    instance.getSema().TemplateInstCallbacks.push_back(
        std::make_unique<InstantiationLimit>(sources, progress_));
    if (progress_)
      instance.getPreprocessor().setTokenWatcher([&](const clang::Token& token) {
        note_progress(sources, token.getLocation(), *progress_);
      });
    ASTFrontendAction::ExecuteAction();
  }

 private:
  const CompileOptions& options_;
  llvm::LLVMContext& context_;
  std::atomic<int>* progress_;
  Parsed& result_;
};

// Nothing else exists here.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> make_file_system(const std::string& source) {
  auto files = make_contract_files();
  files->addFileNoOwn(precompiled_path, 0,
                      llvm::MemoryBufferRef(precompiled_contract(), precompiled_path));
  files->addFileNoOwn(source_path, 0, llvm::MemoryBufferRef(source, source_path));
  return files;
}

void set_code_options(const CompileOptions& options, clang::CodeGenOptions& code) {
  if (!options.optimised) code.OptimizationLevel = 0;
  if (options.debug_info == DebugInfo::Lines)
    code.setDebugInfo(llvm::codegenoptions::DebugLineTablesOnly);
  if (options.debug_info != DebugInfo::Full) return;
  code.setDebugInfo(llvm::codegenoptions::FullDebugInfo);
  code.MainFileName = source_path;
  const TextOnDisk& disk = options.text_on_disk;
  if (!disk.source.empty()) code.DebugPrefixMap.emplace_back(source_path, disk.source);
  if (!disk.headers.empty()) code.DebugPrefixMap.emplace_back(header_folder, disk.headers);
}

}  // namespace

Parsed parse(std::string_view source, const CompileOptions& options, llvm::LLVMContext& context,
             std::atomic<int>* progress) {
  const std::string text(source);  // clang wants the terminating zero
  DiagnosticCollector collector(options.file_name);
  Parsed result;
  {
    clang::CompilerInstance instance;
    instance.setInvocation(make_invocation(Input::Strategy));
    set_code_options(options, instance.getCodeGenOpts());
    if (!options.layers.code) instance.getLangOpts().Sanitize.clear();
    instance.getCodeGenOpts().DiscardValueNames = context.shouldDiscardValueNames();
    // After setInvocation, or the -W flags have no effect.
    instance.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
    // int& r = r; has no flag of its own.
    instance.getDiagnostics().setSeverity(clang::diag::warn_uninit_self_reference_in_reference_init,
                                          clang::diag::Severity::Error, {});
    instance.createFileManager(make_file_system(text));
    Action action(options, context, progress, result);
    instance.ExecuteAction(action);
  }
  std::vector<Diagnostic> errors = collector.take_errors();
  std::move(errors.begin(), errors.end(), std::back_inserter(result.errors));
  result.warnings = std::move(collector.warnings);
  sort_by_position(result.errors);
  sort_by_position(result.warnings);
  return result;
}

}  // namespace stratgen
