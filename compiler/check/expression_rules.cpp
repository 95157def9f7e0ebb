#include "compiler/check/expression_rules.hpp"

#include "compiler/check/anchored.hpp"
#include "compiler/check/type_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/StmtCXX.h>

#include <algorithm>
#include <optional>

namespace stratgen {

namespace {

using clang::Stmt;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

// The allow-list. What is not named here is refused, whatever it is; the second half gives the more
// frequent of those a rule of their own.
std::optional<RuleId> refused_class(Stmt::StmtClass kind) {
  switch (kind) {
    case Stmt::CompoundStmtClass:
    case Stmt::DeclStmtClass:
    case Stmt::NullStmtClass:
    case Stmt::IfStmtClass:
    case Stmt::ForStmtClass:
    case Stmt::WhileStmtClass:
    case Stmt::DoStmtClass:
    case Stmt::CXXForRangeStmtClass:
    case Stmt::SwitchStmtClass:
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
    case Stmt::BreakStmtClass:
    case Stmt::ContinueStmtClass:
    case Stmt::ReturnStmtClass:
    case Stmt::AttributedStmtClass:
    case Stmt::IntegerLiteralClass:
    case Stmt::FloatingLiteralClass:
    case Stmt::CharacterLiteralClass:
    case Stmt::CXXBoolLiteralExprClass:
    case Stmt::StringLiteralClass:
    case Stmt::ParenExprClass:
    case Stmt::ParenListExprClass:
    case Stmt::DeclRefExprClass:
    case Stmt::MemberExprClass:
    case Stmt::ArraySubscriptExprClass:
    case Stmt::CallExprClass:
    case Stmt::CXXMemberCallExprClass:
    case Stmt::CXXOperatorCallExprClass:
    case Stmt::CXXRewrittenBinaryOperatorClass:
    case Stmt::UnaryOperatorClass:
    case Stmt::BinaryOperatorClass:
    case Stmt::CompoundAssignOperatorClass:
    case Stmt::ConditionalOperatorClass:
    case Stmt::ImplicitCastExprClass:
    case Stmt::CStyleCastExprClass:
    case Stmt::CXXFunctionalCastExprClass:
    case Stmt::CXXStaticCastExprClass:
    case Stmt::CXXConstructExprClass:
    case Stmt::CXXStdInitializerListExprClass:
    case Stmt::CXXTemporaryObjectExprClass:
    case Stmt::CXXInheritedCtorInitExprClass:
    case Stmt::CXXScalarValueInitExprClass:
    case Stmt::CXXParenListInitExprClass:
    case Stmt::CXXDefaultArgExprClass:
    case Stmt::CXXDefaultInitExprClass:
    case Stmt::CXXThisExprClass:
    case Stmt::LambdaExprClass:
    case Stmt::InitListExprClass:
    case Stmt::DesignatedInitExprClass:
    case Stmt::ImplicitValueInitExprClass:
    case Stmt::ArrayInitLoopExprClass:
    case Stmt::ArrayInitIndexExprClass:
    case Stmt::OpaqueValueExprClass:
    case Stmt::MaterializeTemporaryExprClass:
    case Stmt::ExprWithCleanupsClass:
    case Stmt::CXXBindTemporaryExprClass:
    case Stmt::ConstantExprClass:
    case Stmt::UnaryExprOrTypeTraitExprClass:
    case Stmt::CXXNoexceptExprClass:
    case Stmt::SubstNonTypeTemplateParmExprClass:
    case Stmt::SubstNonTypeTemplateParmPackExprClass:
    case Stmt::FunctionParmPackExprClass:
    case Stmt::PackExpansionExprClass:
    case Stmt::SizeOfPackExprClass:
    case Stmt::CXXFoldExprClass:
    case Stmt::UnresolvedLookupExprClass:
    case Stmt::UnresolvedMemberExprClass:
    case Stmt::CXXDependentScopeMemberExprClass:
    case Stmt::DependentScopeDeclRefExprClass:
    case Stmt::CXXUnresolvedConstructExprClass:
    case Stmt::RecoveryExprClass:  // stands where clang already reported an error
      return std::nullopt;
    case Stmt::GCCAsmStmtClass:
    case Stmt::MSAsmStmtClass:
      return RuleId::Assembly;
    case Stmt::GotoStmtClass:
    case Stmt::IndirectGotoStmtClass:
    case Stmt::LabelStmtClass:
    case Stmt::AddrLabelExprClass:
      return RuleId::Goto;
    case Stmt::CXXThrowExprClass:
    case Stmt::CXXTryStmtClass:
    case Stmt::CXXCatchStmtClass:
      return RuleId::Exceptions;
    case Stmt::CXXNewExprClass:
    case Stmt::CXXDeleteExprClass:
      return RuleId::Heap;
    case Stmt::CXXPseudoDestructorExprClass:
      return RuleId::Destructor;
    case Stmt::CXXReinterpretCastExprClass:
    case Stmt::CXXConstCastExprClass:
    case Stmt::CXXDynamicCastExprClass:
    case Stmt::BuiltinBitCastExprClass:
      return RuleId::Cast;
    case Stmt::CXXTypeidExprClass:
      return RuleId::Rtti;
    case Stmt::CXXNullPtrLiteralExprClass:
      return RuleId::Pointer;
    case Stmt::CoroutineBodyStmtClass:
    case Stmt::CoawaitExprClass:
    case Stmt::CoyieldExprClass:
    case Stmt::CoreturnStmtClass:
      return RuleId::Coroutine;
    case Stmt::RequiresExprClass:
    case Stmt::ConceptSpecializationExprClass:
      return RuleId::Concept;
    case Stmt::UserDefinedLiteralClass:
      return RuleId::LiteralOperator;
    case Stmt::StmtExprClass:
    case Stmt::BinaryConditionalOperatorClass:
    case Stmt::CompoundLiteralExprClass:
    case Stmt::ImaginaryLiteralClass:
      return RuleId::Extension;
    default:
      return RuleId::Unlisted;
  }
}

bool is_allowed_cast(clang::CastKind kind) {
  switch (kind) {
    case clang::CK_Dependent:
    case clang::CK_NoOp:
    case clang::CK_LValueToRValue:
    case clang::CK_ArrayToPointerDecay:     // the pointer it makes needs a parent that vouches
    case clang::CK_FunctionToPointerDecay:  // likewise
    case clang::CK_DerivedToBase:
    case clang::CK_UncheckedDerivedToBase:
    case clang::CK_UserDefinedConversion:
    case clang::CK_ConstructorConversion:
    case clang::CK_IntegralCast:
    case clang::CK_IntegralToBoolean:
    case clang::CK_IntegralToFloating:
    case clang::CK_FloatingToIntegral:
    case clang::CK_FloatingToBoolean:
    case clang::CK_FloatingCast:
    case clang::CK_ToVoid:
      return true;
    default:
      return false;
  }
}

constexpr unsigned max_tag_text = 15;  // characters, as strategy.hpp says

const clang::FunctionDecl* callee_of(const clang::CallExpr& call) { return call.getDirectCallee(); }

// Of a position, a trade or an order: whole units.
bool is_size(const clang::ImplicitCastExpr& number) {
  const auto* call = dyn_cast<clang::CXXMemberCallExpr>(number.getSubExpr()->IgnoreParenImpCasts());
  const auto* member =
      call ? dyn_cast<clang::MemberExpr>(call->getImplicitObjectArgument()->IgnoreParenImpCasts())
           : nullptr;
  return member && member->getMemberDecl()->getDeclName().isIdentifier() &&
         member->getMemberDecl()->getName() == "size";
}

// A struct that converts to a double, which is cut down to an integer without being asked to.
bool is_truncated_number(const clang::Expr& node) {
  const auto* cut = dyn_cast<clang::ImplicitCastExpr>(node.IgnoreParens());
  if (!cut || !cut->getSubExpr()->getType()->isFloatingType() || !cut->getType()->isIntegerType())
    return false;
  const auto* number = dyn_cast<clang::ImplicitCastExpr>(cut->getSubExpr()->IgnoreParens());
  return number && number->getCastKind() == clang::CK_UserDefinedConversion && !is_size(*number);
}

}  // namespace

void ExpressionRules::check(const Stmt& node) {
  check_class(node);
  if (const auto* call = dyn_cast<clang::CallExpr>(&node)) check_call(*call);
  if (const auto* construction = dyn_cast<clang::CXXConstructExpr>(&node))
    check_construction(*construction);
  if (const auto* conversion = dyn_cast<clang::CastExpr>(&node)) check_cast(*conversion);
  if (const auto* unary = dyn_cast<clang::UnaryOperator>(&node)) check_unary(*unary);
  if (const auto* binary = dyn_cast<clang::BinaryOperator>(&node)) check_binary(*binary);
  if (const auto* choice = dyn_cast<clang::ConditionalOperator>(&node)) check_conditional(*choice);
  if (const auto* lambda = dyn_cast<clang::LambdaExpr>(&node)) check_lambda(*lambda);
  if (const auto* member = dyn_cast<clang::MemberExpr>(&node)) {
    if (isa<clang::CXXDestructorDecl>(member->getMemberDecl()))
      findings_.add(RuleId::Destructor, member->getMemberLoc());
    if (member->isArrow() && isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts()))
      vouch(member->getBase());
  }
  if (const auto* member = dyn_cast<clang::CXXDependentScopeMemberExpr>(&node)) {
    if (!member->isImplicitAccess()) vouch(member->getBase());
  }
  if (const auto* member = dyn_cast<clang::UnresolvedMemberExpr>(&node)) {
    if (!member->isImplicitAccess()) vouch(member->getBase());
  }
  if (const auto* subscript = dyn_cast<clang::ArraySubscriptExpr>(&node)) {
    const auto* decay = dyn_cast<clang::ImplicitCastExpr>(subscript->getBase()->IgnoreParens());
    if (decay && decay->getCastKind() == clang::CK_ArrayToPointerDecay) vouch(subscript->getBase());
  }
  if (const auto* expression = dyn_cast<clang::Expr>(&node)) check_type(*expression);
}

