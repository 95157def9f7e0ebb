// What is watched of an expression: itself, the parts it is composed of, and what it compares.
#include "compiler/inspect/watch_points.hpp"

#include <fmt/format.h>

#include <clang/AST/Expr.h>
#include <clang/Lex/Lexer.h>

namespace stratgen {

namespace {

using llvm::dyn_cast;
using llvm::isa;

bool is_literal(const clang::Expr& expression) {
  if (const auto* sign = dyn_cast<clang::UnaryOperator>(&expression))
    return sign->getOpcode() == clang::UO_Minus && is_literal(*spelled(sign->getSubExpr()));
  return isa<clang::IntegerLiteral, clang::FloatingLiteral, clang::CXXBoolLiteralExpr,
             clang::CharacterLiteral, clang::StringLiteral>(expression);
}

// The operator of an expression on series; OO_None if it is none.
clang::OverloadedOperatorKind series_operator(const clang::Expr& expression) {
  const auto* call = dyn_cast<clang::CXXOperatorCallExpr>(&expression);
  return call ? call->getOperator() : clang::OO_None;
}

bool is_comparison(clang::OverloadedOperatorKind kind) {
  return kind == clang::OO_Less || kind == clang::OO_LessEqual || kind == clang::OO_Greater ||
         kind == clang::OO_GreaterEqual || kind == clang::OO_EqualEqual ||
         kind == clang::OO_ExclaimEqual;
}

bool is_logic(clang::OverloadedOperatorKind kind) {
  return kind == clang::OO_AmpAmp || kind == clang::OO_PipePipe || kind == clang::OO_Exclaim;
}

const clang::VarDecl* variable_of(const clang::Expr& expression) {
  const auto* reference = dyn_cast<clang::DeclRefExpr>(&expression);
  return reference ? dyn_cast<clang::VarDecl>(reference->getDecl()) : nullptr;
}

}  // namespace

const clang::Expr* spelled(const clang::Expr* expression) {
  for (;;) {
    const clang::Expr* const inner = expression->IgnoreUnlessSpelledInSource()->IgnoreParens();
    if (inner == expression) return inner;
    expression = inner;
  }
}

const clang::FunctionDecl* canonical(const clang::FunctionDecl* function) {
  if (const auto* pattern = function->getTemplateInstantiationPattern()) function = pattern;
  return function->getCanonicalDecl();
}

bool WatchPoints::is_crossing(const clang::Expr& expression) const {
  const auto* call = dyn_cast<clang::CallExpr>(&expression);
  const auto* callee = call ? call->getDirectCallee() : nullptr;
  return callee && call->getNumArgs() == 2 && callee->getDeclName().isIdentifier() &&
         (callee->getName() == "crossover" || callee->getName() == "crossunder") &&
         !in_source(*callee);
}

bool WatchPoints::is_condition(const clang::Expr& expression) const {
  if (const auto* binary = dyn_cast<clang::BinaryOperator>(&expression))
    return binary->isLogicalOp() || binary->isComparisonOp();
  if (const auto* unary = dyn_cast<clang::UnaryOperator>(&expression))
    return unary->getOpcode() == clang::UO_LNot;
  const clang::OverloadedOperatorKind kind = series_operator(expression);
  return is_comparison(kind) || is_logic(kind) ||
         isa<clang::CXXRewrittenBinaryOperator>(expression) || is_crossing(expression);
}

int WatchPoints::watch(const clang::Expr* any) {
  using Kind = WatchedExpression::Kind;
  const clang::Expr& expression = *spelled(any);
  if (const auto known = watched_.find(&expression); known != watched_.end()) return known->second;
  if (is_literal(expression)) return watched_[&expression] = -1;
  if (const auto* binary = dyn_cast<clang::BinaryOperator>(&expression)) {
    if (binary->isLogicalOp())
      return watch_logic(expression, binary->getOpcode() == clang::BO_LAnd ? Kind::And : Kind::Or,
                         binary->getLHS(), binary->getRHS());
    if (binary->isComparisonOp())
      return watch_comparison(expression, *binary->getLHS(), *binary->getRHS());
  }
  if (const auto* unary = dyn_cast<clang::UnaryOperator>(&expression);
      unary && unary->getOpcode() == clang::UO_LNot)
    return watch_logic(expression, Kind::Not, unary->getSubExpr(), nullptr);
  const auto operation = series_operator(expression);
  if (is_comparison(operation) || is_logic(operation)) {
    const auto& call = *llvm::cast<clang::CXXOperatorCallExpr>(&expression);
    if (operation == clang::OO_Exclaim)
      return watch_logic(expression, Kind::Not, call.getArg(0), nullptr);
    if (is_comparison(operation))
      return watch_comparison(expression, *call.getArg(0), *call.getArg(1));
    return watch_logic(expression, operation == clang::OO_AmpAmp ? Kind::And : Kind::Or,
                       call.getArg(0), call.getArg(1));
  }
  return watch_leaf(expression);
}

// The right part of what short-circuits is only reached by way of the left one.
int WatchPoints::watch_logic(const clang::Expr& expression, WatchedExpression::Kind kind,
                             const clang::Expr* left, const clang::Expr* right) {
  const int id = watch_value(expression, kind);
  if (id < 0) return id;
  std::vector<int> parts = {watch(left)};
  if (right) {
    Step step;
    step.id = parts.front();
    step.needed = kind == WatchedExpression::Kind::And;
    const bool skips = isa<clang::BinaryOperator>(expression) && step.id >= 0;
    if (skips) frame_.way.push_back(step);
    parts.push_back(watch(right));
    if (skips) frame_.way.pop_back();
  }
  expressions[static_cast<std::size_t>(id)].parts = std::move(parts);
  return id;
}

int WatchPoints::watch_comparison(const clang::Expr& expression, const clang::Expr& left,
                                  const clang::Expr& right) {
  const int id = watch_value(expression, WatchedExpression::Kind::Leaf);
  if (id < 0) return id;
  // Series compare as nodes, which know their operands.
  const bool numbers = isa<clang::BinaryOperator>(expression);
  const int left_id = numbers ? watch_operand(left) : -1;
  const int right_id = numbers ? watch_operand(right) : -1;
  if (left_id < 0) visit(&left);
  if (right_id < 0) visit(&right);
  WatchedExpression& watched = expressions[static_cast<std::size_t>(id)];
  watched.left = text_of(*spelled(&left));
  watched.right = text_of(*spelled(&right));
  watched.left_id = left_id;
  watched.right_id = right_id;
  return id;
}

int WatchPoints::watch_leaf(const clang::Expr& expression) {
  const int id = watch_value(expression, WatchedExpression::Kind::Leaf);
  visit_plain(expression);
  if (id < 0) return id;
  if (const clang::VarDecl* const variable = variable_of(expression)) {
    uses_of_variables_[id] = variable;
  } else if (const auto* call = dyn_cast<clang::CallExpr>(&expression)) {
    if (is_crossing(expression)) {
      // crossunder(a, b) is the node of crossover(b, a).
      const bool under = call->getDirectCallee()->getName() == "crossunder";
      WatchedExpression& watched = expressions[static_cast<std::size_t>(id)];
      watched.left = text_of(*spelled(call->getArg(under ? 1 : 0)));
      watched.right = text_of(*spelled(call->getArg(under ? 0 : 1)));
    } else if (const auto* callee = call->getDirectCallee(); callee && in_source(*callee)) {
      uses_of_functions_[id] = canonical(callee);
    }
  }
  return id;
}

int WatchPoints::watch_operand(const clang::Expr& operand) {
  const clang::Expr& expression = *spelled(&operand);
  const clang::QualType type = operand.getType();
  const bool number =
      !type->isDependentType() && (type->isArithmeticType() || type->isEnumeralType());
  if (!number || is_literal(expression) || expression.refersToBitField() ||
      is_condition(expression))
    return -1;
  const int id = watch_value(expression, WatchedExpression::Kind::Operand);
  visit_plain(expression);
  const clang::VarDecl* const variable = variable_of(expression);
  if (id >= 0 && variable && variable->isLocalVarDecl() && variable->getInit())
    expressions[static_cast<std::size_t>(id)].definition = text_of(*spelled(variable->getInit()));
  return id;
}

int WatchPoints::watch_variable(const clang::VarDecl& variable) {
  const auto range = range_of(*variable.getInit());
  if (!range) return -1;
  const int id = static_cast<int>(expressions.size());
  WatchedExpression watched;
  watched.at = place_of(*variable.getInit());
  watched.text = variable.getNameAsString();
  expressions.push_back(std::move(watched));
  edits.wrap(range->end, range->end, "",
             fmt::format("; sg_watch_({}, static_cast<bool>({}))", id, variable.getNameAsString()));
  return id;
}

int WatchPoints::watch_value(const clang::Expr& expression, WatchedExpression::Kind kind) {
  const auto range = range_of(expression);
  if (!range) return watched_[&expression] = -1;
  const int id = static_cast<int>(expressions.size());
  WatchedExpression watched;
  watched.at = place_of(expression);
  watched.kind = kind;
  watched.text = text_of(expression);
  expressions.push_back(std::move(watched));
  edits.wrap(range->begin, range->end, fmt::format(" sg_watch_({}, (", id), "))");
  return watched_[&expression] = id;
}

int WatchPoints::mark(const clang::Stmt& node, MarkedPlace::Kind kind) {
  const auto range = range_of(node);
  if (!range) return -1;
  const int place = static_cast<int>(places.size());
  places.push_back({place_of(node), kind, text_of(node), {}});
  edits.wrap(range->begin, range->end, fmt::format(" (sg_mark_({}), ", place), ")");
  return place;
}

}  // namespace stratgen
