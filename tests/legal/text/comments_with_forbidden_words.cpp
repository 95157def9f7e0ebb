#include <stratgen/strategy.hpp>
// asm goto new delete union virtual #define __builtin_trap typeid reinterpret_cast
/* #include <vector> #pragma once ??= <: :> <% %: \u0041 _Pragma("x") */
struct S : Strategy { /* throw */ void next() { if (close > open) /* volatile */ buy(); } };  // try catch
STRATGEN_STRATEGY(S)
