#include "compiler/check/series_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>

#include <algorithm>
#include <array>
#include <string>

namespace stratgen {

namespace {

using llvm::dyn_cast;

// A Series, a struct of the API's that has some, or an array of either.
bool holds_series(clang::QualType type, const Findings& findings) {
  const auto* const record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || findings.in_source(record->getLocation()))
    return false;
  if (record->getDeclName().isIdentifier() && record->getName() == "Series") return true;
  return record->isAggregate() && std::any_of(record->field_begin(), record->field_end(),
                                              [&](const clang::FieldDecl* field) {
                                                return holds_series(field->getType(), findings);
                                              });
}

// Which members of one strategy a text names, with the methods of the strategy that it calls.
class Mentions : public clang::RecursiveASTVisitor<Mentions> {
 public:
  explicit Mentions(const clang::CXXRecordDecl& strategy) : strategy_(strategy) {}

  struct Place {
    const clang::FieldDecl* member;
    clang::SourceLocation at;
  };
  llvm::SmallVector<Place, 16> places;

  void look_into(const clang::Stmt* text) { TraverseStmt(const_cast<clang::Stmt*>(text)); }

  bool VisitMemberExpr(clang::MemberExpr* node) {
    const auto* const member = dyn_cast<clang::FieldDecl>(node->getMemberDecl());
    if (member && member->getParent()->getCanonicalDecl() == strategy_.getCanonicalDecl())
      places.push_back({member, node->getMemberLoc()});
    const auto* const method = dyn_cast<clang::CXXMethodDecl>(node->getMemberDecl());
    if (method && method->getParent()->getCanonicalDecl() == strategy_.getCanonicalDecl() &&
        method->hasBody() && seen_.insert(method->getCanonicalDecl()).second)
      TraverseStmt(method->getBody());
    return true;
  }
  // What is not evaluated reads nothing.
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr*) { return true; }
  bool TraverseCXXNoexceptExpr(clang::CXXNoexceptExpr*) { return true; }
  bool TraverseTypeLoc(clang::TypeLoc) { return true; }

 private:
  const clang::CXXRecordDecl& strategy_;
  llvm::SmallPtrSet<const clang::CXXMethodDecl*, 8> seen_;
};

void check_order(const clang::CXXRecordDecl& strategy, Findings& findings) {
  for (const clang::FieldDecl* member : strategy.fields()) {
    const clang::Expr* const initialiser = member->getInClassInitializer();
    if (!initialiser) continue;
    Mentions mentions(strategy);
    mentions.look_into(initialiser);
    for (const Mentions::Place& each : mentions.places)
      if (each.member->getFieldIndex() >= member->getFieldIndex() &&
          holds_series(each.member->getType(), findings))
        findings.add(RuleId::SeriesValue, each.at,
                     fmt::format("'{}' is initialised after '{}'", each.member->getNameAsString(),
                                 member->getNameAsString()));
  }
}

bool is_condition(const clang::CXXMethodDecl& method) {
  constexpr std::array<llvm::StringRef, 4> names = {"long_entry", "long_exit", "short_entry",
                                                    "short_exit"};
  return method.getDeclName().isIdentifier() && llvm::is_contained(names, method.getName());
}

// { return ...; }, which every run evaluates as a whole.
const clang::Stmt* only_statement(const clang::CXXMethodDecl& method) {
  const auto* body = dyn_cast_or_null<clang::CompoundStmt>(method.getBody());
  return body && body->size() == 1 ? body->body_front() : nullptr;
}

void check_conditions(const clang::CXXRecordDecl& strategy, Findings& findings) {
  Mentions elsewhere(strategy);
  for (const clang::Decl* each : strategy.decls()) {
    if (const auto* field = dyn_cast<clang::FieldDecl>(each))
      elsewhere.look_into(field->getInClassInitializer());
    const auto* const function = each->getAsFunction();
    const auto* const method = dyn_cast_or_null<clang::CXXMethodDecl>(function);
    if (method && method->hasBody() && !is_condition(*method))
      elsewhere.look_into(method->getBody());
  }
  for (const clang::CXXMethodDecl* method : strategy.methods()) {
    const clang::Stmt* const statement = is_condition(*method) ? only_statement(*method) : nullptr;
    if (!statement) continue;
    Mentions mentions(strategy);
    mentions.look_into(statement);
    for (const Mentions::Place& each : mentions.places) {
      const bool may_be_assigned =
          each.member->hasInClassInitializer() ||
          llvm::any_of(elsewhere.places,
                       [&](const Mentions::Place& other) { return other.member == each.member; });
      if (!may_be_assigned && holds_series(each.member->getType(), findings))
        findings.add(RuleId::SeriesValue, each.at,
                     fmt::format("nothing assigns '{}'", each.member->getNameAsString()));
    }
  }
}

}  // namespace

void check_series(const clang::CXXRecordDecl& strategy, Findings& findings) {
  check_order(strategy, findings);
  check_conditions(strategy, findings);
}

}  // namespace stratgen
