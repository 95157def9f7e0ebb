// stratgen inspect --source
#include "compiler/check/rules.hpp"
#include "compiler/inspect/source_colour.hpp"
#include "tools/cli/inspect_modes.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

Colour colour_of(Syntax syntax) {
  switch (syntax) {
    case Syntax::Comment:
      return Colour::Dim;
    case Syntax::Directive:
    case Syntax::Keyword:
      return Colour::Magenta;
    case Syntax::Type:
      return Colour::Cyan;
    case Syntax::Number:
    case Syntax::Text:
      return Colour::Green;
    case Syntax::Api:
      return Colour::Blue;
    case Syntax::Declaration:
      return Colour::Bold;
  }
  return Colour::Plain;
}

// Colours take a parse in this process, so the source has to be one that a compile came through, be
// it with findings.
std::vector<SourceSpan> spans_of(const StrategySource& source, Loader& loader,
                                 const Context& context) {
  if (!context.out.has_colour()) return {};
  const auto checked = loader.check(source.text, options_for(source));
  const auto is_limit = [](const Diagnostic& each) {
    return each.rule == rule(RuleId::CompileLimit).id;
  };
  const bool came_through =
      checked || (!checked.error().diagnostics.empty() &&
                  std::ranges::none_of(checked.error().diagnostics, is_limit));
  return came_through ? source_spans(source.text) : std::vector<SourceSpan>();
}

class Painter {
 public:
  Painter(std::string_view text, std::vector<SourceSpan> spans, const Console& console)
      : console_(console), text_(text), spans_(std::move(spans)) {}

  // Lines are asked for from the first to the last.
  std::string line(std::size_t begin, std::size_t end) {
    std::string painted;
    std::size_t column = 0;
    const auto add = [&](std::size_t from, std::size_t to, Colour colour) {
      const std::string part = screen_text(text_.substr(from, to - from), column);
      column += display_width(part);
      painted += part.empty() ? part : console_.paint(colour, part);
    };
    while (next_ < spans_.size() && spans_[next_].offset < end) {
      const SourceSpan& span = spans_[next_];
      const std::size_t stop = span.offset + span.length;
      const std::size_t from = std::max(span.offset, begin);
      if (from > begin) add(begin, from, Colour::Plain);
      begin = std::min(stop, end);
      add(from, begin, colour_of(span.syntax));
      if (stop > end) break;  // goes on in the next line
      ++next_;
    }
    if (begin < end) add(begin, end, Colour::Plain);
    return painted;
  }

 private:
  const Console& console_;
  std::string_view text_;
  std::vector<SourceSpan> spans_;
  std::size_t next_ = 0;
};

}  // namespace

Result<void> show_source(const StrategySource& source, Loader& loader, Context& context) {
  if (context.json) {
    context.out.line(json_text({{"file", source.file.string()}, {"source", source.text}}));
    return {};
  }
  Painter painter(source.text, spans_of(source, loader, context), context.out);
  int number = 0;
  std::string shown;
  for (std::size_t begin = 0; begin < source.text.size();) {
    const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
    shown += fmt::format("{}  {}\n", context.out.paint(Colour::Dim, fmt::format("{:>4}", ++number)),
                         painter.line(begin, end));
    begin = end + 1;
  }
  context.out.write(shown);
  return {};
}

}  // namespace stratgen
