#include "compiler/frontend/tree_guards.hpp"

#include "compiler/check/rules.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

namespace stratgen {

namespace {

using llvm::dyn_cast;

// Everything that IR is made of and that the source wrote, with the instances of its templates.
template <class Guard>
class SourceVisitor : public clang::RecursiveASTVisitor<Guard> {
 public:
  explicit SourceVisitor(clang::ASTContext& tree) : tree_(tree) {}

  void visit() {
    // What is not loaded yet is in the precompiled headers, and none of the source's.
    for (clang::Decl* each : tree_.getTranslationUnitDecl()->noload_decls())
      this->TraverseDecl(each);
  }

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(clang::Decl* declaration) {
    if (!declaration || !in_source(declaration->getLocation())) return true;
    return clang::RecursiveASTVisitor<Guard>::TraverseDecl(declaration);
  }

  // The meaning of a list rather than its spelling, which leaves out bases and what is converted.
  bool TraverseInitListExpr(clang::InitListExpr* list) {
    clang::InitListExpr* const meaning = list->isSemanticForm() ? list : list->getSemanticForm();
    clang::InitListExpr* const visited = meaning ? meaning : list;
    if (!this->WalkUpFromInitListExpr(visited)) return false;
    for (clang::Expr* each : visited->inits())
      if (!this->TraverseStmt(each)) return false;
    return !visited->hasArrayFiller() || this->TraverseStmt(visited->getArrayFiller());
  }

  bool VisitLambdaExpr(clang::LambdaExpr* lambda) {
    // The walker shows a generic lambda's pattern only.
    if (const auto* generic = lambda->getLambdaClass()->getDependentLambdaCallOperator())
      for (clang::FunctionDecl* instance : generic->specializations()) this->TraverseDecl(instance);
    return true;
  }

 protected:
  bool in_source(clang::SourceLocation place) const {
    const clang::SourceManager& sources = tree_.getSourceManager();
    return place.isValid() && sources.isInMainFile(sources.getExpansionLoc(place));
  }

  clang::ASTContext& tree_;
};

// Clang checks an integer conversion unless it is part of an explicit cast.
class CastGuard : public SourceVisitor<CastGuard> {
 public:
  using SourceVisitor::SourceVisitor;

  bool VisitImplicitCastExpr(clang::ImplicitCastExpr* conversion) {
    if (conversion->getCastKind() == clang::CK_IntegralCast &&
        may_lose(conversion->getSubExpr()->getType(), conversion->getType()))
      conversion->setIsPartOfExplicitCast(false);
    return true;
  }

  // From and to enums the explicit cast converts itself. Here it gets its operand from a conversion
  // between the integers below.
  bool VisitExplicitCastExpr(clang::ExplicitCastExpr* cast) {
    if (cast->getCastKind() != clang::CK_IntegralCast || cast->getType()->isDependentType())
      return true;
    const clang::QualType from = integer_below(cast->getSubExpr()->getType());
    const clang::QualType to = integer_below(cast->getType());
    if (from.isNull() || to.isNull() || !may_lose(from, to)) return true;
    cast->setSubExpr(convert(convert(cast->getSubExpr(), from), to));
    return true;
  }

 private:
  clang::Expr* convert(clang::Expr* value, clang::QualType to) {
    if (tree_.hasSameUnqualifiedType(value->getType(), to)) return value;
    return clang::ImplicitCastExpr::Create(tree_, to, clang::CK_IntegralCast, value, nullptr,
                                           clang::VK_PRValue, clang::FPOptionsOverride());
  }

  static clang::QualType integer_below(clang::QualType type) {
    type = type.getCanonicalType().getUnqualifiedType();
    if (const auto* choice = type->getAs<clang::EnumType>())
      return choice->getDecl()->getIntegerType().getCanonicalType();
    return type;
  }

