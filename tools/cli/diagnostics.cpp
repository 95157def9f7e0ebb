#include "tools/cli/diagnostics.hpp"

#include "compiler/inspect/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

constexpr std::size_t margin = 8;  // "  123 | "
constexpr std::size_t most = 160;  // characters of a line, where no terminal has a width
constexpr std::string_view ellipsis = "…";

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The bytes of the name that begins at `at`; 1 where none does.
std::size_t marked_length(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && is_name(line[end])) ++end;
  return std::max<std::size_t>(end - at, 1);
}

// The bytes of `text` before its character number `count`.
std::size_t bytes_before(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && count-- == 0) break;
  return at;
}

// A line as it is shown, and where in there the caret stands and how long its mark is.
struct Excerpt {
  std::string text;
  std::size_t caret = 0;
  std::size_t length = 0;
};

// At most `room` characters, the caret among them.
Excerpt excerpt(std::string_view line, int column, std::size_t room) {
  const std::size_t at = std::min(static_cast<std::size_t>(std::max(column - 1, 0)), line.size());
  Excerpt made{screen_text(line), display_width(screen_text(line.substr(0, at))),
               marked_length(line, at)};
  if (display_width(made.text) <= room) return made;
  const std::size_t left = room * 2 / 3;  // of the caret, where it stands that far to the right
  if (made.caret > left) {
    const std::size_t cut = made.caret - left;
    made.text = std::string(ellipsis) + made.text.substr(bytes_before(made.text, cut + 1));
    made.caret -= cut;
  }
  made.text = shortened(made.text, room);
  made.length = std::min(made.length, room - std::min(made.caret, room - 1));
  return made;
}

}  // namespace

std::string place_of(const Diagnostic& finding) {
  if (finding.line == 0) return finding.file;
  if (finding.column == 0) return fmt::format("{}:{}", finding.file, finding.line);
  return fmt::format("{}:{}:{}", finding.file, finding.line, finding.column);
}

std::string render_diagnostics(const Console& console, std::span<const Diagnostic> diagnostics,
                               std::string_view source) {
  const std::size_t width =
      console.is_terminal() ? static_cast<std::size_t>(std::max(console.columns(), 40)) : most;
  std::string text;
  for (const Diagnostic& finding : diagnostics) {
    text += fmt::format(
        "{} {} {}\n", console.paint(Colour::Bold, one_line(place_of(finding)) + ":"),
        one_line(finding.message), console.paint(Colour::Dim, fmt::format("[{}]", finding.rule)));
    const std::string_view line = text_line(source, finding.line);
    const std::string bar = console.paint(Colour::Dim, "|");
    if (!trimmed(line).empty()) {
      const Excerpt shown = excerpt(line, finding.column, width - margin);
      text += fmt::format("{:>5} {} {}\n", finding.line, bar, shown.text);
      if (finding.column > 0)
        text += fmt::format("      {} {}{}\n", bar, std::string(shown.caret, ' '),
                            console.paint(Colour::Red, "^" + std::string(shown.length - 1, '~')));
    }
    if (!finding.hint.empty())
      text +=
          fmt::format("      {} {}\n", console.paint(Colour::Cyan, "="), one_line(finding.hint));
  }
  return text;
}

nlohmann::ordered_json diagnostics_json(std::span<const Diagnostic> diagnostics,
                                        std::string_view source) {
  auto list = nlohmann::ordered_json::array();
  for (const Diagnostic& finding : diagnostics) {
    list.push_back({{"rule", finding.rule},
                    {"file", finding.file},
                    {"line", finding.line},
                    {"column", finding.column},
                    {"message", finding.message},
                    {"hint", finding.hint},
                    {"source_line", text_line(source, finding.line)}});
  }
  return list;
}

Error after_findings(Context& context, Error error, const StrategySource& source) {
  const std::size_t count = error.diagnostics.size();
  if (count == 0) return error;
  context.err.write(render_diagnostics(context.err, error.diagnostics, source.text));
  return {error.fault,
          count == 1 ? fmt::format("{} has a finding to mend before it runs", source.file.string())
                     : fmt::format("{} has {} findings to mend before it runs",
                                   source.file.string(), count)};
}

}  // namespace stratgen