void ExpressionRules::check_class(const Stmt& node) {
  auto refused = refused_class(node.getStmtClass());
  if (const auto* trait = dyn_cast<clang::UnaryExprOrTypeTraitExpr>(&node)) {
    const bool listed =
        trait->getKind() == clang::UETT_SizeOf || trait->getKind() == clang::UETT_AlignOf;
    if (!listed) refused = RuleId::Extension;
  }
  if (!refused) return;
  const bool unlisted = *refused == RuleId::Unlisted;
  findings_.add(*refused, node.getBeginLoc(), unlisted ? node.getStmtClassName() : "");
}

void ExpressionRules::check_type(const clang::Expr& node) {
  // The text of a static_assert and a list in parentheses have no type.
  if (node.getType().isNull() || vouched_.contains(&node) || isa<clang::RecoveryExpr>(node)) return;
  if (isa<clang::CXXThisExpr>(node)) return findings_.add(RuleId::This, node.getExprLoc());
  // An lvalue of function type is harmless under a call, and under nothing else.
  if (node.getType()->isFunctionType()) return findings_.add(RuleId::Pointer, node.getExprLoc());
  if (const auto refused = refused_type(node.getType()))
    findings_.add(*refused, node.getExprLoc(), fmt::format("'{}'", node.getType().getAsString()));
}

