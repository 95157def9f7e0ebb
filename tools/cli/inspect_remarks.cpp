// stratgen inspect --remarks
#include "compiler/inspect/text_lines.hpp"
#include "tools/cli/inspect_modes.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/listed_strategy.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_text(RemarkKind kind) {
  switch (kind) {
    case RemarkKind::Passed:
      return "passed";
    case RemarkKind::Missed:
      return "missed";
    case RemarkKind::Analysis:
      return "analysis";
  }
  return "";
}

Colour colour_of(RemarkKind kind) {
  switch (kind) {
    case RemarkKind::Passed:
      return Colour::Green;
    case RemarkKind::Missed:
      return Colour::Yellow;
    case RemarkKind::Analysis:
      return Colour::Plain;
  }
  return Colour::Plain;
}

Json remark_json(const Remark& remark) {
  return {{"line", remark.place.line},
          {"column", remark.place.column},
          {"kind", kind_text(remark.kind)},
          {"pass", remark.pass},
          {"name", remark.name},
          {"message", remark.message},
          {"function", remark.function},
          {"header", remark.place.header},
          {"header_line", remark.place.header_line},
          {"count", remark.count}};
}

// The line once, above what was said of it.
std::string heading(const Console& out, const CodePlace& place, std::string_view source) {
  if (place.line == 0) return out.paint(Colour::Dim, "      | lines of the contract") + "\n";
  return out.paint(Colour::Cyan, fmt::format("{:>5} | {}", place.line,
                                             screen_text(text_line(source, place.line)))) +
         "\n";
}

std::string row(const Console& out, const Remark& remark) {
  std::string text =
      fmt::format("        {} {:<15} {}",
                  out.paint(colour_of(remark.kind), fmt::format("{:<8}", kind_text(remark.kind))),
                  remark.pass, one_line(remark.message));
  if (remark.count > 1) text += fmt::format(" (×{})", remark.count);
  if (!remark.place.header.empty())
    text += out.paint(Colour::Dim,
                      fmt::format("  {}:{}", remark.place.header, remark.place.header_line));
  return text + "\n";
}

}  // namespace

Result<void> show_remarks(const StrategySource& source, Loader& loader, Context& context) {
  STRATGEN_TRY(const Listing listing, list_strategy(source, loader, context));
  const std::vector<Remark> remarks =
      context.verbose ? listing.remarks : worth_reading(listing.remarks);
  if (context.json) {
    Json list = Json::array();
    for (const Remark& each : remarks) list.push_back(remark_json(each));
    context.out.line(json_text({{"file", source.file.string()}, {"remarks", list}}));
    return {};
  }
  std::string shown;
  int line = -1;
  for (const Remark& each : remarks) {
    if (each.place.line != line) shown += heading(context.out, each.place, source.text);
    line = each.place.line;
    shown += row(context.out, each);
  }
  context.out.write(shown);
  if (!context.verbose)
    context.out.line(
        fmt::format("{} of {} remarks, those on the strategy's own lines; all of them: --verbose",
                    remarks.size(), listing.remarks.size()));
  return {};
}

}  // namespace stratgen
