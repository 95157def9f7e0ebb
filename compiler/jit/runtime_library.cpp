#include "compiler/jit/runtime_library.hpp"

#include <array>
#include <cmath>
#include <cstring>

namespace stratgen {

namespace {

using Unary = double (*)(double);
using Binary = double (*)(double, double);
using UnaryFloat = float (*)(float);
using BinaryFloat = float (*)(float, float);

template <class Function>
HostSymbol symbol(const char* name, Function* address) {
  return {name, reinterpret_cast<void*>(address)};
}
HostSymbol unary(const char* name, Unary address) { return symbol(name, address); }
HostSymbol binary(const char* name, Binary address) { return symbol(name, address); }
HostSymbol unary_float(const char* name, UnaryFloat address) { return symbol(name, address); }
HostSymbol binary_float(const char* name, BinaryFloat address) { return symbol(name, address); }

}  // namespace

std::span<const HostSymbol> runtime_library() {
  static const std::array table = {
      // Optimiser and header: exp(x) * exp(x), pow(2, x) and the like become one of these.
      unary("exp", std::exp),
      unary("exp2", std::exp2),
      unary("exp10", ::exp10),
      unary("expm1", std::expm1),
      unary("log", std::log),
      unary("log2", std::log2),
      unary("log10", std::log10),
      unary("log1p", std::log1p),
      unary("sqrt", std::sqrt),
      unary("cbrt", std::cbrt),
      unary("sin", std::sin),
      unary("cos", std::cos),
      unary("tan", std::tan),
      unary("asin", std::asin),
      unary("acos", std::acos),
      unary("atan", std::atan),
      unary("sinh", std::sinh),
      unary("cosh", std::cosh),
      unary("tanh", std::tanh),
      unary("fabs", std::fabs),
      unary("floor", std::floor),
      unary("ceil", std::ceil),
      unary("round", std::round),
      unary("trunc", std::trunc),
      unary("rint", std::rint),
      unary("nearbyint", std::nearbyint),
      binary("pow", std::pow),
      binary("atan2", std::atan2),
      binary("fmod", std::fmod),
      binary("fmin", std::fmin),
      binary("fmax", std::fmax),
      binary("hypot", std::hypot),
      binary("copysign", std::copysign),
      symbol<double(double, int)>("ldexp", std::ldexp),
      unary_float("expf", std::exp),
      unary_float("exp2f", std::exp2),
      unary_float("logf", std::log),
      unary_float("log2f", std::log2),
      unary_float("log10f", std::log10),
      unary_float("floorf", std::floor),
      unary_float("ceilf", std::ceil),
      unary_float("roundf", std::round),
      unary_float("truncf", std::trunc),
      binary_float("powf", std::pow),
      binary_float("fmodf", std::fmod),
      symbol<void*(void*, const void*, std::size_t)>("memcpy", std::memcpy),
      symbol<void*(void*, const void*, std::size_t)>("memmove", std::memmove),
      symbol<void*(void*, int, std::size_t)>("memset", std::memset),
  };
  return table;
}

}  // namespace stratgen