void ExpressionRules::check_call(const clang::CallExpr& call) {
  const clang::FunctionDecl* const callee = callee_of(call);
  vouch(call.getCallee());
  if (!callee) {
    if (!call.isTypeDependent() && !call.getCallee()->isTypeDependent() && !call.containsErrors())
      findings_.add(RuleId::Pointer, call.getExprLoc(), "call through a pointer");
    return;
  }
  if (findings_.in_source(callee->getLocation()) || isa<clang::CXXOperatorCallExpr>(call)) return;
  for (unsigned i = 0; i < std::min(call.getNumArgs(), callee->getNumParams()); ++i)
    check_argument(*callee->getParamDecl(i), *call.getArg(i));
}

void ExpressionRules::check_construction(const clang::CXXConstructExpr& construction) {
  const clang::CXXConstructorDecl& constructor = *construction.getConstructor();
  if (findings_.in_source(constructor.getLocation())) return;
  for (unsigned i = 0; i < std::min(construction.getNumArgs(), constructor.getNumParams()); ++i)
    check_argument(*constructor.getParamDecl(i), *construction.getArg(i));
}

void ExpressionRules::check_cast(const clang::CastExpr& conversion) {
  if (!is_allowed_cast(conversion.getCastKind()))
    return findings_.add(RuleId::Cast, conversion.getExprLoc(), conversion.getCastKindName());
  const auto* explicit_cast = dyn_cast<clang::ExplicitCastExpr>(&conversion);
  if (!explicit_cast) return;
  const clang::QualType target = explicit_cast->getTypeAsWritten();
  if (target->isReferenceType())
    return findings_.add(RuleId::Cast, conversion.getExprLoc(), "cast to a reference");
  if (const auto refused = refused_type(target)) findings_.add(*refused, conversion.getExprLoc());
}

