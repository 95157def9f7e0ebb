// Constraint: expressions over parameters that a cell has to fulfil: "fast < slow and stop > 0.01".
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"

#include <memory>
#include <span>
#include <string>

namespace stratgen {

// Numbers, parameter names, true and false; + - * / ^, comparisons, && || !, and or not, ?:, and
// the functions abs, min, max. A sign or negation of another one needs brackets. An expression
// holds where it is neither 0 nor NaN.
class Constraint {
 public:
  // A cell has to fulfil all of `texts`. `values` are some values, to try the expressions with. An
  // unknown name or a text that is no expression is an Error with Fault::Usage that says where.
  static Result<std::unique_ptr<const Constraint>> create(
      const std::string& strategy, std::span<const ParamDeclaration> declared,
      std::span<const double> values, std::span<const std::string> texts);
  ~Constraint();

  // `values` has one for each declaration. Safe to call from many threads: each has its own copy of
  // the compiled expression.
  bool admits(std::span<const double> values) const;

 private:
  struct Compiled;
  struct PerThread;
  explicit Constraint(std::unique_ptr<PerThread> compiled);

  std::unique_ptr<PerThread> compiled_;
};

}  // namespace stratgen
