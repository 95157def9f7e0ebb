#include "compiler/check/findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace stratgen {

bool Findings::in_source(clang::SourceLocation location) const {
  return location.isValid() &&
         sources_.getFileID(sources_.getSpellingLoc(location)) == sources_.getMainFileID();
}

void Findings::add(RuleId rule, clang::SourceLocation location, std::string_view subject) {
  const clang::PresumedLoc place = sources_.getPresumedLoc(sources_.getExpansionLoc(location));
  const int line = place.isValid() ? static_cast<int>(place.getLine()) : 0;
  const int column = place.isValid() ? static_cast<int>(place.getColumn()) : 0;
  const auto known = std::find_if(list_.begin(), list_.end(), [&](const Diagnostic& each) {
    return each.line == line && each.rule == stratgen::rule(rule).id;
  });
  if (known == list_.end())
    list_.push_back(finding(rule, subject, file_, line, column));
  else if (column < known->column)
    *known = finding(rule, subject, file_, line, column);
}

std::vector<Diagnostic> Findings::take() {
  std::sort(list_.begin(), list_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.line, a.column, a.rule) < std::tie(b.line, b.column, b.rule);
  });
  return std::move(list_);
}

}  // namespace stratgen
