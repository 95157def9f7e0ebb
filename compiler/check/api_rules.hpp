// Private to compiler/check: how the source uses the API.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/Expr.h>
#include <clang/AST/NestedNameSpecifier.h>
#include <clang/AST/TypeLoc.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallPtrSet.h>

#include <string>
#include <utility>
#include <vector>

namespace stratgen {

class ApiRules {
 public:
  explicit ApiRules(Findings& findings) : findings_(findings) {}

  // The function of the source and the member's initialiser that the nodes to come are inside of;
  // null where there is none.
  void enter(const clang::FunctionDecl* function, const clang::FieldDecl* member) {
    function_ = function;
    member_ = member;
  }

  void check(const clang::Stmt& node);
  void check_type_name(clang::TypeLoc type);
  void check_qualifier(clang::NestedNameSpecifierLoc qualifier);
  void check(const clang::Decl& declaration);

  // After the whole tree: what `next` reaches, directly or through functions of the source, may not
  // ask for anything that belongs into init().
  void check_reached_from(const clang::FunctionDecl& next);

 private:
  struct Calls {
    std::vector<std::pair<clang::SourceLocation, std::string>> init_only;
    std::vector<const clang::FunctionDecl*> functions;
  };

  void check_named(const clang::ValueDecl& named, const clang::NamedDecl& found,
                   clang::SourceLocation place);
  void check_call(const clang::CallExpr& call);
  void check_range(const clang::Expr& value, const clang::Expr& range);
  void check_param(const clang::CallExpr& call);
  void check_variable(const clang::VarDecl& variable);
  void check_bases(const clang::CXXRecordDecl& record);
  void check_index(const clang::CXXOperatorCallExpr& subscript);
  void check_construction(const clang::CXXConstructExpr& construction);
  void check_list(const clang::InitListExpr& list);

  Findings& findings_;
  const clang::FunctionDecl* function_ = nullptr;
  const clang::FieldDecl* member_ = nullptr;
  llvm::SmallPtrSet<const clang::Expr*, 32> operators_;  // callees that operator syntax names
  llvm::DenseMap<const clang::FunctionDecl*, Calls> calls_;
  std::vector<std::string> parameters_;
};

}  // namespace stratgen
