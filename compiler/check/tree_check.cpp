#include "compiler/check/tree_check.hpp"

#include "compiler/check/api_rules.hpp"
#include "compiler/check/declaration_rules.hpp"
#include "compiler/check/expression_rules.hpp"
#include "compiler/check/findings.hpp"
#include "compiler/check/jump_rules.hpp"
#include "compiler/check/series_rules.hpp"
#include "compiler/check/strategy_rules.hpp"
#include "compiler/check/type_rules.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace stratgen {

namespace {

using llvm::dyn_cast;

// Some 5,000 statements; the time of the optimiser grows faster than a function's length.
constexpr int max_nodes = 100'000;

class TreeCheck : public clang::RecursiveASTVisitor<TreeCheck> {
 public:
  explicit TreeCheck(Findings& findings)
      : findings_(findings),
        expressions_(findings),
        declarations_(findings, expressions_),
        api_(findings) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(clang::Decl* declaration) {
    if (!declaration || !findings_.in_source(declaration->getLocation())) return true;
    const auto* function = dyn_cast<clang::FunctionDecl>(declaration);
    const auto* member = dyn_cast<clang::FieldDecl>(declaration);
    if (!function && !member) return RecursiveASTVisitor::TraverseDecl(declaration);

    const auto outer = std::tuple(function_, member_, nodes_);
    if (function) function_ = function->getCanonicalDecl();
    if (member) member_ = member;
    nodes_ = 0;
    const bool outer_instance = in_instance_;
    if (function) enter(in_instance_ || function->isTemplateInstantiation());
    api_.enter(function_, member_);
    RecursiveASTVisitor::TraverseDecl(declaration);
    enter(outer_instance);
    if (nodes_ > max_nodes) findings_.add(RuleId::CodeSize, declaration->getLocation());
    std::tie(function_, member_, nodes_) = outer;
    api_.enter(function_, member_);
    return true;
  }

  bool VisitDecl(clang::Decl* declaration) {
    if (!findings_.in_source(declaration->getLocation())) return true;
    declarations_.check(*declaration);
    api_.check(*declaration);
    if (const auto* record = dyn_cast<clang::CXXRecordDecl>(declaration)) note_strategy(*record);
    return true;
  }

  bool VisitStmt(clang::Stmt* node) {
    if (!findings_.in_source(node->getBeginLoc())) return true;
    ++nodes_;
    expressions_.check(*node);
    api_.check(*node);
    if (const auto* loop = dyn_cast<clang::CXXForRangeStmt>(node)) check_range(*loop);
    if (const auto* choice = dyn_cast<clang::SwitchStmt>(node)) check_jumps(*choice, findings_);
    return true;
  }

  bool VisitAttributedStmt(clang::AttributedStmt* node) {
    for (const clang::Attr* attribute : node->getAttrs()) declarations_.check_attribute(*attribute);
    return true;
  }

  bool VisitLambdaExpr(clang::LambdaExpr* lambda) {
    // The walker shows a generic lambda's pattern only.
    const bool outer_instance = in_instance_;
    if (const auto* generic = lambda->getLambdaClass()->getDependentLambdaCallOperator()) {
      enter(true);
      for (clang::FunctionDecl* instance : generic->specializations()) {
        declarations_.check(*instance);
        for (clang::ParmVarDecl* parameter : instance->parameters()) TraverseDecl(parameter);
        if (instance->doesThisDeclarationHaveABody()) TraverseStmt(instance->getBody());
      }
    }
    enter(outer_instance);
    return true;
  }

  // The meaning of a list rather than its spelling, which may leave out inner braces.
  bool TraverseInitListExpr(clang::InitListExpr* list) {
    clang::InitListExpr* const meaning = list->isSemanticForm() ? list : list->getSemanticForm();
    clang::InitListExpr* const visited = meaning ? meaning : list;
    WalkUpFromInitListExpr(visited);
    for (clang::Expr* each : visited->inits()) TraverseStmt(each);
    return true;
  }

  bool VisitTypeLoc(clang::TypeLoc type) {
    if (!findings_.in_source(type.getBeginLoc())) return true;
    if (const auto refused = refused_type_spelling(type))
      findings_.add(*refused, type.getBeginLoc());
    api_.check_type_name(type);
    return true;
  }

  bool TraverseNestedNameSpecifierLoc(clang::NestedNameSpecifierLoc qualifier) {
    if (qualifier && findings_.in_source(qualifier.getBeginLoc())) api_.check_qualifier(qualifier);
    return RecursiveASTVisitor::TraverseNestedNameSpecifierLoc(qualifier);
  }

  void finish(bool compiled) {
    if (strategies_.empty()) return;
    for (std::size_t i = 1; i < strategies_.size(); ++i)
      findings_.add(RuleId::OneStrategy, strategies_[i]->getLocation());
    check_strategy(*strategies_.front(), findings_);
    if (compiled) {
      check_strategy_size(*strategies_.front(), findings_);
      check_series(*strategies_.front(), findings_);
    }
    if (const auto* next = find_method(*strategies_.front(), "next"))
      api_.check_reached_from(*next);
  }

  TreeReport report() {
    if (strategies_.empty()) return {{}, 0, findings_.take(), {}};
    const clang::CXXRecordDecl& strategy = *strategies_.front();
    const clang::SourceManager& sources = strategy.getASTContext().getSourceManager();
    std::vector<unsigned> literals;
    for (const clang::SourceLocation each : expressions_.literals_to_widen())
      literals.push_back(sources.getFileOffset(each));
    return {strategy.getQualifiedNameAsString(), sources.getFileOffset(strategy.getLocation()),
            findings_.take(), std::move(literals)};
  }

 private:
  void enter(bool instance) {
    in_instance_ = instance;
    expressions_.enter(instance);
  }

  void note_strategy(const clang::CXXRecordDecl& record) {
    if (!record.isThisDeclarationADefinition() || !is_strategy(record, findings_)) return;
    if (record.isDependentType() || clang::isa<clang::ClassTemplateSpecializationDecl>(record))
      findings_.add(RuleId::StrategyShape, record.getLocation(), "a template");
    else
      strategies_.push_back(&record);
  }

  void check_range(const clang::CXXForRangeStmt& loop) {
    const auto* range = dyn_cast<clang::VarDecl>(loop.getRangeStmt()->getSingleDecl());
    if (range && !range->getType()->isDependentType()) expressions_.check_bound(range->getInit());
  }

  Findings& findings_;
  ExpressionRules expressions_;
  DeclarationRules declarations_;
  ApiRules api_;
  const clang::FunctionDecl* function_ = nullptr;
  const clang::FieldDecl* member_ = nullptr;
  int nodes_ = 0;  // of function_ so far
  bool in_instance_ = false;
  std::vector<const clang::CXXRecordDecl*> strategies_;
};

}  // namespace

TreeReport check_tree(clang::ASTContext& context, std::string_view file_name, bool compiled) {
  Findings findings(context.getSourceManager(), file_name);
  TreeCheck check(findings);
  // What is not loaded yet is in the precompiled headers, and none of the source's.
  for (clang::Decl* each : context.getTranslationUnitDecl()->noload_decls())
    check.TraverseDecl(each);
  check.finish(compiled);
  return check.report();
}

}  // namespace stratgen
