// Private to compiler/check: the statements and expressions that a strategy may use. Nodes come in
// pre-order, so that a parent can vouch for a child: a pointer is refused by its type unless it is
// the array under a subscript, the function under a call, the object under a member, or a text that
// is handed to the API.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/SmallPtrSet.h>

#include <vector>

namespace stratgen {

class ExpressionRules {
 public:
  explicit ExpressionRules(Findings& findings) : findings_(findings) {}

  void check(const clang::Stmt& node);

  // `reference` is what a local reference is bound to: has it a name, or the reference's own
  // lifetime?
  void check_bound(const clang::Expr* reference);

  // An instance of a template shares its text with others, to which a choice may be one of
  // integers.
  void enter(bool instance) { in_instance_ = instance; }

  // The integer literals that would have to be doubles, if that mends all such choices.
  std::vector<clang::SourceLocation> literals_to_widen() const;

 private:
  void check_class(const clang::Stmt& node);
  void check_type(const clang::Expr& node);
  void check_call(const clang::CallExpr& call);
  void check_construction(const clang::CXXConstructExpr& construction);
  void check_cast(const clang::CastExpr& cast);
  void check_unary(const clang::UnaryOperator& node);
  void check_binary(const clang::BinaryOperator& node);
  void check_conditional(const clang::ConditionalOperator& node);
  void add_integer_side(const clang::Expr& side);
  void check_lambda(const clang::LambdaExpr& lambda);

  void vouch(const clang::Expr* node);
  bool vouch_text(const clang::Expr* node);
  void check_argument(const clang::ParmVarDecl& parameter, const clang::Expr& argument);
  void check_tag(const clang::Expr& node);

  Findings& findings_;
  llvm::SmallPtrSet<const clang::Expr*, 32> vouched_;
  std::vector<clang::SourceLocation> literals_, literals_of_instances_;
  bool all_are_literals_ = true;
  bool in_instance_ = false;
};

}  // namespace stratgen
