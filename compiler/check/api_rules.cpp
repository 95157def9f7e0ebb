#include "compiler/check/api_rules.hpp"

#include "compiler/check/api_surface.hpp"

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

bool is_inside_space(const clang::NamespaceDecl& space, const Findings& findings) {
  return !findings.in_source(space.getLocation()) &&
         (space.getName() == "detail" || space.getName() == "abi");
}

std::optional<double> constant_number(const clang::Expr& node, const clang::ASTContext& context) {
  if (isa<clang::ImplicitValueInitExpr>(node)) return 0;
  clang::Expr::EvalResult result;
  if (node.isValueDependent() || !node.EvaluateAsRValue(result, context)) return std::nullopt;
  if (result.Val.isInt()) return result.Val.getInt().roundToDouble();
  if (!result.Val.isFloat()) return std::nullopt;
  return result.Val.getFloat().convertToDouble();
}

bool is_init_only(const clang::FunctionDecl& function) {
  return is_strategy_member(function) &&
         (is_named(function, "each_bar") || is_named(function, "asset") ||
          is_column_type(function.getReturnType()));
}

}  // namespace

void ApiRules::check(const clang::Stmt& node) {
  if (const auto* call = dyn_cast<clang::CallExpr>(&node)) check_call(*call);
  if (const auto* reference = dyn_cast<clang::DeclRefExpr>(&node)) {
    if (!operators_.contains(reference))
      check_named(*reference->getDecl(), *reference->getFoundDecl(), reference->getLocation());
  }
  if (const auto* construction = dyn_cast<clang::CXXConstructExpr>(&node))
    check_construction(*construction);
  if (const auto* list = dyn_cast<clang::InitListExpr>(&node)) check_list(*list);
  if (const auto* list = dyn_cast<clang::CXXParenListInitExpr>(&node))
    if (is_node_type(list->getType(), findings_) || has_internal_fields(list->getType(), findings_))
      findings_.add(RuleId::ApiInternal, list->getExprLoc(), "made by hand");
  if (const auto* expression = dyn_cast<clang::Expr>(&node))
    if (wraps_internal_type(expression->getType(), findings_))
      findings_.add(RuleId::ApiInternal, expression->getExprLoc(), "a container of expressions");
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
  // The headers offer some of their inside under a public name, by using.
  const bool offered = &found != &named && !findings_.in_source(found.getLocation());
  if (is_internal(offered ? found : named, findings_))
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
  if (call.getNumArgs() == 3) check_range(*call.getArg(1), *call.getArg(2));
}

// A range that every run would stop at.
void ApiRules::check_range(const clang::Expr& value, const clang::Expr& range) {
  const clang::ASTContext& context = member_->getASTContext();
  const auto* list = dyn_cast<clang::InitListExpr>(range.IgnoreImplicit());
  if (!list || list->getNumInits() != 3) return;
  const auto default_value = constant_number(value, context);
  const auto least = constant_number(*list->getInit(0), context),
             most = constant_number(*list->getInit(1), context),
             step = constant_number(*list->getInit(2), context);
  if (step && !(*step > 0))
    findings_.add(RuleId::ParamArgument, range.getExprLoc(), "a range without a step above 0");
  else if (default_value && least && most && !(*least <= *default_value && *default_value <= *most))
    findings_.add(RuleId::ParamArgument, value.getExprLoc(), "a default outside of its range");
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
  if (named && is_internal(*named, findings_))
    findings_.add(RuleId::ApiInternal, type.getBeginLoc(),
                  fmt::format("'{}'", named->getNameAsString()));
}

void ApiRules::check_qualifier(clang::NestedNameSpecifierLoc qualifier) {
  for (; qualifier; qualifier = qualifier.getPrefix()) {
    const auto* specifier = qualifier.getNestedNameSpecifier();
    const clang::NamespaceDecl* space = specifier->getAsNamespace();
    if (const auto* alias = specifier->getAsNamespaceAlias()) space = alias->getNamespace();
    if (space && is_inside_space(*space, findings_))
      findings_.add(RuleId::ApiInternal, qualifier.getLocalBeginLoc(),
                    fmt::format("'{}'", space->getName()));
  }
}

