// Private to compiler/check: the declarations that a strategy may make.
#pragma once

#include "compiler/check/expression_rules.hpp"
#include "compiler/check/findings.hpp"

#include <clang/AST/Decl.h>

namespace stratgen {

class DeclarationRules {
 public:
  DeclarationRules(Findings& findings, ExpressionRules& expressions)
      : findings_(findings), expressions_(expressions) {}

  void check(const clang::Decl& declaration);
  void check_attribute(const clang::Attr& attribute);

 private:
  void check_class(const clang::Decl& declaration);
  void check_place(const clang::NamedDecl& declaration);
  void check_variable(const clang::VarDecl& variable);
  void check_member(const clang::FieldDecl& member);
  void check_record(const clang::CXXRecordDecl& record);
  void check_function(const clang::FunctionDecl& function);

  Findings& findings_;
  ExpressionRules& expressions_;
};

}  // namespace stratgen
