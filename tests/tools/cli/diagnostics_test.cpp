#include "tools/cli/diagnostics.hpp"

#include "tests/tools/cli/terminal.hpp"

using namespace stratgen;

namespace {

std::string rendered(const Diagnostic& finding, std::string_view source) {
  const Plain plain;
  return render_diagnostics(plain.console, std::span(&finding, 1), source);
}

}  // namespace

TEST_CASE("a finding shows place, message, rule, the line with a caret and the hint") {
  CHECK(rendered({"compile", "s.cpp", 2, 5, "unknown name", "write sma"}, "int a;\nint smma;\n") ==
        "s.cpp:2:5: unknown name [compile]\n"
        "    2 | int smma;\n"
        "      |     ^~~~\n"
        "      = write sma\n");
}

TEST_CASE("without a hint there is no hint line, without a column no caret") {
  CHECK(rendered({"size", "s.cpp", 1, 0, "too long", ""}, "abc") ==
        "s.cpp:1: too long [size]\n"
        "    1 | abc\n");
}

TEST_CASE("a place outside the source has no line") {
  CHECK(rendered({"r", "s.cpp", 9, 1, "m", ""}, "abc") == "s.cpp:9:1: m [r]\n");
  CHECK(rendered({"r", "s.cpp", 0, 0, "m", ""}, "abc") == "s.cpp: m [r]\n");
  CHECK(rendered({"r", "s.cpp", 1, 1, "m", ""}, "") == "s.cpp:1:1: m [r]\n");
  CHECK(rendered({"r", "s.cpp", 1, 99, "m", ""}, "abc") ==
        "s.cpp:1:99: m [r]\n"
        "    1 | abc\n"
        "      |    ^\n");
}

TEST_CASE("the caret stands under its character after tabs and UTF-8") {
  // bytes: tab, é (2), x: column 4. The tab is as wide as four spaces.
  CHECK(rendered({"r", "s.cpp", 1, 4, "m", ""}, "\t\xc3\xa9x") ==
        "s.cpp:1:4: m [r]\n"
        "    1 |     \xc3\xa9x\n"
        "      |      ^\n");
}

TEST_CASE("of a long line the part around the caret is shown") {
  const Terminal terminal(48);  // 40 beside the margin
  const std::string line =
      "123456789 123456789 123456789 123456789 123456789 mark 123456789 123456789";
  const auto shown = [&](int column) {
    const Diagnostic finding{"r", "s.cpp", 1, column, "m", ""};
    std::string text = render_diagnostics(*terminal.console, std::span(&finding, 1), line);
    for (std::size_t at = text.find('\033'); at != text.npos; at = text.find('\033', at))
      text.erase(at, text.find('m', at) - at + 1);
    return text.substr(text.find('\n') + 1);
  };
  CHECK(shown(1) ==
        "    1 | 123456789 123456789 123456789 123456789…\n"
        "      | ^~~~~~~~~\n");
  // byte 51 is the first of "mark"; two thirds of the room, 26 characters, stand before it
  CHECK(shown(51) ==
        "    1 | …6789 123456789 123456789 mark 12345678…\n"
        "      |                           ^~~~\n");
}

TEST_CASE("control characters of a source do not reach the terminal") {
  const std::string text = rendered({"encoding", "s.cpp", 1, 1, "m\033", ""}, "\033[2Jx");
  CHECK(text.find('\033') == text.npos);
}

TEST_CASE("the JSON of findings has the contract's keys") {
  const Diagnostic finding{"compile", "s.cpp", 2, 5, "unknown name", "write sma"};
  CHECK(diagnostics_json(std::span(&finding, 1), "int a;\n  smma;\n").dump() ==
        R"([{"rule":"compile","file":"s.cpp","line":2,"column":5,)"
        R"("message":"unknown name","hint":"write sma","source_line":"  smma;"}])");
  CHECK(diagnostics_json({}, "").dump() == "[]");
}
