// Sources and data that several tests of the workers use.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/market/bars.hpp"

#include <string>
#include <string_view>

namespace stratgen::test {

inline const CompileOptions unchecked{.layers = {false, false, false}};

// A strategy whose next() is `code`.
inline std::string with_next(std::string_view code) {
  return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  Series mean;\n"
         "  void init() { mean = sma(close, 10); }\n  void next() {\n" +
         std::string(code) + "\n  }\n};\nSTRATGEN_STRATEGY(S)\n";
}

// 2^25 instantiations: some minutes.
inline const std::string template_bomb = R"(#include <stratgen/strategy.hpp>
template <int N, int M> struct A { static constexpr long v = A<N - 1, 2 * M>::v + A<N - 1, 2 * M + 1>::v; };
template <int M> struct A<0, M> { static constexpr long v = M; };
long q = A<25, 1>::v;
)";

// 10^8 tokens.
inline const std::string macro_bomb = R"(#include <stratgen/strategy.hpp>
#define A x x x x x x x x x x
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
#define E D D D D D D D D D D
#define F E E E E E E E E E E
#define G F F F F F F F F F F
#define H G G G G G G G G G G
#define x 1,
int q[] = { H 1 };
)";

// `count` equal bars.
inline Bars equal_bars(int count, double open = 100, double high = 102, double low = 98,
                       double close = 101, double volume = 1000) {
  Bars bars;
  bars.symbol = "TEST";
  for (int i = 0; i < count; ++i) {
    bars.time.push_back(86400L * i);
    bars.open.push_back(open);
    bars.high.push_back(high);
    bars.low.push_back(low);
    bars.close.push_back(close);
    bars.volume.push_back(volume);
  }
  return bars;
}

}  // namespace stratgen::test
