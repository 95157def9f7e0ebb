// Sources that have to be refused. Each @ marks where a finding is expected and is not part of the
// source; without one the place does not matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stratgen::test {

struct Refused {
  std::string_view rule;
  std::string source;
};

// `code` at file scope, before a strategy that is otherwise fine.
inline std::string at_file_scope(std::string_view code) {
  return "#include <stratgen/strategy.hpp>\n" + std::string(code) +
         "\nstruct S : Strategy {\n  void next() { if (close > open) buy(); }\n};\n"
         "STRATGEN_STRATEGY(S)\n";
}

// `code` among the members of a strategy that is otherwise fine.
inline std::string in_struct(std::string_view code) {
  return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  Series f;\n  double x = 0;\n"
         "  int k = 0;\n  double b[4] = {};\n  void init() { f = sma(close, 10); }\n" +
         std::string(code) +
         "\n  void next() { if (close > f) buy(); }\n};\nSTRATGEN_STRATEGY(S)\n";
}

// `code` as the body of next().
inline std::string in_next(std::string_view code) {
  return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  Series f;\n  double x = 0;\n"
         "  int k = 0;\n  double b[4] = {};\n  List<int, 4> list;\n"
         "  void init() { f = sma(close, 10); }\n  void next() {\n" +
         std::string(code) + "\n  }\n};\nSTRATGEN_STRATEGY(S)\n";
}

