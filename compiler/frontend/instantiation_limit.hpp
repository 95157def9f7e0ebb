// Private to compiler/frontend: ends a parse that templates blow up. A nesting is bounded by
// -ftemplate-depth; this bounds their number, and the size of expressions over series, both of
// which a line can double.
#pragma once

#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/TemplateInstCallback.h>
#include <llvm/ADT/DenseMap.h>

#include <atomic>

namespace stratgen {

// Sets `progress` to the offset of `place`, if that is in the strategy's own text.
void note_progress(const clang::SourceManager& sources, clang::SourceLocation place,
                   std::atomic<int>& progress);

class InstantiationLimit final : public clang::TemplateInstantiationCallback {
 public:
  using Context = clang::Sema::CodeSynthesisContext;

  InstantiationLimit(const clang::SourceManager& sources, std::atomic<int>* progress)
      : sources_(sources), progress_(progress) {}

  void initialize(const clang::Sema&) override {}
  void finalize(const clang::Sema&) override {}
  void atTemplateBegin(const clang::Sema& sema, const Context& context) override;
  void atTemplateEnd(const clang::Sema&, const Context&) override {}

 private:
  unsigned weight(const clang::CXXRecordDecl& record);

  const clang::SourceManager& sources_;
  std::atomic<int>* progress_;
  unsigned count_ = 0;
  llvm::DenseMap<const clang::CXXRecordDecl*, unsigned> weights_;
};

}  // namespace stratgen
