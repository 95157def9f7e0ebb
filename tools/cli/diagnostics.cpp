#include "tools/cli/diagnostics.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

std::string_view line_of(std::string_view source, int line) {
  if (line < 1) return {};
  for (int i = 1; i < line; ++i) {
    const std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return {};
    source.remove_prefix(end + 1);
  }
  return source.substr(0, source.find('\n'));
}

// The caret under `column`, which counts bytes.
std::string caret_under(std::string_view line, int column) {
  const std::string_view before = line.substr(0, static_cast<std::size_t>(column - 1));
  return std::string(display_width(before), ' ') + "^";
}

}  // namespace

std::string place_of(const Diagnostic& finding) {
  if (finding.line < 1) return finding.file;
  return fmt::format("{}:{}:{}", finding.file, finding.line, finding.column);
}

std::string render_diagnostics(const Console& console, std::span<const Diagnostic> diagnostics,
                               std::string_view source) {
  std::string text;
  for (const Diagnostic& finding : diagnostics) {
    text += console.paint(Colour::Bold, place_of(finding) + ": ");
    text += fmt::format("{} [{}]\n", one_line(finding.message), finding.rule);
    const std::string_view line = line_of(source, finding.line);
    if (!line.empty() && line.size() < 400) {
      text += fmt::format("{:>5} | {}\n", finding.line, one_line(line));
      if (finding.column > 0) {
        text += fmt::format("      | {}\n",
                            console.paint(Colour::Green, caret_under(line, finding.column)));
      }
    }
    if (!finding.hint.empty()) text += fmt::format("      = {}\n", finding.hint);
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
                    {"source_line", line_of(source, finding.line)}});
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
