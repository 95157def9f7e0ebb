#include "compiler/check/type_rules.hpp"

#include "compiler/check/strategy_rules.hpp"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/TypeLoc.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace stratgen {

namespace {

using clang::BuiltinType;
using clang::QualType;
using clang::Type;

bool is_allowed_builtin(BuiltinType::Kind kind) {
  switch (kind) {
    case BuiltinType::Void:
    case BuiltinType::Bool:
    case BuiltinType::Char_S:
    case BuiltinType::SChar:
    case BuiltinType::UChar:
    case BuiltinType::Short:
    case BuiltinType::UShort:
    case BuiltinType::Int:
    case BuiltinType::UInt:
    case BuiltinType::Long:
    case BuiltinType::ULong:
    case BuiltinType::LongLong:
    case BuiltinType::ULongLong:
    case BuiltinType::Float:
    case BuiltinType::Double:
    // Placeholders of expressions that are part of a call or depend on a template's parameters.
    case BuiltinType::Dependent:
    case BuiltinType::Overload:
    case BuiltinType::BoundMember:
      return true;
    default:
      return false;
  }
}

std::optional<RuleId> refused_function(const clang::FunctionProtoType& type) {
  if (type.isVariadic()) return RuleId::Variadic;
  if (const auto refused = refused_type(type.getReturnType())) return refused;
  for (const QualType parameter : type.param_types())
    if (const auto refused = refused_type(parameter)) return refused;
  return std::nullopt;
}

}  // namespace

std::optional<RuleId> refused_type(QualType type) {
  if (type.isNull()) return std::nullopt;
  type = type.getCanonicalType();
  if (type.isVolatileQualified()) return RuleId::Volatile;
  if (type.isRestrictQualified() || type.hasAddressSpace()) return RuleId::Extension;

  switch (type->getTypeClass()) {
    case Type::Builtin: {
      const auto kind = llvm::cast<BuiltinType>(type)->getKind();
      if (kind == BuiltinType::NullPtr) return RuleId::Pointer;
      return is_allowed_builtin(kind) ? std::nullopt : std::optional(RuleId::Type);
    }
    case Type::Enum:
      return std::nullopt;
    case Type::Record: {
      // One without a name is refused where the source declares it; the headers have some.
      const bool named = !type->getAsRecordDecl()->isAnonymousStructOrUnion();
      return type->isUnionType() && named ? std::optional(RuleId::Union) : std::nullopt;
    }
    case Type::ConstantArray:
    case Type::DependentSizedArray:
      return refused_type(llvm::cast<clang::ArrayType>(type)->getElementType());
    case Type::VariableArray:
      return RuleId::VariableLengthArray;
    case Type::LValueReference:
    case Type::RValueReference: {
      const QualType target = type->getPointeeType();
      return target->isFunctionType() ? std::optional(RuleId::Pointer) : refused_type(target);
    }
    case Type::FunctionProto:
      return refused_function(*llvm::cast<clang::FunctionProtoType>(type));
    case Type::Pointer:
    case Type::MemberPointer:
    case Type::BlockPointer:
      return RuleId::Pointer;
    case Type::InjectedClassName:
    case Type::TemplateTypeParm:
    case Type::TemplateSpecialization:
    case Type::DependentName:
    case Type::DependentTemplateSpecialization:
    case Type::DeducedTemplateSpecialization:
    case Type::Decltype:
    case Type::UnresolvedUsing:
    case Type::PackExpansion:
    case Type::SubstTemplateTypeParmPack:
    case Type::Auto:
      return std::nullopt;
    default:
      return RuleId::Type;
  }
}

std::optional<RuleId> refused_type_spelling(clang::TypeLoc type) {
  switch (type.getTypeLocClass()) {
    case clang::TypeLoc::Pointer:
    case clang::TypeLoc::MemberPointer:
    case clang::TypeLoc::BlockPointer:
      return RuleId::Pointer;
    case clang::TypeLoc::Attributed:
      return RuleId::Attribute;
    case clang::TypeLoc::VariableArray:
      return RuleId::VariableLengthArray;
    case clang::TypeLoc::Builtin:
      return refused_type(type.getType().getUnqualifiedType());
    case clang::TypeLoc::Qualified:
      if (type.getType().isVolatileQualified()) return RuleId::Volatile;
      return type.getType().isRestrictQualified() ? std::optional(RuleId::Extension) : std::nullopt;
    case clang::TypeLoc::Complex:
    case clang::TypeLoc::Atomic:
    case clang::TypeLoc::BitInt:
    case clang::TypeLoc::DependentBitInt:
    case clang::TypeLoc::Vector:
    case clang::TypeLoc::DependentVector:
    case clang::TypeLoc::ExtVector:
    case clang::TypeLoc::DependentSizedExtVector:
    case clang::TypeLoc::ConstantMatrix:
    case clang::TypeLoc::DependentSizedMatrix:
    case clang::TypeLoc::DependentAddressSpace:
    case clang::TypeLoc::Pipe:
    case clang::TypeLoc::ObjCObject:
    case clang::TypeLoc::ObjCInterface:
    case clang::TypeLoc::ObjCObjectPointer:
      return RuleId::Type;
    case clang::TypeLoc::TypeOf:
    case clang::TypeLoc::TypeOfExpr:
    case clang::TypeLoc::UnaryTransform:
    case clang::TypeLoc::PackIndexing:
      return RuleId::Extension;
    default:
      return std::nullopt;  // sugar around the above, and declared types, whose names are checked
  }
}

namespace {

// Types share their parts; each is looked at once.
using Seen = llvm::SmallPtrSet<const clang::Decl*, 16>;

// What a lambda keeps of [this]: the strategy itself outlives all that it makes.
bool is_this_of_strategy(QualType type, const Findings& findings) {
  const auto* record = type->getPointeeCXXRecordDecl();
  return type->isPointerType() && record && record->hasDefinition() &&
         is_strategy(*record->getDefinition(), findings);
}

bool holds_reference(QualType type, const Findings& findings, Seen& seen) {
  if (type.isNull() || type->isDependentType()) return false;
  type = type.getCanonicalType();
  if (type->isReferenceType() || type->isAnyPointerType()) return true;
  if (const auto* array = type->getAsArrayTypeUnsafe())
    return holds_reference(array->getElementType(), findings, seen);
  const auto* record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || !seen.insert(record->getDefinition()).second)
    return false;
  record = record->getDefinition();

  if (record->isInStdNamespace() && record->getName() == "initializer_list") return true;
  // The API's own structs may hold what they like; what matters is what the source puts into them.
  if (!findings.in_source(record->getLocation())) {
    const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
    if (!instance) return false;
    for (const clang::TemplateArgument& argument : instance->getTemplateArgs().asArray())
      if (argument.getKind() == clang::TemplateArgument::Type &&
          holds_reference(argument.getAsType(), findings, seen))
        return true;
    return false;
  }
  for (const clang::FieldDecl* field : record->fields())
    if (!is_this_of_strategy(field->getType(), findings) &&
        holds_reference(field->getType(), findings, seen))
      return true;
  for (const clang::CXXBaseSpecifier& base : record->bases())
    if (holds_reference(base.getType(), findings, seen)) return true;
  return false;
}

}  // namespace

bool holds_reference(QualType type, const Findings& findings) {
  Seen seen;
  return holds_reference(type, findings, seen);
}

}  // namespace stratgen