inline std::vector<Refused> refused_texts() {
  const std::string fine = in_next("buy();");
  return {
      {"encoding", at_file_scope("// @\xff")},
      {"encoding", at_file_scope("// @\x01")},
      {"include", "@struct S : Strategy { void next() {} };\nSTRATGEN_STRATEGY(S)\n"},
      {"include", at_file_scope("@#include <stratgen/strategy.hpp>")},
      {"include", "#include <stratgen/strategy.hpp> @int x;\nSTRATGEN_STRATEGY(S)\n"},
      {"preprocessor", at_file_scope("@#include <cstdlib>")},
      {"preprocessor", at_file_scope("@#include \"/etc/passwd\"")},
      {"preprocessor", at_file_scope("@#include_next <stratgen/strategy.hpp>")},
      {"preprocessor", at_file_scope("@#import <stratgen/strategy.hpp>")},
      {"preprocessor", at_file_scope("@#embed \"/etc/passwd\"")},
      {"preprocessor", at_file_scope("  @# define X 1")},
      {"preprocessor", at_file_scope("@#undef STRATGEN_STRATEGY")},
      {"preprocessor", at_file_scope("@#if 1\n@#endif")},
      {"preprocessor", at_file_scope("@#pragma clang __debug crash")},
      {"preprocessor", at_file_scope("@#pragma once")},
      {"preprocessor", at_file_scope("@#line 1 \"x\"")},
      {"preprocessor", at_file_scope("@#error no")},
      {"preprocessor", at_file_scope("@#")},
      {"preprocessor", at_file_scope("/* */ @#define X")},
      {"preprocessor", in_next("int a = 1 @# 2;")},
      {"preprocessor", in_next("@_Pragma(\"clang __debug crash\")")},
      {"digraph", in_next("x = b@<:0:>;")},
      {"digraph", in_next("@<% x = 1; %>")},
      {"digraph", at_file_scope("@%:define X 1")},
      {"trigraph", in_next("x = b@?\?(0?\?);")},
      {"trigraph", in_next("k = k @?\?' 3;")},
      {"line-splice", in_next("x = @\\\n1;")},
      {"line-splice", in_next("re@\\\nturn;")},
      {"line-splice", in_next("re@\\  \nturn;")},
      {"line-splice", in_next("// hidden @\\\nbuy();")},
      {"line-splice", in_next("reject(\"a@\\\nb\");")},
      {"universal-character", in_next("int @\\u0061b = 1;")},
      {"universal-character", in_next("int a@\\U00000062 = 1;")},
      {"non-ascii", in_next("int gr@\u00f6\u00dfe = 1;")},
      {"non-ascii", in_next("int a =@\u00a01;")},
      {"non-ascii", in_next("int @\u0430 = 1;")},
      {"reserved-name", in_next("x = @__builtin_sqrt(x);")},
      {"reserved-name", in_next("@__builtin_trap();")},
      {"reserved-name", in_next("@__asm_me();")},
      {"reserved-name", in_next("k = @__LINE__;")},
      {"reserved-name", in_next("int @_Upper = 1;")},
      {"reserved-name", in_next("int @a__b = 1;")},
      {"reserved-name", at_file_scope("@STRATGEN_UNARY(a, b, c, d)")},
      {"extension", in_next("int @a$b = 1;")},
      {"assembly", in_next("@asm volatile(\"syscall\");")},
      {"assembly", in_next("@__asm__(\"nop\");")},
      {"assembly", at_file_scope("@asm(\".globl x\");")},
      {"assembly", at_file_scope("int q() @asm(\"stratgen_run\");")},
      {"attribute", at_file_scope("[[@gnu::constructor]] void boom() {}")},
      {"attribute", at_file_scope("[[@using gnu: section(\".init\")]] constexpr int q = 3;")},
      {"attribute", at_file_scope("@__attribute__((constructor)) void boom() {}")},
      {"attribute", at_file_scope("[[@clang::no_sanitize(\"all\")]] void f() {}")},
      {"attribute", at_file_scope("[[@noreturn]] void f() {}")},
      {"attribute", at_file_scope("[[@deprecated]] void f() {}")},
      {"attribute", at_file_scope("[ [@gnu::weak] ] void f() {}")},
      {"attribute", at_file_scope("[[maybe_unused, @gnu::used]] constexpr int q = 3;")},
      {"attribute", at_file_scope("struct P { @alignas(1 << 28) int x; };")},
      {"attribute", in_next("[[@clang::musttail]] return;")},
      {"volatile", in_next("@volatile int a = 1;")},
      {"type", in_next("@__int128 a = 1;")},
      {"type", in_next("@_BitInt(7) a = 1;")},
      {"type", in_next("@wchar_t a = 1;")},
      {"type", in_next("@_Atomic int a = 1;")},
      {"coroutine", in_next("@co_return;")},
      {"module", at_file_scope("@import std;")},
      {"module", at_file_scope("@export int f();")},
      {"concept", at_file_scope("template <class T> @concept C = true;")},
      {"concept", at_file_scope("template <class T> @requires true void f(T) {}")},
      {"pointer", in_next("auto p = @nullptr;")},
      {"heap", in_next("auto p = @new int;")},
      {"heap", in_next("@delete this;")},
      {"heap", at_file_scope("void* operator @new(unsigned long);")},
      {"union", at_file_scope("@union U { double d; long l; };")},
      {"cast", in_next("x = *@reinterpret_cast<double*>(8);")},
      {"cast", in_next("x = @const_cast<double&>(x);")},
      {"cast", in_next("@dynamic_cast<Strategy&>(x);")},
      {"rtti", in_next("@typeid(int);")},
      {"virtual", in_struct("  @virtual void f() {}")},
      {"friend", in_struct("  @friend void f();")},
      {"goto", in_next("again: @goto again;")},
      {"exceptions", in_next("@throw 1;")},
      {"exceptions", in_next("@try { buy(); } catch (...) {}")},
      {"extern", at_file_scope("@extern int x;")},
      {"extern", at_file_scope("@extern \"C\" int system(const char*);")},
      {"state", at_file_scope("@thread_local int x = 0;")},
      {"one-strategy", fine + "@STRATGEN_STRATEGY(S)\n"},
      {"one-strategy",
       "#include <stratgen/strategy.hpp>\nstruct S : Strategy { void next() {} }@;\n"},
      {"one-strategy",
       "#include <stratgen/strategy.hpp>\nstruct S : Strategy { void next() {} };\n"
       "STRATGEN_STRATEGY(S@>(0); } int evil() { return f<S)\n"},
      {"nesting", in_next("x = 1" +
                          [] {
                            std::string sum;
                            for (int i = 0; i < 3000; ++i) sum += "+1";
                            return sum;
                          }() +
                          ";")},
  };
}

