#include "compiler/frontend/widened.hpp"

#include "compiler/check/rules.hpp"

#include <algorithm>
#include <utility>

namespace stratgen {

namespace {

constexpr std::string_view digits = "0123456789\'";

// Where the literal's digits end; npos if it is hexadecimal, octal or has a suffix.
std::size_t end_of_decimal(std::string_view source, std::size_t begin) {
  const std::size_t end = std::min(source.find_first_not_of(digits, begin), source.size());
  const std::string_view text = source.substr(begin, end - begin);
  const char next = end < source.size() ? source[end] : ' ';
  const bool has_suffix = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
  const bool is_octal = text.size() > 1 && text[0] == '0';
  return text.empty() || has_suffix || is_octal ? source.npos : end;
}

std::vector<Diagnostic> as_warnings(std::vector<Diagnostic> errors) {
  for (Diagnostic& each : errors) {
    each.message = "this integer is read as a double; clang alone makes an int of the choice";
    each.hint = "write 0.0 instead of 0";
  }
  return errors;
}

}  // namespace

std::optional<Widened> widened(std::string_view source, std::vector<unsigned> literals,
                               const std::vector<Diagnostic>& errors) {
  const bool alone = std::all_of(errors.begin(), errors.end(), [](const Diagnostic& each) {
    return each.rule == rule(RuleId::TernaryInt).id;
  });
  if (!alone || literals.empty()) return std::nullopt;
  std::sort(literals.begin(), literals.end());
  literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
  std::string text;
  std::size_t done = 0;
  for (const unsigned begin : literals) {
    const std::size_t end = end_of_decimal(source, begin);
    if (end == source.npos) return std::nullopt;
    text.append(source.substr(done, end - done)).append(".0");
    done = end;
  }
  text.append(source.substr(done));
  return Widened{std::move(text), as_warnings(errors)};
}

}  // namespace stratgen
