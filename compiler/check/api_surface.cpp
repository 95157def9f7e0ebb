#include "compiler/check/api_surface.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/SmallPtrSet.h>

#include <algorithm>

namespace stratgen {

namespace {

using clang::dyn_cast;
using clang::isa;

bool ends_in_underscore(const clang::NamedDecl& declaration) {
  return declaration.getDeclName().isIdentifier() && declaration.getName().ends_with("_");
}

bool is_named(const clang::NamedDecl& declaration, llvm::StringRef name) {
  return declaration.getDeclName().isIdentifier() && declaration.getName() == name;
}

bool is_in_detail(const clang::Decl& declaration) {
  const clang::DeclContext* context = declaration.getDeclContext();
  for (; context && !context->isTranslationUnit(); context = context->getParent()) {
    const auto* space = dyn_cast<clang::NamespaceDecl>(context);
    if (space && (space->getName() == "detail" || space->getName() == "abi")) return true;
  }
  return false;
}

// The struct of the headers that `type` is, or null.
const clang::CXXRecordDecl* header_record(clang::QualType type, const Findings& findings) {
  const auto* record = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
  const bool ours =
      record && record->getLocation().isValid() && !findings.in_source(record->getLocation());
  return ours ? record : nullptr;
}

// Expressions share their parts; each is looked at once.
using Seen = llvm::SmallPtrSet<const clang::Decl*, 16>;

bool holds_pointer(const clang::CXXRecordDecl& record, Seen& seen) {
  if (!record.hasDefinition() || !seen.insert(record.getDefinition()).second) return false;
  for (const clang::FieldDecl* field : record.getDefinition()->fields()) {
    if (field->getType()->isAnyPointerType()) return true;
    const auto* inner = field->getType()->getAsCXXRecordDecl();
    if (inner && is_in_detail(*inner) && holds_pointer(*inner, seen)) return true;
  }
  for (const clang::CXXBaseSpecifier& base : record.getDefinition()->bases())
    if (const auto* inner = base.getType()->getAsCXXRecordDecl();
        inner && holds_pointer(*inner, seen))
      return true;
  return false;
}

}  // namespace

bool is_internal(const clang::NamedDecl& declaration, const Findings& findings) {
  if (declaration.getLocation().isInvalid() || findings.in_source(declaration.getLocation()))
    return false;
  if (ends_in_underscore(declaration)) return true;
  if (declaration.isInStdNamespace() && is_named(declaration, "initializer_list")) return true;
  if (const auto* function = dyn_cast<clang::FunctionDecl>(&declaration)) {
    const auto* method = dyn_cast<clang::CXXMethodDecl>(function);
    // A snapshot's iterator points to the snapshot, which may be a temporary; range-for keeps both.
    const bool iterator = is_named(declaration, "begin") || is_named(declaration, "end");
    if (method && !method->isStatic()) return iterator && is_in_detail(declaration);
    if (function->isExternC()) return true;
  }
  return is_in_detail(declaration);
}

bool is_internal_type(clang::QualType type, const Findings& findings) {
  const auto* record = header_record(type, findings);
  Seen seen;
  return record && is_in_detail(*record) && holds_pointer(*record, seen);
}

bool wraps_internal_type(clang::QualType type, const Findings& findings) {
  const auto* record = header_record(type, findings);
  const auto* instance = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (!instance || is_in_detail(*record)) return false;
  const auto arguments = instance->getTemplateArgs().asArray();
  return std::any_of(arguments.begin(), arguments.end(), [&](const clang::TemplateArgument& each) {
    return each.getKind() == clang::TemplateArgument::Type &&
           (is_internal_type(each.getAsType(), findings) ||
            wraps_internal_type(each.getAsType(), findings));
  });
}

bool is_node_type(clang::QualType type, const Findings& findings) {
  const auto* record = header_record(type, findings);
  return record && is_in_detail(*record) && isa<clang::ClassTemplateSpecializationDecl>(record);
}

bool has_internal_fields(clang::QualType type, const Findings& findings) {
  const auto* record = header_record(type, findings);
  if (!record || !record->hasDefinition() || record->isInStdNamespace()) return false;
  const auto fields = record->getDefinition()->fields();
  return std::any_of(fields.begin(), fields.end(), [](const clang::FieldDecl* field) {
    return ends_in_underscore(*field) || field->getType()->isAnyPointerType();
  });
}

}  // namespace stratgen
