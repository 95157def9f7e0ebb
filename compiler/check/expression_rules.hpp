// Private to compiler/check: the statements and expressions that a strategy may use. Nodes come in
// pre-order, so that a parent can vouch for a child: a pointer is refused by its type unless it is
// the array under a subscript, the function under a call, the object under a member, or a text that
// is handed to the API.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace stratgen {

class ExpressionRules {
 public:
  explicit ExpressionRules(Findings& findings) : findings_(findings) {}

  void check(const clang::Stmt& node);

  // `reference` is what a local reference is bound to: has it a name, or the reference's own
  // lifetime?
  void check_bound(const clang::Expr* reference);

 private:
  void check_class(const clang::Stmt& node);
  void check_type(const clang::Expr& node);
  void check_call(const clang::CallExpr& call);
  void check_construction(const clang::CXXConstructExpr& construction);
  void check_cast(const clang::CastExpr& cast);
  void check_unary(const clang::UnaryOperator& node);
  void check_binary(const clang::BinaryOperator& node);
  void check_conditional(const clang::ConditionalOperator& node);
  void check_lambda(const clang::LambdaExpr& lambda);

  void vouch(const clang::Expr* node);
  bool vouch_text(const clang::Expr* node);
  void check_argument(const clang::ParmVarDecl& parameter, const clang::Expr& argument);
  void check_tag(const clang::Expr& node);

  Findings& findings_;
  llvm::SmallPtrSet<const clang::Expr*, 32> vouched_;
};

}  // namespace stratgen
