#include "tools/cli/table.hpp"

#include "tests/tools/cli/terminal.hpp"

#include <algorithm>
#include <random>
#include <sstream>

using namespace stratgen;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Table results() {
  Table table({{"name"}, {"category", false, 1}, {"Sharpe", true, 2}, {"reason"}});
  table.row({"sma-crossover", "momentum", "0.07", "Sharpe 0.07 is below 0.3"});
  table.row({"moon", "calendar", "-", ""});
  return table;
}

}  // namespace

TEST_CASE("columns line up, numbers to the right, no blanks at the end") {
  const Plain plain;
  CHECK(results().text(plain.console) ==
        "name           category  Sharpe  reason\n"
        "sma-crossover  momentum    0.07  Sharpe 0.07 is below 0.3\n"
        "moon           calendar       -\n");
}

TEST_CASE("UTF-8 and colour codes do not shift a column") {
  const Plain plain;
  Table table({{"name"}, {"verdict"}, {"trades", true}, {"reason"}});
  table.row({"é…", "\033[32mPASS\033[0m", "3", "ä"});
  table.row({"abcde", "FAIL", "12", "b"});
  CHECK(table.text(plain.console) ==
        "name   verdict  trades  reason\n"
        "é…     \033[32mPASS\033[0m          3  ä\n"
        "abcde  FAIL         12  b\n");
}

TEST_CASE("a table without rows is its titles") {
  const Plain plain;
  CHECK(Table({{"a"}, {"b", true}}).text(plain.console) == "a  b\n");
}

TEST_CASE("a last column that is too long for its lines is wrapped beside the others") {
  const Plain plain;
  Table table({{"name"}, {"reason"}});
  table.row({"abcd", "one two three four five six seven eight nine ten"});
  // 4 + 2 columns, and 34 for the reason
  CHECK(table.text(plain.console, 40) ==
        "name  reason\n"
        "abcd  one two three four five six seven\n"
        "      eight nine ten\n");
}

TEST_CASE("with little room the reason goes below its row and the first to leave leave") {
  const Plain plain;
  // name 13 + 2, category 8 + 2, Sharpe 6 + 2 = 33: they stay, the reason has 24 > 40 - 33
  CHECK(results().text(plain.console, 40) ==
        "name           category  Sharpe\n"
        "sma-crossover  momentum    0.07\n"
        "    Sharpe 0.07 is below 0.3\n"
        "moon           calendar       -\n");
  CHECK(results().text(plain.console, 25) ==
        "name           Sharpe\n"
        "sma-crossover    0.07\n"
        "    Sharpe 0.07 is below\n"
        "    0.3\n"
        "moon                -\n");
  CHECK(results().text(plain.console, 15) ==
        "name\n"
        "sma-crossover\n"
        "    Sharpe 0.07\n"
        "    is below\n"
        "    0.3\n"
        "moon\n");
}

TEST_CASE("whatever the width, no line of text is longer and no word is lost") {
  const Plain plain;
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    Table table({{"n"}, {"c", false, 1}, {"s", true, 2}, {"reason"}});
    std::string all;
    for (int row = 0; row < 3; ++row) {
      std::string reason;
      for (unsigned word = random() % 12; word > 0; --word) {
        for (unsigned i = random() % 9 + 1; i > 0; --i) reason += random() % 4 == 0 ? "é" : "x";
        reason += word > 1 ? " " : "";
      }
      table.row({"abc", std::string(random() % 20, 'c'), "1.5", reason});
      all += reason;
    }
    const int width = static_cast<int>(random() % 60) + 14;
    const std::string text = table.text(plain.console, width);
    for (const std::string& line : lines_of(text)) {
      CAPTURE(line);
      CHECK(display_width(line) <= static_cast<std::size_t>(width));
    }
    const auto count = [](const std::string& in, char c) {
      return std::count(in.begin(), in.end(), c);
    };
    CHECK(count(text, 'x') == count(all, 'x'));
    CHECK(count(text, '\xa9') == count(all, '\xa9'));  // the second byte of é
  }
}