  static bool may_lose(clang::QualType from, clang::QualType to) {
    if (from->isDependentType() || to->isDependentType()) return false;
    return !(from->isUnsignedIntegerOrEnumerationType() &&
             to->isUnsignedIntegerOrEnumerationType());
  }
};

class ConstructionGuard : public SourceVisitor<ConstructionGuard> {
 public:
  using SourceVisitor::SourceVisitor;

  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
    const clang::CXXConstructorDecl& constructor = *construction->getConstructor();
    if (in_source(constructor.getParent()->getLocation()) && !constructor.isCopyOrMoveConstructor())
      construction->setRequiresZeroInitialization(true);
    return true;
  }
};

// The element behind an array's last is what a reference may name for clang, and it leaves out a
// check of constants. As a negative index it traps.
class ElementGuard : public SourceVisitor<ElementGuard> {
 public:
  using SourceVisitor::SourceVisitor;

  bool VisitArraySubscriptExpr(clang::ArraySubscriptExpr* subscript) {
    const auto* array =
        tree_.getAsConstantArrayType(subscript->getBase()->IgnoreParenImpCasts()->getType());
    const clang::Expr* const index = subscript->getIdx();
    clang::Expr::EvalResult value;
    if (!array || index->isValueDependent() ||
        !index->EvaluateAsInt(value, tree_, clang::Expr::SE_AllowSideEffects) ||
        value.Val.getInt().tryExtValue() != static_cast<std::int64_t>(array->getZExtSize()))
      return true;
    clang::Expr* const outside = clang::IntegerLiteral::Create(tree_, llvm::APInt::getAllOnes(64),
                                                               tree_.LongTy, index->getExprLoc());
    subscript->getIdx() == subscript->getRHS() ? subscript->setRHS(outside)
                                               : subscript->setLHS(outside);
    return true;
  }
};

class CodeGuard : public SourceVisitor<CodeGuard> {
 public:
  CodeGuard(clang::ASTContext& tree, std::string_view file_name, bool by_size)
      : SourceVisitor(tree), file_(file_name), by_size_(by_size) {}

  std::vector<Diagnostic> take() { return std::move(findings_); }

  bool VisitDeclaratorDecl(clang::DeclaratorDecl* value) {
    if (!llvm::isa<clang::FunctionDecl>(value)) check(value->getType(), value->getLocation());
    return true;
  }
  bool VisitExpr(clang::Expr* value) {
    const clang::QualType type = value->getType();  // none where a list is still without meaning
    if (!type.isNull() && value->isPRValue() && type->isRecordType())
      check(value->getType(), value->getExprLoc());
    return true;
  }
  bool VisitAsmStmt(clang::AsmStmt* node) {
    add(RuleId::Assembly, "", node->getAsmLoc());
    return true;
  }
  bool VisitFileScopeAsmDecl(clang::FileScopeAsmDecl* node) {
    add(RuleId::Assembly, "", node->getAsmLoc());
    return true;
  }

 private:
  void check(clang::QualType type, clang::SourceLocation place) {
    if (!by_size_ || type.isNull() || type->isDependentType() || type->isIncompleteType() ||
        type->isReferenceType() || type->isUndeducedType())
      return;
    const auto bytes = static_cast<std::uint64_t>(tree_.getTypeSizeInChars(type).getQuantity());
    if (bytes > max_frame_bytes) add(RuleId::FrameSize, fmt::format("{} bytes", bytes), place);
  }

  void add(RuleId rule, std::string_view subject, clang::SourceLocation place) {
    const clang::PresumedLoc at = tree_.getSourceManager().getPresumedLoc(place);
    if (!findings_.empty() && findings_.back().line == static_cast<int>(at.getLine())) return;
    findings_.push_back(finding(rule, subject, file_, static_cast<int>(at.getLine()),
                                static_cast<int>(at.getColumn())));
  }

  std::string_view file_;
  bool by_size_;
  std::vector<Diagnostic> findings_;
};

}  // namespace

void check_explicit_casts(clang::ASTContext& tree) { CastGuard(tree).visit(); }

void check_last_elements(clang::ASTContext& tree) { ElementGuard(tree).visit(); }

void clear_before_construction(clang::ASTContext& tree) { ConstructionGuard(tree).visit(); }

std::vector<Diagnostic> not_for_code(clang::ASTContext& tree, std::string_view file_name,
                                     bool by_size) {
  CodeGuard guard(tree, file_name, by_size);
  guard.visit();
  return guard.take();
}

}  // namespace stratgen
