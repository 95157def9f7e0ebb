#include "compiler/check/strategy_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <array>

namespace stratgen {

namespace {

using llvm::dyn_cast;
using llvm::isa;

constexpr std::int64_t max_strategy_bytes = 1 << 20;

bool is_api_base(const clang::CXXRecordDecl& record, const Findings& findings) {
  return !findings.in_source(record.getLocation()) && record.getDeclName().isIdentifier() &&
         (record.getName() == "Strategy" || record.getName() == "SignalStrategy");
}

const clang::CXXRecordDecl* base_record(const clang::CXXBaseSpecifier& base) {
  const auto* record = base.getType()->getAsCXXRecordDecl();
  return record ? record->getDefinition() : nullptr;
}

void check_bases(const clang::CXXRecordDecl& record, Findings& findings) {
  const clang::CXXBaseSpecifier& base = *record.bases_begin();
  const clang::CXXRecordDecl* const api = base_record(base);
  if (record.getNumBases() != 1 || !api || !is_api_base(*api, findings))
    findings.add(RuleId::StrategyShape, base.getBeginLoc(), "not the only base");
  else if (base.getAccessSpecifier() != clang::AS_public)
    findings.add(RuleId::StrategyShape, base.getBeginLoc(), "not a public base");
}

bool inherits_constructors(const clang::Decl& declaration) {
  const auto* offers = dyn_cast<clang::UsingDecl>(&declaration);
  return offers &&
         offers->getDeclName().getNameKind() == clang::DeclarationName::CXXConstructorName;
}

void check_members(const clang::CXXRecordDecl& record, Findings& findings) {
  for (const clang::Decl* each : record.decls()) {
    const auto* named = dyn_cast<clang::NamedDecl>(each);
    if (!named || each->isImplicit()) continue;
    if (isa<clang::CXXConstructorDecl>(each) || inherits_constructors(*each))
      findings.add(RuleId::StrategyShape, each->getLocation(), "a constructor");
    else if (each->getAccess() != clang::AS_public && each->getAccess() != clang::AS_none)
      findings.add(RuleId::StrategyShape, each->getLocation(),
                   fmt::format("'{}' is not public", named->getNameAsString()));
  }
}

// `int n = param("n", 0.5)`: the value would be cut off on its way into the member.
void check_parameter_type(const clang::FieldDecl& member, Findings& findings) {
  const clang::Expr* const initialiser = member.getInClassInitializer();
  if (!initialiser || !member.getType()->isIntegralOrEnumerationType()) return;
  const clang::Expr* value = initialiser->IgnoreImplicit();
  if (const auto* list = dyn_cast<clang::InitListExpr>(value); list && list->getNumInits() == 1)
    value = list->getInit(0)->IgnoreImplicit();
  const auto* call = dyn_cast<clang::CallExpr>(value->IgnoreParenImpCasts());
  const clang::FunctionDecl* const callee = call ? call->getDirectCallee() : nullptr;
  if (callee && callee->getDeclName().isIdentifier() && callee->getName() == "param" &&
      !findings.in_source(callee->getLocation()) && call->getType()->isRealFloatingType())
    findings.add(
        RuleId::ParamType, call->getExprLoc(),
        fmt::format("'{}' is {}", member.getNameAsString(), member.getType().getAsString()));
}

bool is_expression(clang::QualType type, const Findings& findings) {
  const auto* record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return false;
  if (!findings.in_source(record->getLocation()) && record->getDeclName().isIdentifier() &&
      record->getName() == "Expression")
    return true;
  return std::any_of(record->bases_begin(), record->bases_end(),
                     [&](const auto& base) { return is_expression(base.getType(), findings); });
}

// { return true; } or { return false; }, for a side that is always or never taken.
bool returns_literal(const clang::FunctionDecl& method) {
  const auto* body = dyn_cast_or_null<clang::CompoundStmt>(method.getBody());
  const auto* only =
      body && body->size() == 1 ? dyn_cast<clang::ReturnStmt>(body->body_front()) : nullptr;
  return only && only->getRetValue() && isa<clang::CXXBoolLiteralExpr>(only->getRetValue());
}

// A condition that is a bool or a number was read once, before the first bar.
void check_signals(const clang::CXXRecordDecl& record, Findings& findings) {
  constexpr std::array<llvm::StringRef, 4> conditions = {"long_entry", "long_exit", "short_entry",
                                                         "short_exit"};
  constexpr std::array<llvm::StringRef, 3> numbers = {"size", "stop_loss", "take_profit"};
  const auto has = [](const auto& names, llvm::StringRef name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const clang::CXXMethodDecl* method : record.methods()) {
    if (!method->getDeclName().isIdentifier()) continue;
    const clang::QualType type = method->getReturnType();
    const bool condition = has(conditions, method->getName());
    if ((!condition && !has(numbers, method->getName())) || type->isUndeducedType()) continue;
    const bool fits = condition ? is_expression(type, findings) || returns_literal(*method)
                                : type->isArithmeticType();
    if (!fits || method->getNumParams() > 0)
      findings.add(RuleId::SignalForm, method->getLocation(),
                   fmt::format("{}()", method->getNameAsString()));
  }
}

bool has_member(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  const auto declarations = record.decls();
  return std::any_of(declarations.begin(), declarations.end(), [&](const clang::Decl* each) {
    const auto* named = dyn_cast<clang::NamedDecl>(each);
    return named && isa<clang::CXXMethodDecl>(each) && named->getDeclName().isIdentifier() &&
           named->getName() == name;
  });
}

}  // namespace

bool is_strategy(const clang::CXXRecordDecl& record, const Findings& findings) {
  if (!record.hasDefinition()) return false;
  return std::any_of(record.bases_begin(), record.bases_end(), [&](const auto& base) {
    const clang::CXXRecordDecl* const definition = base_record(base);
    return definition && (is_api_base(*definition, findings) || is_strategy(*definition, findings));
  });
}

void check_strategy(const clang::CXXRecordDecl& record, Findings& findings) {
  check_bases(record, findings);
  check_members(record, findings);
  for (const clang::FieldDecl* member : record.fields()) check_parameter_type(*member, findings);

  const clang::CXXRecordDecl* const base = base_record(*record.bases_begin());
  const bool signals = base && base->getName() == "SignalStrategy";
  if (!has_member(record, signals ? "long_entry" : "next"))
    findings.add(RuleId::StrategyNext, record.getLocation(),
                 fmt::format("'{}'", record.getNameAsString()));
  if (signals) check_signals(record, findings);
}

void check_strategy_size(const clang::CXXRecordDecl& record, Findings& findings) {
  const clang::ASTContext& context = record.getASTContext();
  const auto bytes = context.getTypeSizeInChars(context.getRecordType(&record)).getQuantity();
  if (bytes > max_strategy_bytes)
    findings.add(RuleId::StrategySize, record.getLocation(), fmt::format("{} bytes", bytes));
}

const clang::FunctionDecl* find_method(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  for (const clang::CXXMethodDecl* method : record.methods())
    if (method->getDeclName().isIdentifier() && method->getName() == name) return method;
  return nullptr;
}

}  // namespace stratgen