inline std::vector<Refused> refused_trees() {
  return {
      // Pointers, in all their spellings.
      {"pointer", in_next("x = @*&x;")},
      {"pointer", in_next("auto @p = &x;")},
      {"pointer", in_next("@double* p; x = 1;")},
      {"pointer", in_next("x = @*(double*)0x1000L;")},
      {"pointer", in_next("using @P = double*; P p; x = *p;")},
      {"pointer", in_next("using @P = double*;")},
      {"pointer", in_next("x = @*(b + 1);")},
      {"pointer", in_next("x = @*b;")},
      {"pointer", in_next("auto @p = b;")},
      {"pointer", in_next("auto @t = \"text\";")},
      {"pointer", in_next("k = sizeof(@int*);")},
      {"pointer", in_next("if (@b) x = 1;")},
      {"pointer", in_struct("  double g(double @q[]) { return q[7]; }")},
      {"pointer", in_struct("  double g(double @q[4]) { return q[7]; }")},
      {"pointer", in_struct("  double g() { return 1; }\n  void h() { auto @p = &S::g; }")},
      {"pointer", in_struct("  @double S::*p;")},
      {"pointer", in_next("auto @f = +[](int a) { return a; };")},
      {"pointer",
       at_file_scope("int f(int a) { return a; }\nint g(int (&@h)(int)) { return h(1); }")},
      {"pointer",
       at_file_scope("int f(int a) { return a; }\nint g() { auto& @h = f; return h(1); }")},
      {"pointer", at_file_scope("template <class F> int call(F @f) { return f(1); }\n"
                                "int f(int a) { return a; }\nint g() { return call(f); }")},
      {"pointer", at_file_scope("template <class T> T* f(T a);")},
      {"pointer", at_file_scope("constexpr const @char* name = \"n\";")},
      {"pointer", in_next("x = @*list.begin();")},
      {"pointer", in_next("for (auto @it = list.begin(); it != list.end(); ++it) x += *it;")},
      {"pointer", in_next("auto f = [@p = list.begin()] { return *p; };")},
      {"pointer", in_next("auto f = [](auto @v) { return *v; }; x = f(list.begin());")},
      {"pointer", in_struct("  void h() { reject(@{}); }")},
      {"pointer", in_struct("  void h() { f = asset(@{}).close; }")},
      {"pointer", in_struct("  void h() { constexpr char t[] = {'a'}; reject(@t); }")},
      {"pointer", in_next("Series s(@{}, {});")},
      {"pointer", in_next("f = Series{@{}, {}};")},
      {"pointer", in_next("Trade t(@{}, {}); x = t.pl();")},
      {"pointer", in_struct("  void h() { f = sma({@{}, {}}, 3); }")},
      // this
      {"this", in_next("auto copy = @*this;")},
      {"this", in_next("@*this = S{*this};")},
      {"this", in_next("x = (@this + 1)->x;")},
      {"this", in_next("auto p = @this;")},
      {"this", in_next("auto f = [@*this] { return x; };")},
      {"pointer", in_next("auto f = [@p = this] { return p->x; };")},
      {"this", in_next("if (@this) buy();")},
      // What lives too long or not long enough.
      {"reference-member", at_file_scope("struct P { double& @r; };")},
      {"reference-member", at_file_scope("template <class T> struct P { T @r; };\n"
                                         "double f(double x) { P<double&> p{x}; return p.r; }")},
      {"reference-member", in_next("double y = 1; auto f = [&y] { return y; };\n"
                                   "List<decltype(f), 2> @fs;")},
      {"reference-member", at_file_scope("template <class F> struct Keep { F @f; };\n"
                                         "void g() { int a = 0; Keep k{[&a] { return a; }}; }")},
      {"reference-return", in_struct("  double& @g() { return x; }")},
      {"reference-return", in_struct("  const Series& @g() { return f; }")},
      {"reference-return", in_struct("  decltype(auto) @g() { return (x); }")},
      {"reference-return", at_file_scope("auto @g() { double y = 1; return [&y] { return y; }; }")},
      {"reference-return",
       at_file_scope("struct P { int v; auto @g() { return [this] { return v; }; } };")},
      {"reference-return", in_next("auto f = @[&]() -> double& { return x; };")},
      {"reference-return", in_next("auto f = @[&] { double y = 1; return [&y] { return y; }; };")},
      {"reference-return", at_file_scope("struct P { P& @operator=(int) { return *this; } };")},
      {"passed-declaration", in_struct("void m() { switch (k) { int z; case 0: x = @z; } }")},
      {"dangling-reference", in_next("auto& r = @List<int, 3>{}[0]; k = r;")},
      {"dangling-reference",
       at_file_scope("struct L { List<int, 3> l; };\nList<L, 2> many() { return {}; }\n"
                     "int f() { int n = 0; for (int& v : @many()[0].l) n += v; return n; }")},
      {"dangling-reference", in_next("auto& r = @std::array<int, 2>{1, 2}[0]; k = r;")},
      {"dangling-reference",
       in_next("auto f = [&r = @std::array<int, 2>{1, 2}[0]] { return r; };")},
      {"cast", in_next("x = @static_cast<double&>(x);")},
      {"cast", at_file_scope("struct A {}; struct B : A { int v; };\n"
                             "int f(A& a) { return @static_cast<B&>(a).v; }")},
      {"union", at_file_scope("struct P { int a; };\n@union U { int a; float b; };")},
      // Types
      {"type", in_next("@long double y = 1;")},
      {"type", in_next("auto @y = 1.0L;")},
      {"type", at_file_scope("struct P { @long double y; };")},
      {"type", in_next("auto @y = L'a';")},
      {"variable-length-array", in_next("@double v[k]; x = v[0];")},
      {"destructor", at_file_scope("struct P { @~P() {} };")},
      {"destructor", in_next("using D = double; @x.~D();")},
      {"literal-operator", at_file_scope("double @operator\"\"_pct(long double v) { return 0; }")},
      {"goto", in_next("@again: buy();")},
      {"variadic", at_file_scope("void @f(int, ...) {}")},
      {"undefined-function", in_struct("  double g();\n  double h() { return g(); }\n")},
      {"undefined-function", at_file_scope("int @g();\nint h() { return g(); }")},
      {"virtual", at_file_scope("struct P {}; struct Q : virtual P {};")},
      {"extension", in_next("x = @({ 1.0; });")},
      {"extension", in_next("x = @x ?: 1;")},
      {"compile", in_next("switch (k) { case 1 @... 3: buy(); }")},
      {"compile", in_next("buy({0.5, @.sl = close});")},
      {"compile", in_next("int z[@0]; x = 1;")},
      {"compile", at_file_scope("struct P { @struct { int a; }; };")},
      // State
      {"state", at_file_scope("int @counter = 0;")},
      {"state", at_file_scope("static double @last;")},
      {"state", at_file_scope("inline int @counter = 0;")},
      {"state", at_file_scope("namespace n { int @counter = 0; }")},
      {"state", at_file_scope("constinit int @counter = 0;")},
      {"state", in_next("static int @n = 0; ++n;")},
      {"state", in_struct("  static inline int @n = 0;")},
      {"state", at_file_scope("template <class T> int @n = 0;\nint f() { return ++n<int>; }")},
      {"state", at_file_scope("struct M { mutable int v = 0; };\nconstexpr M @m;")},
      {"state", at_file_scope("int dynamic() { return 1; }\nconst int @c = dynamic();")},
      {"state",
       at_file_scope("template <class T> struct G { static T @v; };\n"
                     "template <class T> T G<T>::v = 0;\nint f() { return ++G<int>::v; }")},
      {"state", in_next("auto f = [] { static int @n = 0; return ++n; }; k = f();")},
      // What clang itself refuses
      {"compile", in_struct("  int g() { if (x > 0) return 1; @}")},
      {"compile", in_struct("  int g(int n) @{ return g(n + 1); }")},
      {"compile", in_next("x = @undeclared;")},
      {"compile", in_next("@malloc(3);")},
      {"compile", in_next("std::@string s;")},
      {"compile", in_next("std::@vector<int> v;")},
  };
}

}  // namespace stratgen::test
