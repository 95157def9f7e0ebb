#include "tools/cli/console.hpp"

#include "tests/tools/cli/terminal.hpp"

#include <cmath>

using namespace stratgen;

TEST_CASE("width counts characters, not bytes and not colour codes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("→ é…") == 4);                 // 3 + 1 + 2 + 3 bytes
  CHECK(display_width("\033[32mPASS\033[0m") == 4);  // the codes have no width
  CHECK(display_width("\033[1") == 0);               // a code that does not end
}

TEST_CASE("one line has no control characters and keeps UTF-8") {
  CHECK(one_line("a\nb\tc\033[2Jd\x7f") == "a b c [2Jd ");
  CHECK(one_line("é → …") == "é → …");
  CHECK(one_line("a\u009b31m\u202eb\u2066c\u200dd\ufeffe") == "a 31m b c d e");
  CHECK(one_line("\xc2\xa0\xc2 \xe2\x80") == "\xc2\xa0\xc2 \xe2\x80");
}

TEST_CASE("a tab reaches to the next multiple of four, and nothing steers the terminal") {
  CHECK(screen_text("\ta") == "    a");
  CHECK(screen_text("abc\ta") == "abc a");
  CHECK(screen_text("é\ta") == "é   a");
  CHECK(screen_text("\u009b\ta\t") == "    a   ");
  CHECK(screen_text("\ta", 2) == "  a");
  CHECK(screen_text("\033[2J\r") == " [2J ");
}

TEST_CASE("a text that is too long ends in an ellipsis") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "ab…");
  CHECK(shortened("éééé", 3) == "éé…");
}

TEST_CASE("thousands are grouped") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(-1234567) == "-1,234,567");
}

TEST_CASE("figures are rounded, and a NaN is a dash") {
  CHECK(percent(-12.345) == "-12.3%");
  CHECK(percent(12.345, 2) == "12.35%");  // 12.345 is a little above in binary
  CHECK(percent(std::nan("")) == "-");
  CHECK(decimal(0.456) == "0.46");
  CHECK(decimal(std::nan("")) == "-");
}

TEST_CASE("no terminal: no colour, no status, what is written arrives") {
  Plain plain;
  CHECK_FALSE(plain.console.is_terminal());
  CHECK(plain.console.paint(Colour::Red, "no") == "no");
  plain.console.status("1/8");
  plain.console.line("done");
  plain.console.write("end");
  CHECK(plain.written() == "done\nend");
}

TEST_CASE("a terminal has colour unless NO_COLOR says otherwise") {
  const Terminal terminal(80);
  CHECK(terminal.console->is_terminal());
  CHECK(terminal.console->columns() == 80);
  CHECK(terminal.console->paint(Colour::Red, "no") == "\033[31mno\033[0m");
  CHECK(terminal.console->paint(Colour::Plain, "no") == "no");

  // NOLINTBEGIN(concurrency-mt-unsafe): tests have one thread
  ::setenv("NO_COLOR", "1", 1);
  CHECK(Console(terminal.file.get()).paint(Colour::Red, "no") == "no");
  ::setenv("NO_COLOR", "", 1);  // empty counts as not set (no-color.org)
  CHECK(Console(terminal.file.get()).paint(Colour::Red, "no") != "no");
  ::unsetenv("NO_COLOR");
  // NOLINTEND(concurrency-mt-unsafe)
}

TEST_CASE("the status is one line of the terminal, and the next text takes its place") {
  const Terminal terminal(10);
  terminal.console->status("12345678901234");
  CHECK(terminal.shown() == "\r\033[K12345678…");  // 9 characters: the last column stays free
  terminal.console->status("ééééééééé");
  CHECK(terminal.shown() == "\r\033[Kééééééééé");
  terminal.console->line("done");
  CHECK(terminal.shown() == "\r\033[Kdone\r\n");  // the terminal makes CR LF of LF
}
