#include "tests/compiler/jit/random_conditions.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <random>

namespace stratgen::test {
namespace {

class Author {
 public:
  explicit Author(std::uint64_t seed) : engine_(seed * 2654435761 + 1) {}

  std::string source() {
    std::string text = "#include <stratgen/strategy.hpp>\n\nstruct S : SignalStrategy {\n";
    text += fmt::format("  int n = param(\"n\", {});\n  double level = param(\"level\", {});\n",
                        2 + below(20), one_of({"30.0", "1.01", "0.5", "100.0"}));
    text +=
        "  bool flag = param(\"flag\", true);\n  Series a, b, c, gaps, cold;\n\n  void init() {\n";
    text += fmt::format(
        "    a = sma(close, n);\n    b = {};\n    c = close - {};\n",
        one_of({"rsi(close, 7)", "ema(close, 9)", "shift(close, 3)", "highest(high, 5)"}),
        one_of({"open", "sma(close, 4)", "low"}));
    text += "    gaps = each_bar([this] { return bar_index() % 7 == 3 ? __NAN__ : close[0]; });\n";
    text += "    cold = log(close * 0 - 1);\n  }\n";
    text += fmt::format("  auto long_entry() {{ return {}; }}\n", condition(3));
    if (chance(80)) text += fmt::format("  auto long_exit() {{ return {}; }}\n", condition(2));
    if (chance(50)) text += fmt::format("  auto short_entry() {{ return {}; }}\n", condition(3));
    if (chance(40))
      text += fmt::format("  auto short_exit() {{ return {}; }}\n",
                          chance(20) ? std::string("true") : condition(2));
    if (chance(30)) text += "  double size() { return 0.5; }\n";
    if (chance(30))
      text += "  double stop_loss() { return 0.03; }\n  double take_profit() { return 0.05; }\n";
    text += "};\n\nSTRATGEN_STRATEGY(S)\n";
    for (std::size_t at; (at = text.find("__NAN__")) != std::string::npos;)
      text.replace(at, 7, "log(-1.0 * close[0])");
    return text;
  }

 private:
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  std::string one_of(std::initializer_list<const char*> list) {
    return list.begin()[below(static_cast<int>(list.size()))];
  }

  // Bar by bar, with a series in it.
  std::string number(int depth) {
    if (depth <= 0 || chance(25))
      return one_of({"close", "open", "high", "low", "a", "b", "c", "gaps", "cold"});
    const std::string x = number(depth - 1);
    switch (below(14)) {
      case 0:
        return fmt::format("shift({}, {})", x, below(9));
      case 1:
        return fmt::format("change({}, {})", x, below(4));
      case 2:
        return fmt::format("pct_change({}, {})", x, 1 + below(4));
      case 3:
        return fmt::format("where({}, {}, {})", condition(depth - 1), x,
                           chance(50) ? number(depth - 1) : "0.0");
      case 4:
        return fmt::format(
            "{}({})", one_of({"abs", "sqrt", "floor", "ceil", "round", "sign", "log", "exp"}), x);
      case 5:
        return fmt::format("{}({}, {})", one_of({"min", "max"}), x,
                           chance(50) ? number(depth - 1) : "level");
      case 6:
        return fmt::format("bars_since({})", condition(depth - 1));
      case 7:
        return fmt::format("-({})", x);
      case 8:
        return fmt::format("pow({}, 2)", x);
      case 9:
        return fmt::format("clamp({}, 1, 1000)", x);
      case 10:
        return fmt::format("shift({}, {})", condition(depth - 1), 1 + below(5));
      default:
        return fmt::format("({} {} {})", x, one_of({"+", "-", "*", "/"}),
                           chance(60) ? number(depth - 1) : one_of({"2", "1.01", "level", "n"}));
    }
  }

  std::string condition(int depth) {
    const std::string x = number(depth - 1);
    const std::string y = chance(70) ? number(depth - 1) : one_of({"level", "n", "100", "0.0"});
    if (depth > 0 && chance(35)) {
      switch (below(4)) {
        case 0:
          return fmt::format("({} && {})", condition(depth - 1), condition(depth - 1));
        case 1:
          return fmt::format("({} || {})", condition(depth - 1), condition(depth - 1));
        case 2:
          return fmt::format("!({})", condition(depth - 1));
        default:
          return fmt::format("({} && {})", condition(depth - 1),
                             one_of({"flag", "isnan(gaps)", "c"}));
      }
    }
    switch (below(6)) {
      case 0:
        return fmt::format("crossover({}, {})", x, y);
      case 1:
        return fmt::format("crossunder({}, {})", x, y);
      case 2:
        return fmt::format("isnan({})", x);
      default:
        return fmt::format("({} {} {})", x, one_of({"<", "<=", ">", ">=", "==", "!="}), y);
    }
  }

  std::mt19937_64 engine_;
};

}  // namespace

std::string random_signal_strategy(std::uint64_t seed) { return Author(seed).source(); }

}  // namespace stratgen::test
