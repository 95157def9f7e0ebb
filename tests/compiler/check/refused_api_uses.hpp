// Sources that have to be refused for how they use the API; marked as in refused_sources.hpp.
#pragma once

#include "tests/compiler/check/refused_sources.hpp"

namespace stratgen::test {

inline std::vector<Refused> refused_internals() {
  return {
      // The API's namespace and inside
      {"api-namespace", at_file_scope("namespace @stratgen { int f() { return 1; } }")},
      {"api-namespace", at_file_scope("namespace @std { int f() { return 1; } }")},
      {"api-namespace", at_file_scope("template <> struct @List<int, 3> {};")},
      {"api-namespace", at_file_scope("template <> struct std::@array<int, 3> {};")},
      {"api-namespace", at_file_scope("template struct @List<int, 3>;")},
      {"api-namespace", at_file_scope("namespace @stratgen::inner { int f() { return 1; } }")},
      {"api-namespace", at_file_scope("void @sg_trap() {}")},
      {"api-internal", in_next("@sg_trap();")},
      {"api-internal", in_next("@sg_step(0);")},
      {"api-internal", in_next("x = @engine_->frame->cash;")},
      {"api-internal", in_next("@engine_->visible += 5;")},
      {"api-internal", in_next("this->@engine_;")},
      {"api-internal", in_next("x = close.@at_(7);")},
      {"api-internal", in_next("x = (close - open).@at_(7);")},
      {"api-internal", in_next("x = f.@column_()[3];")},
      {"api-internal", in_next("list.@size_ = 1000;")},
      {"api-internal", in_next("x = list.@items_[9];")},
      {"compile", in_next("List<int, 2> l = {1, @2.5};")},
      {"compile", in_next("List<int, 2> @l{.size_ = 1000000};")},
      {"compile",
       at_file_scope("struct P { List<int, 2> l; int z; };\nP p() { return {@1, 2, 3, 4}; }")},
      {"api-internal", in_next("auto& @[items, n] = list; n = 1000000;")},
      {"api-internal", in_next("auto @[frame, states, n] = closed_trades();")},
      {"api-internal", in_next("decltype(closed_trades()) t@{{}, {}, 5}; x = t[0].pl();")},
      {"api-internal", in_next("decltype(position.size) @size; x = size;")},
      {"api-internal", in_next("using N = decltype(position.size); x = N@{};")},
      {"api-internal", in_next("auto it = trades().@begin(); x = (*it).pl();")},
      {"api-internal", in_next("auto f = [it = closed_trades().@end()] { return *it; };")},
      {"api-internal", in_next("decltype(trades().@begin()) it; auto t = *it;")},
      {"api-internal", in_next("std::array<decltype(position.size), 2> @a{}; x = a[0];")},
      {"api-internal",
       in_struct("  template <class T> double g(T) { std::array<T, 1> @a{}; return a[0]; }\n"
                 "  double h() { return g(position.size); }")},
      {"api-internal", in_struct("  decltype(Order{}.size) @kept;")},
      {"api-internal", in_next("stratgen::@detail::Engine e;")},
      {"api-internal", in_next("stratgen::@detail::Engine e;")},
      {"api-internal", in_next("using namespace stratgen::@detail;")},
      {"api-internal", at_file_scope("namespace @d = stratgen::v1::detail;")},
      {"api-internal", at_file_scope("struct P : @List<int, 3> {};")},
      {"api-internal", at_file_scope("struct P : @Series { using Series::Series; };")},
      {"api-internal", in_struct("  using Strategy::@engine_;")},
      {"api-internal", in_next("x = stratgen::@abi::version;")},
  };
}

inline std::vector<Refused> refused_api_uses() {
  return {
      // The strategy's shape
      {"one-strategy",
       "#include <stratgen/strategy.hpp>\nstruct Other : Strategy { void next() {} };\n"
       "struct @S : Strategy { void next() {} };\nSTRATGEN_STRATEGY(S)\n"},
      {"strategy-shape", in_struct("  @S() {}")},
      {"strategy-shape", in_struct("  using Strategy::@Strategy;")},
      {"strategy-shape", in_struct(" private:\n  int @hidden = 0;\n public:")},
      {"strategy-shape",
       "#include <stratgen/strategy.hpp>\nstruct M {};\nstruct S : @M, Strategy { "
       "void next() {} };\nSTRATGEN_STRATEGY(S)\n"},
      {"strategy-shape",
       "#include <stratgen/strategy.hpp>\nstruct S : @Strategy, Series { "
       "void next() {} };\nSTRATGEN_STRATEGY(S)\n"},
      {"signal-form",
       "#include <stratgen/strategy.hpp>\nstruct S : SignalStrategy {\n  bool @long_entry() { "
       "return close > open; }\n};\nSTRATGEN_STRATEGY(S)\n"},
      {"entry-point", at_file_scope("int @main() { return 0; }")},
      {"entry-point", in_next("@stratgen_run(0);")},
      {"strategy-next",
       "#include <stratgen/strategy.hpp>\nstruct @S : SignalStrategy { };\nSTRATGEN_STRATEGY(S)\n"},
      {"strategy-next",
       "#include <stratgen/strategy.hpp>\nstruct @S : Strategy { };\nSTRATGEN_STRATEGY(S)\n"},
      {"strategy-size",
       "#include <stratgen/strategy.hpp>\nstruct @S : Strategy { double "
       "a[200000]; void next() {} };\nSTRATGEN_STRATEGY(S)\n"},
      // Parameters, phases, the future
      {"param-place", in_next("k = @param(\"n\", 3);")},
      {"param-place", in_struct("  void h() { k = @param(\"n\", 3); }")},
      {"param-argument", in_struct("  int p = param(\"n\", 3), q = @param(\"n\", 4);")},
      {"param-argument", in_struct("  int p = param(\"n\", 3, @{1, 9});")},
      {"param-argument", in_struct("  double p = param(\"n\", 0.5, @{.min = 0.1, .max = 0.9});")},
      {"param-argument", in_struct("  int p = param(\"n\", @20, {1, 9, 1});")},
      {"param-argument", in_struct("  int p = param(\"n\", 3), q = param(\"m\", p @* 2);")},
      {"param-type", in_struct("  int p = @param(\"n\", 3.5);")},
      {"param-type", in_struct("  bool p = @param(\"n\", 0.5, {0, 1, 0.5});")},
      {"param-type", in_struct("  long p = @param(\"n\", 3.0);")},
      {"init-only", in_next("x = @sma(close, 3);")},
      {"init-only", in_next("if (@rsi(close, 3) < 10) buy();")},
      {"init-only", in_next("x = @macd(close).hist;")},
      {"init-only", in_next("x = @asset(\"VIX\").close;")},
      {"init-only", in_next("x = @each_bar([this] { return close[0]; });")},
      {"init-only", in_next("auto g = [this] { return @ema(close, 3); }; x = g();")},
      {"init-only",
       "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  double g() { return @ema(close, "
       "3); "
       "}\n  double h() { return g(); }\n  void next() { if (h() > 1) buy(); }\n};\n"
       "STRATGEN_STRATEGY(S)\n"},
      {"negative-index", in_next("x = close[@-1];")},
      {"negative-index", in_next("constexpr int next_bar = -1; x = f[@next_bar];")},
      {"negative-index", in_next("x = (close - open)[1 @- 2];")},
      {"series-value", in_struct("  Series a = @later + 1;\n  Series later = sma(close, 3);")},
      // A choice between a series and an integer
      {"ternary-int", in_next("x = close > 1 ? min(0.95, close / f) : @0x10;")},
      {"ternary-int", in_next("x = close > 1 ? @010 : close;")},
      {"ternary-int", in_next("x = k > 1 ? close * 0.5 : @(k);")},
      {"tag-text", in_next("buy({.tag = k > 1 ? \"up\" : @\"sixteen letters.\"});")},
      {"tag-text", in_next("Tag t = k ? k > 1 ? @\"the longest of these\" : \"b\" : \"cd\";")},
      {"ternary-int", in_next("for (const Trade t : trades()) x = t ? t.sl : @int(x);")},
      {"ternary-int", in_next("x = k > 1 ? k > 2 ? 0.5 : k > 3 ? @1u : close : 0;")},
      {"ternary-int", in_next("x = k > 1 ? close : @false;")},
      {"ternary-int", in_next("x = k > 1 ? close : @'a';")},
      {"ternary-int", in_next("auto n = x > 1 ? @k : max(close, open);")},
      {"ternary-int", in_next("auto f = [&](auto v) { return x > 1 ? v : @0; }; x = f(close);")},
      {"ternary-int",
       in_struct("  template <class T> double g(T v) { return k > 1 ? v / 2 : @0; }\n"
                 "  double h() { return g(close); }")},
  };
}

}  // namespace stratgen::test
