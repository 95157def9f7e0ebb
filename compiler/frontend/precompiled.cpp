#include "compiler/frontend/precompiled.hpp"

#include "compiler/frontend/arguments.hpp"
#include "embedded/contract_headers.hpp"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Serialization/ASTWriter.h>
#include <clang/Serialization/PCHContainerOperations.h>

#include <memory>

namespace stratgen {

namespace {

class PrecompileAction final : public clang::ASTFrontendAction {
 public:
  std::shared_ptr<clang::PCHBuffer> buffer = std::make_shared<clang::PCHBuffer>();

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance,
                                                        llvm::StringRef) override {
    return std::make_unique<clang::PCHGenerator>(
        instance.getPreprocessor(), instance.getModuleCache(), precompiled_path, "", buffer,
        instance.getFrontendOpts().ModuleFileExtensions);
  }
  clang::TranslationUnitKind getTranslationUnitKind() override { return clang::TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }
};

std::string precompile() {
  clang::IgnoringDiagConsumer ignore;
  clang::CompilerInstance instance;
  const auto invocation = make_invocation(Input::Headers);
  if (!invocation) return {};
  instance.setInvocation(invocation);
  instance.createDiagnostics(&ignore, /*ShouldOwnClient=*/false);
  instance.createFileManager(make_contract_files());
  PrecompileAction action;
  if (!instance.ExecuteAction(action) || !action.buffer->IsComplete) return {};
  return std::string(action.buffer->Data.begin(), action.buffer->Data.end());
}

}  // namespace

const std::string& precompiled_contract() {
  static const std::string precompiled = precompile();
  return precompiled;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> make_contract_files() {
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const EmbeddedFile& header : contract_headers())
    files->addFileNoOwn(header_folder + "/" + std::string(header.path), 0,
                        llvm::MemoryBufferRef(header.text, header.path));
  return files;
}

}  // namespace stratgen
