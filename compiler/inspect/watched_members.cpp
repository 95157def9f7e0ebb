#include "compiler/inspect/watched_members.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>

namespace stratgen {

namespace {

using llvm::dyn_cast;

constexpr int deepest = 3;            // struct in struct in struct
constexpr std::uint64_t longest = 8;  // elements of an array that are shown one by one

class Reports {
 public:
  explicit Reports(const clang::CXXRecordDecl& strategy) : tree_(strategy.getASTContext()) {
    for (const clang::FieldDecl* field : strategy.fields()) {
      parameter_ = is_parameter(*field);
      add(field->getNameAsString(), field->getType(), 0);
    }
  }

  MemberReports result;

 private:
  static bool is_parameter(const clang::FieldDecl& field) {
    const clang::Expr* value = field.getInClassInitializer();
    if (!value) return false;
    value = value->IgnoreUnlessSpelledInSource();
    if (const auto* list = dyn_cast<clang::InitListExpr>(value); list && list->getNumInits() == 1)
      value = list->getInit(0)->IgnoreUnlessSpelledInSource();
    const auto* call = dyn_cast<clang::CallExpr>(value);
    const auto* callee = call ? call->getDirectCallee() : nullptr;
    return callee && callee->getDeclName().isIdentifier() && callee->getName() == "param";
  }

  void add(const std::string& name, clang::QualType type, int depth) {
    type = type.getCanonicalType();
    if (const auto* array = tree_.getAsConstantArrayType(type))
      return add_elements(name, array->getElementType(), array->getSize().getZExtValue(), depth);
    if (type->isBooleanType()) return add_value(name, WatchedMember::Kind::Bool, {});
    if (const auto* choice = type->getAs<clang::EnumType>()) return add_enum(name, *choice);
    if (type->isArithmeticType()) return add_value(name, WatchedMember::Kind::Number, {});
    if (const auto* record = type->getAsCXXRecordDecl()) add_record(name, *record, depth);
  }

  void add_enum(const std::string& name, const clang::EnumType& type) {
    std::map<long, std::string> labels;
    for (const clang::EnumConstantDecl* each : type.getDecl()->enumerators())
      labels[each->getInitVal().getExtValue()] = each->getNameAsString();
    add_value(name, WatchedMember::Kind::Enum, std::move(labels));
  }

  void add_record(const std::string& name, const clang::CXXRecordDecl& record, int depth) {
    const bool own = tree_.getSourceManager().isWrittenInMainFile(record.getLocation());
    const llvm::StringRef type = record.getName();
    if (!own && type == "Series") return add_value(name, WatchedMember::Kind::Series, {});
    if (!own && (type == "Order" || type == "Trade"))
      return add_value(name, WatchedMember::Kind::Bool, {});
    if (!own && type == "List") return add_value(name + ".size()", WatchedMember::Kind::Number, {});
    if (!own && type == "array") {
      const auto* of = dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
      if (of && of->getTemplateArgs().size() == 2)
        add_elements(name, of->getTemplateArgs()[0].getAsType(),
                     of->getTemplateArgs()[1].getAsIntegral().getZExtValue(), depth);
      return;
    }
    if (depth >= deepest || !record.hasDefinition() || record.isLambda()) return;
    for (const clang::FieldDecl* field : record.fields()) {
      const bool open =
          field->getAccess() == clang::AS_public || field->getAccess() == clang::AS_none;
      if (open && field->getIdentifier() && !field->getName().ends_with("_"))
        add(fmt::format("{}.{}", name, field->getName().str()), field->getType(), depth + 1);
    }
  }

  void add_elements(const std::string& name, clang::QualType type, std::uint64_t count, int depth) {
    if (depth >= deepest || count > longest) return;
    for (std::uint64_t i = 0; i < count; ++i) add(fmt::format("{}[{}]", name, i), type, depth + 1);
  }

  void add_value(const std::string& name, WatchedMember::Kind kind,
                 std::map<long, std::string> labels) {
    result.code += fmt::format("sg_member_({}, this->{}); ", result.members.size(), name);
    result.members.push_back({name, kind, parameter_, std::move(labels)});
  }

  const clang::ASTContext& tree_;
  bool parameter_ = false;
};

}  // namespace

MemberReports report_members(const clang::CXXRecordDecl& strategy) {
  return std::move(Reports(strategy).result);
}

}  // namespace stratgen
