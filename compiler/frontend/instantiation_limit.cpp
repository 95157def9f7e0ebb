#include "compiler/frontend/instantiation_limit.hpp"

#include <clang/AST/DeclTemplate.h>

#include <algorithm>

namespace stratgen {

namespace {

// Twice what a program of 64 KB of orders and series expressions needs.
constexpr unsigned max_instantiations = 30'000;
constexpr unsigned max_weight = 2048;

// The innermost place in the strategy's own text.
clang::SourceLocation place_in_source(const clang::Sema& sema) {
  const clang::SourceManager& sources = sema.getSourceManager();
  for (auto each = sema.CodeSynthesisContexts.rbegin(); each != sema.CodeSynthesisContexts.rend();
       ++each)
    if (sources.isInMainFile(sources.getExpansionLoc(each->PointOfInstantiation)))
      return each->PointOfInstantiation;
  return sema.CodeSynthesisContexts.back().PointOfInstantiation;
}

// After a fatal error clang instantiates nothing more.
template <unsigned N>
void stop(const clang::Sema& sema, const char (&message)[N], unsigned number) {
  clang::DiagnosticsEngine& diagnostics = sema.getDiagnostics();
  if (diagnostics.hasFatalErrorOccurred()) return;
  const unsigned id = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Fatal, message);
  diagnostics.Report(place_in_source(sema), id) << number;
}

}  // namespace

void note_progress(const clang::SourceManager& sources, clang::SourceLocation place,
                   std::atomic<int>& progress) {
  if (place.isInvalid() || place.isMacroID() || !sources.isInMainFile(place)) return;
  progress.store(static_cast<int>(sources.getFileOffset(place)), std::memory_order_relaxed);
}

void InstantiationLimit::atTemplateBegin(const clang::Sema& sema, const Context& context) {
  if (progress_) note_progress(sources_, context.PointOfInstantiation, *progress_);
  if (context.Kind == Context::Memoization) return;
  if (++count_ > max_instantiations)
    return stop(sema, "more than %0 instantiations of templates are not compiled",
                max_instantiations);
  if (context.Kind != Context::TemplateInstantiation) return;
  const auto* node = clang::dyn_cast_or_null<clang::CXXRecordDecl>(context.Entity);
  if (const unsigned parts = node ? weight(*node) : 1; parts > max_weight)
    stop(sema, "an expression of %0 parts is not compiled", parts);
}

// Operations, series and constants of an expression, as one evaluation sees them. The nodes of the
// headers are templates over their operands; a crossover reads each operand at two bars.
unsigned InstantiationLimit::weight(const clang::CXXRecordDecl& record) {
  const auto* node = clang::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (!node || node->isDependentType() || sources_.isInMainFile(node->getLocation())) return 1;
  if (const auto known = weights_.find(&record); known != weights_.end()) return known->second;
  unsigned parts = 0;
  for (const clang::TemplateArgument& operand : node->getTemplateArgs().asArray()) {
    const auto* inner = operand.getKind() == clang::TemplateArgument::Type
                            ? operand.getAsType()->getAsCXXRecordDecl()
                            : nullptr;
    if (inner) parts = std::min(2 * max_weight, parts + weight(*inner));
  }
  if (node->getName() == "Crossover") parts *= 2;
  return weights_[&record] = std::max(parts, 1u);
}

}  // namespace stratgen
