#include "compiler/inspect/source_colour.hpp"

#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace stratgen;

namespace {

using Parts = std::vector<std::string>;

Parts parts(const std::string& source, Syntax syntax) {
  Parts found;
  for (const SourceSpan& each : source_spans(source))
    if (each.syntax == syntax) found.push_back(source.substr(each.offset, each.length));
  return found;
}

const std::string cross = R"(#include <stratgen/strategy.hpp>
// Crosses, été
struct Cross : Strategy {
  static constexpr double half = 0.5;
  Series fast;
  double twice(double x) { return x * 2; }
  void init() { fast = sma(close, 10); }
  void next() {
    if (crossover(close, fast)) buy({.size = half, .tag = "up"});
  }
};
STRATGEN_STRATEGY(Cross)
)";

}  // namespace

TEST_CASE("each part of a source is what clang says it is") {
  CHECK(parts(cross, Syntax::Directive) == Parts{"#include", "<stratgen/strategy.hpp>"});
  CHECK(parts(cross, Syntax::Comment) == Parts{"// Crosses, été"});
  CHECK(parts(cross, Syntax::Keyword) == Parts{"struct", "static", "constexpr", "return", "if"});
  CHECK(parts(cross, Syntax::Type) ==
        Parts{"Strategy", "double", "Series", "double", "double", "void", "void", "Cross"});
  CHECK(parts(cross, Syntax::Number) == Parts{"0.5", "2", "10"});
  CHECK(parts(cross, Syntax::Text) == Parts{"\"up\""});
  CHECK(parts(cross, Syntax::Declaration) ==
        Parts{"Cross", "half", "fast", "twice", "x", "init", "next"});
}

TEST_CASE("names of the contract are told from the strategy's own") {
  CHECK(parts(cross, Syntax::Api) ==
        Parts{"sma", "close", "crossover", "close", "buy", "size", "tag", "STRATGEN_STRATEGY"});
}

TEST_CASE("names in a generic lambda are known too") {
  const std::string source =
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  void next() {\n"
      "    auto above = [](const auto& a, const auto& b) { return crossover(a, b); };\n"
      "    if (above(close, open)) buy();\n  }\n};\nSTRATGEN_STRATEGY(S)\n";
  const Parts api = parts(source, Syntax::Api);
  CHECK(std::find(api.begin(), api.end(), "crossover") != api.end());
}

TEST_CASE("a source that does not compile has its colours as far as it makes sense") {
  const std::string source =
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  void next() { bui(close); "
      "}\n};\nSTRATGEN_STRATEGY(S)\n";
  CHECK(parts(source, Syntax::Keyword) == Parts{"struct"});
  CHECK(parts(source, Syntax::Type) == Parts{"Strategy", "void", "S"});
}

TEST_CASE("a text that the scan before clang refuses is not parsed") {
  CHECK(source_spans("").empty());
  CHECK(source_spans("#include </etc/passwd>\nint x;\n").empty());
  CHECK(source_spans("#define A B\nint A;\n").empty());
  CHECK(source_spans(std::string("int x;\0", 7)).empty());
}

TEST_CASE("spans are in order, within the text and do not overlap") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator("generated")) {
    if (entry.path().extension() != ".cpp") continue;
    INFO(entry.path().string());
    const std::string source = read_file(entry.path()).value();
    const std::vector<SourceSpan> spans = source_spans(source);
    CHECK(spans.size() > 30);
    std::size_t end = 0;
    for (const SourceSpan& each : spans) {
      CHECK(each.offset >= end);
      CHECK(each.length > 0);
      end = each.offset + each.length;
    }
    CHECK(end <= source.size());
  }
}
