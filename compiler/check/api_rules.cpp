#include "compiler/check/api_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <optional>

namespace stratgen {

namespace {

using clang::Decl;
using clang::dyn_cast;
using llvm::isa;

// A struct of series, such as Macd, or Series itself: what only init() can ask for.
bool is_column_type(clang::QualType type) {
  const auto* record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return false;
  if (record->getName() == "Series") return true;
  const auto fields = record->fields();
  return !record->isLambda() && fields.begin() != fields.end() &&
         std::all_of(fields.begin(), fields.end(), [](const clang::FieldDecl* field) {
           const auto* inner = field->getType()->getAsCXXRecordDecl();
           return inner && inner->getDeclName().isIdentifier() && inner->getName() == "Series";
         });
}

bool is_strategy_member(const clang::FunctionDecl& function) {
  const auto* owner = dyn_cast<clang::CXXRecordDecl>(function.getDeclContext());
  return owner && owner->getName() == "Strategy";
}

bool is_named(const clang::NamedDecl& declaration, llvm::StringRef name) {
  return declaration.getDeclName().isIdentifier() && declaration.getName() == name;
}

bool is_init_only(const clang::FunctionDecl& function) {
  return is_strategy_member(function) &&
         (is_named(function, "each_bar") || is_named(function, "asset") ||
          is_column_type(function.getReturnType()));
}

}  // namespace

bool ApiRules::is_inside_of_api(const clang::NamedDecl& declaration) const {
  if (findings_.in_source(declaration.getLocation()) || declaration.getLocation().isInvalid())
    return false;
  if (declaration.getDeclName().isIdentifier() && declaration.getName().ends_with("_")) return true;
  const clang::DeclContext* context = declaration.getDeclContext();
  for (; context && !context->isTranslationUnit(); context = context->getParent()) {
    const auto* space = dyn_cast<clang::NamespaceDecl>(context);
    if (space && (space->isAnonymousNamespace() || space->getName() == "detail" ||
                  space->getName() == "abi"))
      return true;
  }
  const auto* function = dyn_cast<clang::FunctionDecl>(&declaration);
  return function && function->isExternC();
}

void ApiRules::check(const clang::Stmt& node) {
  if (const auto* call = dyn_cast<clang::CallExpr>(&node)) check_call(*call);
  if (const auto* reference = dyn_cast<clang::DeclRefExpr>(&node)) {
    if (!operators_.contains(reference))
      check_named(*reference->getDecl(), *reference->getFoundDecl(), reference->getLocation());
  }
  if (const auto* member = dyn_cast<clang::MemberExpr>(&node)) {
    // A conversion to a number, bool or a series has no name that the source could have written.
    const bool implicit = isa<clang::CXXConversionDecl>(member->getMemberDecl());
    if (!implicit && !operators_.contains(member))
      check_named(*member->getMemberDecl(), *member->getFoundDecl().getDecl(),
                  member->getMemberLoc());
  }
}

void ApiRules::check_named(const clang::ValueDecl& named, const clang::NamedDecl& found,
                           clang::SourceLocation place) {
  if (is_inside_of_api(found) || (&found == &named && is_inside_of_api(named)))
    findings_.add(RuleId::ApiInternal, place, fmt::format("'{}'", named.getNameAsString()));
}

void ApiRules::check_call(const clang::CallExpr& call) {
  if (isa<clang::CXXOperatorCallExpr>(call))
    operators_.insert(call.getCallee()->IgnoreParenImpCasts());
  const clang::FunctionDecl* const callee = call.getDirectCallee();
  if (!callee) return;
  if (findings_.in_source(callee->getLocation())) {
    if (function_) calls_[function_].functions.push_back(callee->getCanonicalDecl());
    return;
  }
  if (const auto* subscript = dyn_cast<clang::CXXOperatorCallExpr>(&call)) check_index(*subscript);
  if (is_strategy_member(*callee) && is_named(*callee, "param")) check_param(call);
  if (function_ && is_init_only(*callee))
    calls_[function_].init_only.emplace_back(call.getExprLoc(), callee->getNameAsString());
}

void ApiRules::check_param(const clang::CallExpr& call) {
  const auto place = call.getExprLoc();
  if (!member_ || function_) return findings_.add(RuleId::ParamPlace, place);
  if (call.getNumArgs() < 2) return;

  const auto* name = dyn_cast<clang::StringLiteral>(call.getArg(0)->IgnoreParenImpCasts());
  if (!name) return findings_.add(RuleId::ParamArgument, place, "the name is not a text");
  const std::string text = name->getString().str();
  if (std::find(parameters_.begin(), parameters_.end(), text) != parameters_.end())
    findings_.add(RuleId::ParamArgument, place, fmt::format("'{}' is taken", text));
  parameters_.push_back(text);

  const clang::ASTContext& context = member_->getASTContext();
  for (unsigned i = 1; i < call.getNumArgs(); ++i) {
    const clang::Expr* const argument = call.getArg(i);
    if (!argument->isValueDependent() && !isa<clang::CXXDefaultArgExpr>(argument) &&
        !argument->isCXX11ConstantExpr(context))
      findings_.add(RuleId::ParamArgument, argument->getExprLoc(), "not a constant");
  }
}

void ApiRules::check_index(const clang::CXXOperatorCallExpr& subscript) {
  if (subscript.getOperator() != clang::OO_Subscript || subscript.getNumArgs() != 2) return;
  const clang::Expr* const index = subscript.getArg(1);
  if (index->isValueDependent() || !index->getType()->isIntegerType()) return;
  const clang::ASTContext& context = subscript.getDirectCallee()->getASTContext();
  const auto value = index->getIntegerConstantExpr(context);
  if (value && value->isSigned() && value->isNegative())
    findings_.add(RuleId::NegativeIndex, index->getExprLoc());
}

void ApiRules::check_type_name(clang::TypeLoc type) {
  const clang::NamedDecl* named = nullptr;
  if (const auto tag = type.getAs<clang::TagTypeLoc>()) named = tag.getDecl();
  if (const auto alias = type.getAs<clang::TypedefTypeLoc>()) named = alias.getTypedefNameDecl();
  if (const auto used = type.getAs<clang::UsingTypeLoc>()) named = used.getFoundDecl();
  if (const auto instance = type.getAs<clang::TemplateSpecializationTypeLoc>())
    named = instance.getTypePtr()->getTemplateName().getAsTemplateDecl();
  if (named && is_inside_of_api(*named))
    findings_.add(RuleId::ApiInternal, type.getBeginLoc(),
                  fmt::format("'{}'", named->getNameAsString()));
}

void ApiRules::check_qualifier(clang::NestedNameSpecifierLoc qualifier) {
  for (; qualifier; qualifier = qualifier.getPrefix()) {
    const auto* specifier = qualifier.getNestedNameSpecifier();
    const clang::NamespaceDecl* space = specifier->getAsNamespace();
    if (const auto* alias = specifier->getAsNamespaceAlias()) space = alias->getNamespace();
    if (space && !findings_.in_source(space->getLocation()) &&
        (space->getName() == "detail" || space->getName() == "abi"))
      findings_.add(RuleId::ApiInternal, qualifier.getLocalBeginLoc(),
                    fmt::format("'{}'", space->getName()));
  }
}

void ApiRules::check_using(const clang::UsingDirectiveDecl& directive) {
  const clang::NamespaceDecl* const space = directive.getNominatedNamespace();
  if (!findings_.in_source(space->getLocation()) &&
      (space->getName() == "detail" || space->getName() == "abi"))
    findings_.add(RuleId::ApiInternal, directive.getLocation(),
                  fmt::format("'{}'", space->getName()));
}

void ApiRules::check_reached_from(const clang::FunctionDecl& next) {
  llvm::SmallPtrSet<const clang::FunctionDecl*, 16> seen;
  std::vector<const clang::FunctionDecl*> pending = {next.getCanonicalDecl()};
  while (!pending.empty()) {
    const clang::FunctionDecl* const function = pending.back();
    pending.pop_back();
    if (!seen.insert(function).second) continue;
    const auto calls = calls_.find(function);
    if (calls == calls_.end()) continue;
    for (const auto& [place, name] : calls->second.init_only)
      findings_.add(RuleId::InitOnly, place, fmt::format("'{}' in next()", name));
    pending.insert(pending.end(), calls->second.functions.begin(), calls->second.functions.end());
  }
}

}  // namespace stratgen