void ApiRules::check_construction(const clang::CXXConstructExpr& construction) {
  const clang::CXXConstructorDecl& constructor = *construction.getConstructor();
  if (constructor.isDefaultConstructor() && is_internal_type(construction.getType(), findings_))
    findings_.add(RuleId::ApiInternal, construction.getExprLoc(),
                  fmt::format("'{}' made from nothing", constructor.getNameAsString()));
}

void ApiRules::check_list(const clang::InitListExpr& list) {
  const clang::QualType type = list.getType();
  if (is_internal_type(type, findings_) || is_node_type(type, findings_))
    return findings_.add(RuleId::ApiInternal, list.getExprLoc(), "made by hand");
  if (!has_internal_fields(type, findings_)) return;
  const bool given = std::any_of(list.begin(), list.end(), [](const clang::Stmt* each) {
    return !isa<clang::CXXDefaultInitExpr, clang::ImplicitValueInitExpr>(each);
  });
  if (given)
    findings_.add(RuleId::ApiInternal, list.getExprLoc(),
                  "its fields cannot be initialised from outside");
}

void ApiRules::check(const clang::Decl& declaration) {
  if (const auto* directive = dyn_cast<clang::UsingDirectiveDecl>(&declaration))
    if (is_inside_space(*directive->getNominatedNamespace(), findings_))
      findings_.add(RuleId::ApiInternal, directive->getLocation());
  if (const auto* alias = dyn_cast<clang::NamespaceAliasDecl>(&declaration))
    if (is_inside_space(*alias->getNamespace(), findings_))
      findings_.add(RuleId::ApiInternal, alias->getLocation());
  if (const auto* offers = dyn_cast<clang::UsingDecl>(&declaration))
    for (const clang::UsingShadowDecl* each : offers->shadows())
      if (is_internal(*each->getTargetDecl(), findings_))
        findings_.add(RuleId::ApiInternal, offers->getLocation(),
                      fmt::format("'{}'", offers->getNameAsString()));
  if (const auto* member = dyn_cast<clang::FieldDecl>(&declaration)) {
    const clang::QualType type(member->getType()->getBaseElementTypeUnsafe(), 0);
    if (is_internal_type(type, findings_) || wraps_internal_type(type, findings_))
      findings_.add(RuleId::ApiInternal, member->getLocation(),
                    fmt::format("'{}' keeps an expression", member->getNameAsString()));
  }
  if (const auto* variable = dyn_cast<clang::VarDecl>(&declaration)) check_variable(*variable);
  if (const auto* record = dyn_cast<clang::CXXRecordDecl>(&declaration)) check_bases(*record);
}

void ApiRules::check_variable(const clang::VarDecl& variable) {
  const clang::QualType type = variable.getType().getNonReferenceType();
  const bool taken_apart = isa<clang::DecompositionDecl>(variable) &&
                           (has_internal_fields(type, findings_) || is_node_type(type, findings_));
  if (taken_apart || wraps_internal_type(type, findings_))
    findings_.add(RuleId::ApiInternal, variable.getLocation());
}

void ApiRules::check_bases(const clang::CXXRecordDecl& record) {
  if (!record.isThisDeclarationADefinition()) return;
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    const auto* definition = base.getType()->getAsCXXRecordDecl();
    if (definition && !findings_.in_source(definition->getLocation()) &&
        definition->getDeclName().isIdentifier() && definition->getName() != "Strategy" &&
        definition->getName() != "SignalStrategy")
      findings_.add(RuleId::ApiInternal, base.getBeginLoc(),
                    fmt::format("deriving from '{}'", definition->getNameAsString()));
  }
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