void ExpressionRules::check_unary(const clang::UnaryOperator& node) {
  switch (node.getOpcode()) {
    case clang::UO_Plus:
    case clang::UO_Minus:
    case clang::UO_Not:
    case clang::UO_LNot:
    case clang::UO_PreInc:
    case clang::UO_PreDec:
    case clang::UO_PostInc:
    case clang::UO_PostDec:
      return;
    case clang::UO_AddrOf:
      return findings_.add(RuleId::Pointer, node.getExprLoc(), "address-of");
    case clang::UO_Deref: {
      const bool is_this = isa<clang::CXXThisExpr>(node.getSubExpr()->IgnoreParenImpCasts());
      if (is_this) vouch(node.getSubExpr());
      if (is_this || !node.isTypeDependent())
        findings_.add(is_this ? RuleId::This : RuleId::Pointer, node.getExprLoc());
      return;
    }
    default:
      findings_.add(RuleId::Extension, node.getExprLoc());
  }
}

void ExpressionRules::check_binary(const clang::BinaryOperator& node) {
  if (node.isPtrMemOp()) findings_.add(RuleId::Pointer, node.getExprLoc(), "pointer to member");
}

// The language fits the two sides to each other: a struct can become an int, an int no struct.
void ExpressionRules::check_conditional(const clang::ConditionalOperator& node) {
  const clang::Expr &yes = *node.getTrueExpr(), &no = *node.getFalseExpr();
  if (is_truncated_number(yes)) add_integer_side(no);
  if (is_truncated_number(no)) add_integer_side(yes);
}

void ExpressionRules::add_integer_side(const clang::Expr& side) {
  findings_.add(RuleId::TernaryInt, side.getExprLoc());
  const clang::Expr* value = side.IgnoreParenImpCasts();
  if (const auto* sign = dyn_cast<clang::UnaryOperator>(value);
      sign && (sign->getOpcode() == clang::UO_Minus || sign->getOpcode() == clang::UO_Plus))
    value = sign->getSubExpr()->IgnoreParenImpCasts();
  if (isa<clang::IntegerLiteral>(value))
    (in_instance_ ? literals_of_instances_ : literals_).push_back(value->getExprLoc());
  else
    all_are_literals_ = false;
}

