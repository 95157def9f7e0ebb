#include "compiler/check/declaration_rules.hpp"

#include "compiler/check/type_rules.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>

#include <iterator>
#include <optional>
#include <string>

namespace stratgen {

namespace {

using clang::Decl;
using llvm::dyn_cast;
using llvm::isa;

// The allow-list of declarations, as for statements.
std::optional<RuleId> refused_class(Decl::Kind kind) {
  switch (kind) {
    case Decl::Namespace:
    case Decl::NamespaceAlias:
    case Decl::CXXRecord:
    case Decl::ClassTemplate:
    case Decl::ClassTemplateSpecialization:
    case Decl::ClassTemplatePartialSpecialization:
    case Decl::Function:
    case Decl::FunctionTemplate:
    case Decl::CXXMethod:
    case Decl::CXXConstructor:
    case Decl::CXXConversion:
    case Decl::CXXDeductionGuide:
    case Decl::Var:
    case Decl::VarTemplate:
    case Decl::VarTemplateSpecialization:
    case Decl::VarTemplatePartialSpecialization:
    case Decl::ParmVar:
    case Decl::Decomposition:
    case Decl::Binding:
    case Decl::Field:
    case Decl::Enum:
    case Decl::EnumConstant:
    case Decl::Typedef:
    case Decl::TypeAlias:
    case Decl::TypeAliasTemplate:
    case Decl::TemplateTypeParm:
    case Decl::NonTypeTemplateParm:
    case Decl::TemplateTemplateParm:
    case Decl::Using:
    case Decl::UsingEnum:
    case Decl::UsingShadow:
    case Decl::UsingPack:
    case Decl::UsingDirective:
    case Decl::ConstructorUsingShadow:
    case Decl::UnresolvedUsingValue:
    case Decl::UnresolvedUsingTypename:
    case Decl::StaticAssert:
    case Decl::AccessSpec:
    case Decl::Empty:
    case Decl::LifetimeExtendedTemporary:
      return std::nullopt;

    case Decl::CXXDestructor:
      return RuleId::Destructor;
    case Decl::Friend:
    case Decl::FriendTemplate:
      return RuleId::Friend;
    case Decl::FileScopeAsm:
      return RuleId::Assembly;
    case Decl::LinkageSpec:
      return RuleId::Extern;
    case Decl::Concept:
      return RuleId::Concept;
    case Decl::Export:
    case Decl::Import:
      return RuleId::Module;
    case Decl::Label:
      return RuleId::Goto;
    case Decl::IndirectField:
    case Decl::Block:
      return RuleId::Extension;
    default:
      return RuleId::Unlisted;
  }
}

bool is_allowed(clang::attr::Kind kind) {
  switch (kind) {
    case clang::attr::Unused:
    case clang::attr::WarnUnusedResult:
    case clang::attr::Likely:
    case clang::attr::Unlikely:
    case clang::attr::FallThrough:
    case clang::attr::Final:
    case clang::attr::Override:
    case clang::attr::ConstInit:
      return true;
    default:
      return false;
  }
}

constexpr int max_members = 4096;

// A keyword, or in double brackets and without a vendor's name before it.
bool is_standard_spelling(const clang::Attr& attribute) {
  return attribute.isKeywordAttribute() || attribute.isAlignas() ||
         (attribute.isCXX11Attribute() && !attribute.hasScope());
}

bool has_mutable_state(clang::QualType type) {
  const auto* record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return record && record->hasDefinition() && record->hasMutableFields();
}

}  // namespace

void DeclarationRules::check(const Decl& declaration) {
  if (declaration.isInvalidDecl()) return;
  check_class(declaration);
  for (const clang::Attr* attribute : declaration.attrs()) check_attribute(*attribute);
  if (const auto* named = dyn_cast<clang::NamedDecl>(&declaration)) check_place(*named);
  if (const auto* record = dyn_cast<clang::CXXRecordDecl>(&declaration)) check_record(*record);
  if (const auto* variable = dyn_cast<clang::VarDecl>(&declaration)) check_variable(*variable);
  if (const auto* binding = dyn_cast<clang::BindingDecl>(&declaration))
    if (const auto refused = refused_type(binding->getType()))
      findings_.add(*refused, binding->getLocation());
  if (const auto* member = dyn_cast<clang::FieldDecl>(&declaration)) check_member(*member);
  if (const auto* function = dyn_cast<clang::FunctionDecl>(&declaration)) check_function(*function);
  if (const auto* pattern = dyn_cast<clang::TemplateDecl>(&declaration))
    if (pattern->hasAssociatedConstraints()) findings_.add(RuleId::Concept, pattern->getLocation());
  if (const auto* alias = dyn_cast<clang::TypedefNameDecl>(&declaration))
    if (const auto refused = refused_type(alias->getUnderlyingType()))
      findings_.add(*refused, alias->getLocation());
}

void DeclarationRules::check_class(const Decl& declaration) {
  const auto refused = refused_class(declaration.getKind());
  if (!refused || declaration.isImplicit()) return;
  const bool unlisted = *refused == RuleId::Unlisted;
  findings_.add(*refused, declaration.getLocation(), unlisted ? declaration.getDeclKindName() : "");
}

// Nothing of the source's may live in, continue or redeclare anything of the header's.
void DeclarationRules::check_place(const clang::NamedDecl& declaration) {
  if (declaration.isImplicit()) return;
  const auto* const context = dyn_cast<Decl>(declaration.getDeclContext());
  const bool inside = isa<clang::NamespaceDecl, clang::CXXRecordDecl>(context) &&
                      !findings_.in_source(context->getLocation());
  bool continues = !findings_.in_source(declaration.getCanonicalDecl()->getLocation());
  if (const auto* function = dyn_cast<clang::FunctionDecl>(&declaration))
    if (const auto* primary = function->getPrimaryTemplate())
      continues |= !findings_.in_source(primary->getLocation());
  if (inside || continues)
    findings_.add(RuleId::ApiNamespace, declaration.getLocation(),
                  fmt::format("'{}'", declaration.getNameAsString()));
}

void DeclarationRules::check_attribute(const clang::Attr& attribute) {
  const bool allowed = is_allowed(attribute.getKind()) && is_standard_spelling(attribute);
  if (!attribute.isImplicit() && !attribute.isInherited() && !allowed &&
      findings_.in_source(attribute.getLocation()))
    findings_.add(RuleId::Attribute, attribute.getLocation(),
                  fmt::format("'{}'", attribute.getSpelling()));
}

void DeclarationRules::check_variable(const clang::VarDecl& variable) {
  const auto name = fmt::format("'{}'", variable.getNameAsString());
  if (const auto refused = refused_type(variable.getType()))
    findings_.add(*refused, variable.getLocation(), name);
  if (variable.getTLSKind() != clang::VarDecl::TLS_None)
    return findings_.add(RuleId::State, variable.getLocation(), name);
  if (variable.getStorageClass() == clang::SC_Extern)
    return findings_.add(RuleId::Extern, variable.getLocation(), name);
  if (variable.getType()->isDependentType()) return;

  if (variable.hasGlobalStorage() && !variable.isConstexpr()) {
    const bool constant =
        variable.getType().isConstQualified() && variable.hasInit() &&
        (variable.getInit()->isValueDependent() || variable.hasConstantInitialization());
    if (!constant) return findings_.add(RuleId::State, variable.getLocation(), name);
  }
  // A reference that is constant keeps a temporary that need not be.
  const bool kept = variable.getType()->isReferenceType() && !variable.isStaticDataMember();
  if (variable.hasGlobalStorage() && (kept || has_mutable_state(variable.getType())))
    return findings_.add(RuleId::State, variable.getLocation(), name);

  if (isa<clang::ParmVarDecl>(variable)) return;
  if (variable.getType()->isReferenceType()) {
    if (variable.isStaticDataMember())
      findings_.add(RuleId::ReferenceMember, variable.getLocation(), name);
    // A range-for's own variable is bound to an element of the range, which is checked as a whole.
    if (!variable.isCXXForRangeDecl() && variable.hasInit())
      expressions_.check_bound(variable.getInit());
    return;
  }
  // Lambdas that refer to something live as long as their name does; a container could outlive
  // that.
  const auto* record = variable.getType()->getAsCXXRecordDecl();
  if ((!record || !record->isLambda()) && holds_reference(variable.getType(), findings_) &&
      !refused_type(variable.getType()))
    findings_.add(RuleId::ReferenceMember, variable.getLocation(), name);
}

void DeclarationRules::check_member(const clang::FieldDecl& member) {
  const auto name = fmt::format("'{}'", member.getNameAsString());
  if (const auto refused = refused_type(member.getType()))
    findings_.add(*refused, member.getLocation(), name);
  else if (member.getType()->isReferenceType() || holds_reference(member.getType(), findings_))
    findings_.add(RuleId::ReferenceMember, member.getLocation(), name);
}

void DeclarationRules::check_record(const clang::CXXRecordDecl& record) {
  if (record.isUnion()) findings_.add(RuleId::Union, record.getLocation());
  if (!record.isThisDeclarationADefinition() || record.isDependentType()) return;
  if (std::distance(record.field_begin(), record.field_end()) > max_members)
    findings_.add(RuleId::CodeSize, record.getLocation());
  if (record.isPolymorphic() || record.getNumVBases() > 0)
    findings_.add(RuleId::Virtual, record.getLocation());
}

void DeclarationRules::check_function(const clang::FunctionDecl& function) {
  if (function.isImplicit()) return;
  const auto place = function.getLocation();
  if (function.isExternC()) findings_.add(RuleId::Extern, place);
  if (function.isVariadic()) findings_.add(RuleId::Variadic, place);
  if (function.isMain()) findings_.add(RuleId::EntryPoint, place, "'main'");
  if (function.getLiteralIdentifier()) findings_.add(RuleId::LiteralOperator, place);
  if (const auto* method = dyn_cast<clang::CXXMethodDecl>(&function);
      method && method->isVirtualAsWritten())
    findings_.add(RuleId::Virtual, place);
  if (function.isDefaulted() || function.isDeleted()) return;

  const clang::QualType returned = function.getReturnType();
  if (const auto refused = refused_type(returned))
    findings_.add(*refused, place, fmt::format("'{}'", returned.getAsString()));
  else if (returned->isReferenceType() || holds_reference(returned, findings_))
    findings_.add(RuleId::ReferenceReturn, place);

  if (isa<clang::CXXDeductionGuideDecl>(function)) return;
  const clang::FunctionDecl* const pattern = function.getTemplateInstantiationPattern();
  if (!(pattern ? pattern : &function)->isDefined() && !function.isDependentContext() &&
      function.isUsed(/*CheckUsedAttr=*/false))
    findings_.add(RuleId::UndefinedFunction, place,
                  fmt::format("'{}'", function.getNameAsString()));
}

}  // namespace stratgen
