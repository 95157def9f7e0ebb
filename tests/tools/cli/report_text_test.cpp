#include "tools/cli/report_text.hpp"

#include "tests/tools/cli/reports.hpp"
#include "tests/tools/cli/terminal.hpp"

using namespace stratgen;

namespace {

std::string text_of(const Report& report, const Bars& bars = example_bars()) {
  const Plain plain;
  return report_text(plain.console, report, bars);
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("durations are days and, where there is a rest, hours, minutes, seconds") {
  CHECK(duration_text(0, Clock::Dates) == "0 days");
  CHECK(duration_text(86400, Clock::Dates) == "1 day");
  CHECK(duration_text(2 * 86400, Clock::Utc) == "2 days");
  CHECK(duration_text(1234.0 * 86400, Clock::Dates) == "1,234 days");
  CHECK(duration_text(86400 + 4 * 3600, Clock::Dates) == "1 day 04:00:00");
  CHECK(duration_text(3 * 86400 + 61, Clock::Dates) == "3 days 00:01:01");
  CHECK(duration_text(59.6, Clock::Dates) == "0 days 00:01:00");
  CHECK(duration_text(12.5, Clock::Numbers) == "12.5");
}

TEST_CASE("a report begins with what ran and on what") {
  const std::string text = text_of(example_report());
  CHECK(text.starts_with("Example  fast=20, ratio=0.5, both_ways=true\nTEST, 3 bars\n\n"));
}

TEST_CASE("statistics stand in one column: dates without a midnight, NaN as a dash") {
  const std::string text = text_of(example_report());
  CHECK(has_line(text, "Start                               2020-01-06"));
  CHECK(has_line(text, "Duration                                2 days"));
  CHECK(has_line(text, "Sharpe Ratio                                 -"));
  CHECK(has_line(text, "# Trades                                     1"));
  CHECK(has_line(text, "Return [%]                             0.00000"));
}

TEST_CASE("what the engine warned of is said with its number, one or several") {
  Report report = example_report();  // warnings 1, 2, 3, 4, 5
  const std::string text = text_of(report);
  CHECK(has_line(text, "  1 order canceled: the fraction of the equity buys no unit"));
  CHECK(has_line(text, "  2 orders canceled: not enough margin"));
  CHECK(has_line(text, "  5 orders refused and skipped"));
  report.warnings = {};
  CHECK(text_of(report).find("Note") == std::string::npos);
}