std::vector<clang::SourceLocation> ExpressionRules::literals_to_widen() const {
  const bool shared =
      std::all_of(literals_of_instances_.begin(), literals_of_instances_.end(),
                  [&](clang::SourceLocation each) {
                    return std::find(literals_.begin(), literals_.end(), each) != literals_.end();
                  });
  return all_are_literals_ && shared ? literals_ : std::vector<clang::SourceLocation>();
}

void ExpressionRules::check_lambda(const clang::LambdaExpr& lambda) {
  for (const clang::LambdaCapture& capture : lambda.captures())
    if (capture.getCaptureKind() == clang::LCK_StarThis)
      findings_.add(RuleId::This, capture.getLocation(), "[*this]");
  for (const clang::Expr* captured : lambda.capture_inits())
    if (captured && isa<clang::CXXThisExpr>(captured->IgnoreParenImpCasts())) vouch(captured);
  const clang::CXXMethodDecl* const body = lambda.getCallOperator();
  if (body->isVariadic()) findings_.add(RuleId::Variadic, lambda.getBeginLoc());
  const clang::QualType returned = body->getReturnType();
  if (holds_reference(returned, findings_) && !refused_type(returned))
    findings_.add(RuleId::ReferenceReturn, lambda.getBeginLoc());
  if (const auto refused = refused_type(returned)) findings_.add(*refused, lambda.getBeginLoc());
}

void ExpressionRules::vouch(const clang::Expr* node) {
  while (node) {
    vouched_.insert(node);
    if (const auto* parens = dyn_cast<clang::ParenExpr>(node))
      node = parens->getSubExpr();
    else if (const auto* implicit = dyn_cast<clang::ImplicitCastExpr>(node))
      node = implicit->getSubExpr();
    else if (const auto* temporary = dyn_cast<clang::MaterializeTemporaryExpr>(node))
      node = temporary->getSubExpr();
    else
      return;
  }
}

// The API takes texts as pointers; only a text in quotes is sure to end, and is not null.
void ExpressionRules::check_argument(const clang::ParmVarDecl& parameter,
                                     const clang::Expr& argument) {
  const clang::QualType type = parameter.getType().getNonReferenceType();
  if (!type->isAnyPointerType() || isa<clang::CXXDefaultArgExpr>(argument)) return;
  if (!vouch_text(&argument))
    findings_.add(RuleId::Pointer, argument.getExprLoc(), "not a text in quotes");
  else if (parameter.getType()->isReferenceType())
    check_tag(argument);
}

// A tag's constructor knows the length of a text, but not which of two it is given.
void ExpressionRules::check_tag(const clang::Expr& node) {
  const clang::Expr* const inner = node.IgnoreParenImpCasts();
  if (const auto* choice = dyn_cast<clang::ConditionalOperator>(inner)) {
    check_tag(*choice->getTrueExpr());
    check_tag(*choice->getFalseExpr());
  } else if (const auto* text = dyn_cast<clang::StringLiteral>(inner);
             text && text->getLength() > max_tag_text) {
    findings_.add(RuleId::TagText, text->getExprLoc());
  }
}

bool ExpressionRules::vouch_text(const clang::Expr* node) {
  const clang::Expr* const inner = node->IgnoreParenImpCasts();
  const auto* choice = dyn_cast<clang::ConditionalOperator>(inner);
  const bool text = choice ? vouch_text(choice->getTrueExpr()) && vouch_text(choice->getFalseExpr())
                           : isa<clang::StringLiteral>(inner);
  if (text) vouch(node);
  return text;
}

void ExpressionRules::check_bound(const clang::Expr* reference) {
  if (reference && !is_anchored(*reference))
    findings_.add(RuleId::DanglingReference, reference->getExprLoc());
}

}  // namespace stratgen
