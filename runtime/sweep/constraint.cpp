#include "runtime/sweep/constraint.hpp"

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>

#include <muParser.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

bool in_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// muParser knows no words for operators and no `!`. They become symbols, of the same length so that
// positions stay: `not` is `!`, which binds weaker than comparisons, and `!` is `~`, which binds
// tightly.
std::string in_symbols(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '!' && (i + 1 == text.size() || text[i + 1] != '=')) text[i] = '~';
    if (!in_name(text[i])) continue;
    std::size_t end = i;
    while (end < text.size() && in_name(text[end])) ++end;
    const std::string_view word = std::string_view(text).substr(i, end - i);
    if (word == "and")
      text.replace(i, 3, "&& ");
    else if (word == "or")
      text.replace(i, 2, "||");
    else if (word == "not")
      text.replace(i, 3, "!  ");
    i = end - 1;
  }
  return text;
}

// muParser reads `=` as an assignment.
std::size_t find_assignment(std::string_view text) {
  for (std::size_t i = text.find('='); i != std::string_view::npos; i = text.find('=', i + 1)) {
    if (i + 1 < text.size() && text[i + 1] == '=')
      ++i;
    else if (i == 0 || std::string_view("<>!").find(text[i - 1]) == std::string_view::npos)
      return i;
  }
  return std::string_view::npos;
}

double negative(double x) { return -x; }
double negated(double x) { return x == 0 ? 1 : 0; }
double absolute(double x) { return std::abs(x); }
double larger(double a, double b) { return std::max(a, b); }
double smaller(double a, double b) { return std::min(a, b); }

// One expression, whose names are bound to `values`, which stays where it is.
mu::Parser bound(const std::string& text, std::span<const ParamDeclaration> declared,
                 std::span<double> values) {
  constexpr int above_and = mu::prLAND + 1;
  mu::Parser parser;
  parser.ClearFun();
  parser.ClearConst();
  parser.ClearInfixOprt();
  parser.DefineInfixOprt("-", negative);
  parser.DefineInfixOprt("~", negated);
  parser.DefineInfixOprt("!", negated, above_and);
  parser.DefineConst("true", 1);
  parser.DefineConst("false", 0);
  const auto defines = [&](std::string_view name) {
    return std::ranges::find(declared, name, &ParamDeclaration::name) != declared.end();
  };
  if (!defines("abs")) parser.DefineFun("abs", absolute);
  if (!defines("max")) parser.DefineFun("max", larger);
  if (!defines("min")) parser.DefineFun("min", smaller);
  for (std::size_t k = 0; k < declared.size(); ++k) {
    const std::string& name = declared[k].name;
    if (std::ranges::all_of(name, in_name)) parser.DefineVar(name, &values[k]);
  }
  parser.SetExpr(in_symbols(text));
  return parser;
}

bool holds(double value) { return value != 0 && !std::isnan(value); }

std::string parameters_of(const std::string& strategy, std::span<const ParamDeclaration> declared) {
  if (declared.empty()) return strategy + " has no parameters";
  std::string list;
  for (const ParamDeclaration& declaration : declared)
    list += (list.empty() ? "" : ", ") + declaration.name;
  return fmt::format("{}'s parameters are {}", strategy, list);
}

tl::unexpected<Error> refuse(std::string_view text, const std::string& what) {
  return fail(Fault::Usage, fmt::format("constraint \"{}\": {}", text, what));
}

tl::unexpected<Error> refuse(const std::string& strategy,
                             std::span<const ParamDeclaration> declared, const std::string& text,
                             const mu::ParserError& error) {
  const std::size_t at =
      std::min(text.size(), static_cast<std::size_t>(std::max(0, error.GetPos())));
  std::size_t end = at;
  while (end < text.size() && in_name(text[end])) ++end;
  if (error.GetCode() == mu::ecUNASSIGNABLE_TOKEN && end > at &&
      std::isdigit(static_cast<unsigned char>(text[at])) == 0) {
    return refuse(text,
                  fmt::format("there is no \"{}\" (character {}); {}", text.substr(at, end - at),
                              at + 1, parameters_of(strategy, declared)));
  }
  if (text.find_first_not_of(' ') == std::string::npos)
    return refuse(text, "it is empty; write one like \"fast < slow\"");
  if (at >= text.size()) return refuse(text, "it ends where a value or a bracket is missing");
  return refuse(text, fmt::format("it makes no sense from \"{}\" (character {}) on",
                                  text.substr(at), at + 1));
}

}  // namespace

struct Constraint::Compiled {
  Compiled(std::span<const ParamDeclaration> declared, std::span<const std::string> texts)
      : values(declared.size()) {
    for (const std::string& text : texts) parsers.push_back(bound(text, declared, values));
  }

  std::vector<double> values;
  std::vector<mu::Parser> parsers;
};

struct Constraint::PerThread {
  PerThread(std::span<const ParamDeclaration> declared, std::span<const std::string> texts)
      : declarations(declared.begin(), declared.end()),
        expressions(texts.begin(), texts.end()),
        compiled([this] { return std::make_unique<Compiled>(declarations, expressions); }) {}

  std::vector<ParamDeclaration> declarations;
  std::vector<std::string> expressions;
  tbb::enumerable_thread_specific<std::unique_ptr<Compiled>> compiled;
};

Constraint::Constraint(std::unique_ptr<PerThread> compiled) : compiled_(std::move(compiled)) {}
Constraint::~Constraint() = default;

Result<std::unique_ptr<const Constraint>> Constraint::create(
    const std::string& strategy, std::span<const ParamDeclaration> declared,
    std::span<const double> values, std::span<const std::string> texts) {
  std::vector<double> trial(values.begin(), values.end());
  for (const std::string& text : texts) {
    if (const std::size_t at = find_assignment(text); at != std::string::npos) {
      return refuse(text,
                    fmt::format("\"=\" (character {}) compares nothing; write \"==\"", at + 1));
    }
    try {
      mu::Parser parser = bound(text, declared, trial);
      parser.Eval();
      if (parser.GetNumResults() != 1)
        return refuse(text, "a comma joins no conditions; write \"and\"");
    } catch (const mu::ParserError& error) {
      return refuse(strategy, declared, text, error);
    }
  }
  return std::unique_ptr<const Constraint>(
      new Constraint(std::make_unique<PerThread>(declared, texts)));
}

bool Constraint::admits(std::span<const double> values) const {
  Compiled& mine = *compiled_->compiled.local();
  std::ranges::copy(values, mine.values.begin());
  try {
    return std::ranges::all_of(mine.parsers, [](mu::Parser& p) { return holds(p.Eval()); });
  } catch (const mu::ParserError&) {
    return false;  // a function refused its arguments
  }
}

}  // namespace stratgen
