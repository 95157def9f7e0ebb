#include "compiler/check/anchored.hpp"

#include <clang/AST/ExprCXX.h>

#include <algorithm>

namespace stratgen {

namespace {

using llvm::dyn_cast;
using llvm::isa;

bool is_anchored(const clang::Expr* node);

bool is_anchored_call(const clang::CallExpr& call) {
  const auto anchored = [&](const clang::Expr* each) {
    return !each->IgnoreParens()->isGLValue() || is_anchored(each);
  };
  if (const auto* member = dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    const auto* callee = dyn_cast<clang::MemberExpr>(member->getCallee()->IgnoreParens());
    const bool on_this = callee && callee->isArrow();
    if (!on_this && !anchored(member->getImplicitObjectArgument())) return false;
  }
  return std::all_of(call.arg_begin(), call.arg_end(), anchored);
}

bool is_anchored(const clang::Expr* node) {
  node = node->IgnoreParens();
  if (node->isTypeDependent() || node->containsErrors()) return true;
  if (const auto* temporary = dyn_cast<clang::MaterializeTemporaryExpr>(node))
    return temporary->getExtendingDecl() != nullptr;
  // A list of values lives as long as what it initialises.
  if (isa<clang::CXXStdInitializerListExpr>(node)) return true;
  if (const auto* cleanups = dyn_cast<clang::ExprWithCleanups>(node))
    return is_anchored(cleanups->getSubExpr());
  if (const auto* conversion = dyn_cast<clang::CastExpr>(node))
    return is_anchored(conversion->getSubExpr());
  if (const auto* list = dyn_cast<clang::InitListExpr>(node))
    return list->getNumInits() == 1 && is_anchored(list->getInit(0));
  if (const auto* member = dyn_cast<clang::MemberExpr>(node))
    return member->isArrow() || is_anchored(member->getBase());
  if (const auto* subscript = dyn_cast<clang::ArraySubscriptExpr>(node))
    return is_anchored(subscript->getBase());
  if (const auto* choice = dyn_cast<clang::ConditionalOperator>(node))
    return is_anchored(choice->getTrueExpr()) && is_anchored(choice->getFalseExpr());
  if (const auto* unary = dyn_cast<clang::UnaryOperator>(node))
    return is_anchored(unary->getSubExpr());
  if (const auto* binary = dyn_cast<clang::BinaryOperator>(node))
    return is_anchored(binary->isCommaOp() ? binary->getRHS() : binary->getLHS());
  if (const auto* call = dyn_cast<clang::CallExpr>(node)) return is_anchored_call(*call);
  return isa<clang::DeclRefExpr, clang::StringLiteral>(node);
}

}  // namespace

bool is_anchored(const clang::Expr& node) { return is_anchored(&node); }

}  // namespace stratgen
