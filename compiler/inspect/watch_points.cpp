#include "compiler/inspect/watch_points.hpp"

#include <clang/AST/Attr.h>
#include <clang/AST/ExprConcepts.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/StringSwitch.h>

#include <utility>

namespace stratgen {

namespace {

using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;

// What a call of the API does, by its name; nothing if it orders nothing.
std::optional<MarkedPlace::Kind> order_kind(llvm::StringRef name) {
  using Kind = std::optional<MarkedPlace::Kind>;
  return llvm::StringSwitch<Kind>(name)
      .Case("buy", MarkedPlace::Kind::Buy)
      .Case("sell", MarkedPlace::Kind::Sell)
      .Case("close", MarkedPlace::Kind::Close)
      .Cases("cancel", "set_sl", "set_tp", MarkedPlace::Kind::OtherOrder)
      .Default(std::nullopt);
}

// The name of the method that is called; empty if it is none.
llvm::StringRef method_name(const clang::CallExpr& call) {
  const clang::Expr* const callee = call.getCallee()->IgnoreParenImpCasts();
  clang::DeclarationName name;
  if (const auto* member = dyn_cast<clang::MemberExpr>(callee))
    name = member->getMemberDecl()->getDeclName();
  else if (const auto* dependent = dyn_cast<clang::CXXDependentScopeMemberExpr>(callee))
    name = dependent->getMember();
  else if (const auto* unresolved = dyn_cast<clang::OverloadExpr>(callee))
    name = unresolved->getName();
  return name.isIdentifier() && name.getAsIdentifierInfo() ? name.getAsIdentifierInfo()->getName()
                                                           : llvm::StringRef();
}

bool always_leaves(const clang::Stmt* node) {
  if (const auto* block = dyn_cast_or_null<clang::CompoundStmt>(node))
    return !block->body_empty() && always_leaves(block->body_back());
  return node && isa<clang::ReturnStmt, clang::BreakStmt, clang::ContinueStmt>(node);
}

Step condition(int id, bool needed) {
  Step step;
  step.id = id;
  step.needed = needed;
  return step;
}

Step no_exit(int place) {
  Step step;
  step.kind = Step::Kind::NoExit;
  step.id = place;
  return step;
}

}  // namespace

void WatchPoints::add(const clang::FunctionDecl& function) {
  if (const clang::Stmt* const body = function.getBody()) walk(canonical(&function), *body);
}

void WatchPoints::allow_derived(const clang::CXXRecordDecl& strategy) {
  const auto* const last = strategy.getAttr<clang::FinalAttr>();
  if (!last) return;
  const unsigned begin = sources_.getFileOffset(last->getLocation());
  edits.wrap(begin, begin + static_cast<unsigned>(llvm::StringRef("final").size()), "/*", "*/");
}

void WatchPoints::walk(Function function, const clang::Stmt& body) {
  Frame outer = std::exchange(frame_, Frame{function, {}, {}});
  visit(&body);
  frame_ = std::move(outer);
}

void WatchPoints::visit(const clang::Stmt* node) {
  if (!node) return;
  const auto* expression = dyn_cast<clang::Expr>(node);
  if (!expression) return visit_plain(*node);
  const clang::Expr& written = *spelled(expression);
  if (watched_.count(&written)) return;
  if (is_condition(written))
    watch(&written);
  else
    visit_plain(written);
}

void WatchPoints::visit_plain(const clang::Stmt& node) {
  if (const auto* block = dyn_cast<clang::CompoundStmt>(&node)) return visit_sequence(*block);
  if (const auto* branch = dyn_cast<clang::IfStmt>(&node)) return visit_if(*branch);
  if (const auto* choice = dyn_cast<clang::ConditionalOperator>(&node))
    return visit_choice(*choice);
  if (const auto* choice = dyn_cast<clang::SwitchStmt>(&node)) return visit_switch(*choice);
  if (isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(node))
    return visit_loop(node);
  if (const auto* lambda = dyn_cast<clang::LambdaExpr>(&node)) return visit_lambda(*lambda);
  if (const auto* declaration = dyn_cast<clang::DeclStmt>(&node))
    return visit_variables(*declaration);
  if (isa<clang::ReturnStmt>(node)) return visit_exit(node, Exit::Kind::Return);
  if (isa<clang::BreakStmt>(node)) return visit_exit(node, Exit::Kind::Break);
  if (isa<clang::ContinueStmt>(node)) return visit_exit(node, Exit::Kind::Continue);
  // Not evaluated, or the compiler's own.
  if (isa<clang::UnaryExprOrTypeTraitExpr, clang::CXXNoexceptExpr, clang::RequiresExpr,
          clang::ConstantExpr, clang::CXXDefaultArgExpr, clang::CXXDefaultInitExpr>(node))
    return;
  if (const auto* call = dyn_cast<clang::CallExpr>(&node)) visit_call(*call);
  visit_children(node);
  const auto* assignment = dyn_cast<clang::BinaryOperator>(&node);
  if (!assignment || assignment->getOpcode() != clang::BO_Assign) return;
  const auto* to = dyn_cast<clang::DeclRefExpr>(spelled(assignment->getLHS()));
  const auto* variable = to ? dyn_cast<clang::VarDecl>(to->getDecl()) : nullptr;
  const auto value = watched_.find(spelled(assignment->getRHS()));
  if (variable && value != watched_.end()) definitions_[variable] = value->second;
}

void WatchPoints::visit_children(const clang::Stmt& node) {
  for (const clang::Stmt* each : node.children()) visit(each);
}

// What follows an exit is only reached if that was not.
void WatchPoints::visit_sequence(const clang::CompoundStmt& block) {
  const std::size_t way = frame_.way.size();
  for (const clang::Stmt* each : block.body()) {
    const std::size_t known = frame_.exits.size();
    visit(each);
    for (std::size_t i = known; i < frame_.exits.size(); ++i)
      frame_.way.push_back(no_exit(frame_.exits[i].place));
  }
  frame_.way.resize(way);
}

void WatchPoints::visit_under(const Step& step, const clang::Stmt* node) {
  if (step.id < 0) return visit(node);
  frame_.way.push_back(step);
  visit(node);
  frame_.way.pop_back();
}

void WatchPoints::visit_if(const clang::IfStmt& node) {
  visit(node.getInit());
  int id = -1;
  if (const clang::VarDecl* const variable = node.getConditionVariable()) {
    visit(variable->getInit());
    if (!node.hasInitStorage()) id = watch_variable(*variable);
  } else if (!node.isConstexpr()) {
    id = watch(node.getCond());
  }
  visit_under(condition(id, true), node.getThen());
  visit_under(condition(id, false), node.getElse());
}

void WatchPoints::visit_choice(const clang::ConditionalOperator& node) {
  const int id = watch(node.getCond());
  visit_under(condition(id, true), node.getTrueExpr());
  visit_under(condition(id, false), node.getFalseExpr());
}

void WatchPoints::visit_switch(const clang::SwitchStmt& node) {
  visit(node.getInit());
  Step step;
  step.kind = Step::Kind::Case;
  step.id = node.getConditionVariable()
                ? -1
                : watch_value(*spelled(node.getCond()), WatchedExpression::Kind::Switch);
  const auto value_of = [&](const clang::CaseStmt& label) -> std::optional<long> {
    if (label.getLHS()->isValueDependent()) return std::nullopt;
    return label.getLHS()->EvaluateKnownConstInt(tree_).getSExtValue();
  };
  std::vector<long> all;
  for (const auto* each = node.getSwitchCaseList(); each; each = each->getNextSwitchCase())
    if (const auto* label = dyn_cast<clang::CaseStmt>(each))
      if (const auto value = value_of(*label)) all.push_back(*value);

  const auto* block = dyn_cast<clang::CompoundStmt>(node.getBody());
  if (!block) return visit(node.getBody());
  const std::size_t known = frame_.exits.size(), way = frame_.way.size();
  bool left = false;
  for (const clang::Stmt* each : block->body()) {
    const std::size_t before = frame_.exits.size();
    while (const auto* label = dyn_cast<clang::SwitchCase>(each)) {
      if (std::exchange(left, false)) {
        step.cases.clear();
        step.other_cases.clear();
        frame_.way.resize(way);
      }
      const auto* with_value = dyn_cast<clang::CaseStmt>(label);
      const auto value = with_value ? value_of(*with_value) : std::nullopt;
      if (value) step.cases.push_back(*value);
      if (!with_value) step.other_cases = all;
      each = label->getSubStmt();
    }
    visit_under(step, each);
    for (std::size_t i = before; i < frame_.exits.size(); ++i)
      frame_.way.push_back(no_exit(frame_.exits[i].place));
    left = always_leaves(each);
  }
  frame_.way.resize(way);
  std::erase_if(frame_.exits, [&, i = std::size_t{0}](const Exit& exit) mutable {
    return i++ >= known && exit.kind == Exit::Kind::Break;
  });
}

void WatchPoints::visit_loop(const clang::Stmt& loop) {
  const std::size_t known = frame_.exits.size();
  if (const auto* counted = dyn_cast<clang::ForStmt>(&loop)) {
    visit(counted->getInit());
    const bool plain = counted->getCond() && !counted->getConditionVariable();
    visit_under(condition(plain ? watch(counted->getCond()) : -1, true), counted->getBody());
    visit(counted->getInc());
  } else if (const auto* loop_while = dyn_cast<clang::WhileStmt>(&loop)) {
    const bool plain = !loop_while->getConditionVariable();
    visit_under(condition(plain ? watch(loop_while->getCond()) : -1, true), loop_while->getBody());
  } else if (const auto* loop_do = dyn_cast<clang::DoStmt>(&loop)) {
    visit(loop_do->getBody());
    watch(loop_do->getCond());
  } else if (const auto* range = dyn_cast<clang::CXXForRangeStmt>(&loop)) {
    visit(range->getInit());
    visit(range->getRangeInit());
    visit(range->getBody());
  }
  std::erase_if(frame_.exits, [&, i = std::size_t{0}](const Exit& exit) mutable {
    return i++ >= known && exit.kind != Exit::Kind::Return;
  });
}

void WatchPoints::visit_lambda(const clang::LambdaExpr& lambda) {
  for (const clang::Expr* each : lambda.capture_inits()) visit(each);
  walk(canonical(lambda.getCallOperator()), *lambda.getBody());
}

void WatchPoints::visit_call(const clang::CallExpr& call) {
  const clang::FunctionDecl* const callee = call.getDirectCallee();
  if (callee && in_source(*callee)) {
    calls_.push_back({frame_.function, canonical(callee), frame_.way});
    return;
  }
  if (const auto kind = order_kind(method_name(call))) {
    const int place = mark(call, *kind);
    if (place >= 0) orders_.push_back({place, frame_.function, frame_.way});
  }
}

void WatchPoints::visit_variables(const clang::DeclStmt& declaration) {
  for (const clang::Decl* each : declaration.decls()) {
    const auto* variable = dyn_cast<clang::VarDecl>(each);
    if (!variable || variable->isConstexpr() || !variable->getInit()) continue;
    visit(variable->getInit());
    const auto value = watched_.find(spelled(variable->getInit()));
    if (value != watched_.end() && value->second >= 0) definitions_[variable] = value->second;
  }
}

void WatchPoints::visit_exit(const clang::Stmt& node, Exit::Kind kind) {
  if (const auto* returned = dyn_cast<clang::ReturnStmt>(&node);
      returned && returned->getRetValue()) {
    visit(returned->getRetValue());
    const auto value = watched_.find(spelled(returned->getRetValue()));
    if (value != watched_.end() && value->second >= 0)
      returned_[frame_.function].push_back(value->second);
  }
  auto range = range_of(node);
  if (!range) return;
  const clang::SourceLocation after = clang::Lexer::findLocationAfterToken(
      node.getEndLoc(), clang::tok::semi, sources_, tree_.getLangOpts(), false);
  if (after.isInvalid()) return;
  range->end = sources_.getFileOffset(after);
  const int place = static_cast<int>(places.size());
  places.push_back({place_of(node), MarkedPlace::Kind::Exit, text_of(node), {frame_.way}});
  exits_.push_back({place, frame_.function, *range});
  frame_.exits.push_back({kind, place});
}

// --- Places ---

std::optional<WatchPoints::Range> WatchPoints::range_of(const clang::Stmt& node) const {
  const clang::SourceLocation begin = node.getBeginLoc(), last = node.getEndLoc();
  if (begin.isInvalid() || last.isInvalid() || begin.isMacroID() || last.isMacroID() ||
      !sources_.isWrittenInMainFile(begin) || !sources_.isWrittenInMainFile(last))
    return std::nullopt;
  const clang::SourceLocation end =
      clang::Lexer::getLocForEndOfToken(last, 0, sources_, tree_.getLangOpts());
  return Range{sources_.getFileOffset(begin), sources_.getFileOffset(end)};
}

std::string WatchPoints::text_of(const clang::Stmt& node) const {
  const auto range = range_of(node);
  if (!range) return {};
  const llvm::StringRef all = sources_.getBufferData(sources_.getMainFileID());
  std::string text;
  for (const char c : all.substr(range->begin, range->end - range->begin)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  return text;
}

TextPlace WatchPoints::place_of(const clang::Stmt& node) const {
  const clang::SourceLocation at = node.getBeginLoc();
  return {static_cast<int>(sources_.getExpansionLineNumber(at)),
          static_cast<int>(sources_.getExpansionColumnNumber(at))};
}

bool WatchPoints::in_source(const clang::Decl& declaration) const {
  return sources_.isWrittenInMainFile(declaration.getLocation());
}

}  // namespace stratgen
