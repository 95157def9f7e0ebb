// Result<T>: a value or an Error. STRATGEN_TRY hands the Error to the caller.
#pragma once

#include "runtime/base/error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace stratgen {

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Fault fault, std::string message) {
  return tl::unexpected(Error{fault, std::move(message)});
}

}  // namespace stratgen

#define STRATGEN_CONCAT_(a, b) a##b
#define STRATGEN_CONCAT(a, b) STRATGEN_CONCAT_(a, b)
#define STRATGEN_TRY_AS_(tmp, var, expr)                   \
  auto tmp = (expr);                                       \
  if (!tmp) return tl::unexpected(std::move(tmp.error())); \
  var = std::move(*tmp)

// STRATGEN_TRY(const Bars bars, read_csv(path));   declares `bars`, or returns the Error.
#define STRATGEN_TRY(var, expr) \
  STRATGEN_TRY_AS_(STRATGEN_CONCAT(stratgen_try_, __COUNTER__), var, expr)

// STRATGEN_CHECK(store.save(row));   for a Result<void>.
#define STRATGEN_CHECK(expr)                             \
  if (auto stratgen_checked = (expr); !stratgen_checked) \
  return tl::unexpected(std::move(stratgen_checked.error()))
