#include "compiler/check/jump_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/SmallPtrSet.h>

#include <vector>

namespace stratgen {

namespace {

using llvm::dyn_cast;

// Goes through the body of a switch in the order of its text.
class Jumps {
 public:
  Jumps(const clang::SwitchStmt& choice, Findings& findings) : findings_(findings) {
    for (const auto* label = choice.getSwitchCaseList(); label; label = label->getNextSwitchCase())
      labels_.insert(label);
  }

  void walk(const clang::Stmt& node) {
    if (labels_.contains(&node)) passed_.insert(in_scope_.begin(), in_scope_.end());
    if (const auto* declarations = dyn_cast<clang::DeclStmt>(&node)) note(*declarations);
    if (const auto* name = dyn_cast<clang::DeclRefExpr>(&node);
        name && passed_.contains(name->getDecl()))
      findings_.add(RuleId::PassedDeclaration, name->getLocation(),
                    fmt::format("'{}'", name->getDecl()->getNameAsString()));
    const std::size_t outer = in_scope_.size();
    const std::size_t passed_before = passed_.size();
    walk_children(node);
    // Behind a label inside of a loop is all of the loop.
    if (is_loop(node) && passed_.size() > passed_before) walk_children(node);
    // A label is no scope: what follows it belongs to the block around it.
    if (!llvm::isa<clang::SwitchCase, clang::DeclStmt>(node)) in_scope_.resize(outer);
  }

 private:
  static bool is_loop(const clang::Stmt& node) {
    return llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(node);
  }

  void walk_children(const clang::Stmt& node) {
    for (const clang::Stmt* each : node.children())
      if (each) walk(*each);
  }

  void note(const clang::DeclStmt& declarations) {
    for (const clang::Decl* each : declarations.decls())
      if (const auto* local = dyn_cast<clang::VarDecl>(each); local && local->hasLocalStorage())
        in_scope_.push_back(local);
  }

  Findings& findings_;
  llvm::SmallPtrSet<const clang::Stmt*, 16> labels_;
  llvm::SmallPtrSet<const clang::Decl*, 8> passed_;
  std::vector<const clang::Decl*> in_scope_;
};

}  // namespace

void check_jumps(const clang::SwitchStmt& choice, Findings& findings) {
  if (const clang::Stmt* const body = choice.getBody()) Jumps(choice, findings).walk(*body);
}

}  // namespace stratgen
