// stratgen inspect --ir, --asm
#include "compiler/inspect/listing.hpp"
#include "compiler/inspect/text_lines.hpp"
#include "tools/cli/inspect_modes.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/listed_strategy.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t code_columns = 52;  // what stands right of the instructions begins there

std::string painted_ir_line(const Console& out, std::string_view line) {
  const std::string text = screen_text(line);
  if (line.starts_with("  ; "))  // a line of the strategy has its number alone
    return out.paint(
        line.size() > 4 && line[4] >= '1' && line[4] <= '9' ? Colour::Cyan : Colour::Dim, text);
  if (line.starts_with(";") || line.starts_with("attributes ")) return out.paint(Colour::Dim, text);
  if (line.starts_with("define ")) return out.paint(Colour::Bold, text);
  return text;
}

Json instruction_json(const MachineFunction& function, const Instruction& each) {
  Json json = {{"function", function.name},
               {"address", each.address},
               {"line", each.place.line},
               {"text", each.text},
               {"header", each.place.header}};
  json["header_line"] = each.place.header_line;
  json["label"] = each.label;
  json["note"] = each.note;
  return json;
}

// Writes instructions below the line that they came from.
class AsmPrinter {
 public:
  AsmPrinter(std::string_view source, Context& context) : source_(source), context_(context) {}

  std::string text(const MachineFunction& function) {
    std::size_t bytes = 0;
    for (const Instruction& each : function.instructions) bytes += each.bytes.size();
    std::string text = fmt::format(
        "{}  {} instructions, {} bytes\n", context_.out.paint(Colour::Bold, function.name + ":"),
        function.instructions.size(), grouped(static_cast<long long>(bytes)));
    CodePlace last;
    for (const Instruction& each : function.instructions) {
      const CodePlace& place = each.place;
      if (!is_of(place, last) && place != CodePlace()) {
        text += heading(place);
        last = place;
      }
      if (!each.label.empty()) text += context_.out.paint(Colour::Yellow, each.label + ":") + "\n";
      text += instruction(each);
    }
    return text;
  }

 private:
  // Whether code of `place` stands below the heading of `last`: of the loop over the bars, a
  // heading for each line of the contract would be most of the text.
  static bool is_of(const CodePlace& place, const CodePlace& last) {
    return place.line != 0 ? place.line == last.line
                           : last.line == 0 && place.header == last.header &&
                                 place.header_line == last.header_line;
  }

  std::string heading(const CodePlace& place) const {
    const Console& out = context_.out;
    const auto fitted = [&](std::string text) {
      return out.is_terminal() ? shortened(text, static_cast<std::size_t>(out.columns()))
                               : std::move(text);
    };
    if (place.line != 0)
      return out.paint(Colour::Cyan,
                       fitted(fmt::format("{:>5} | {}", place.line,
                                          screen_text(text_line(source_, place.line))))) +
             "\n";
    return out.paint(Colour::Dim,
                     fitted(fmt::format("      | {}:{}  {}", place.header, place.header_line,
                                        trimmed(header_text(place.header, place.header_line))))) +
           "\n";
  }

  std::string instruction(const Instruction& each) const {
    const std::size_t space = std::min(each.text.find(' '), each.text.size());
    std::string line =
        fmt::format("{:>8x}  {:<10} {}", each.address, each.text.substr(0, space),
                    space < each.text.size() ? each.text.substr(space + 1) : std::string());
    std::string aside = each.note.empty() ? "" : "# " + each.note;
    if (context_.verbose && !each.place.header.empty())
      aside += fmt::format("{}{}:{}", aside.empty() ? "" : "  ", each.place.header,
                           each.place.header_line);
    if (!aside.empty())
      line = fmt::format("{:<{}}  {}", line, code_columns, context_.out.paint(Colour::Dim, aside));
    while (line.ends_with(' ')) line.pop_back();
    return line + "\n";
  }

  std::string_view source_;
  Context& context_;
};

}  // namespace

Result<void> show_ir(const StrategySource& source, Loader& loader, Context& context) {
  STRATGEN_TRY(const Listing listing, list_strategy(source, loader, context));
  if (context.json) {
    context.out.line(json_text({{"file", source.file.string()}, {"ir", listing.ir}}));
    return {};
  }
  std::string shown;
  std::string_view rest = listing.ir;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    shown += painted_ir_line(context.out, rest.substr(0, end)) + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  context.out.write(shown);
  return {};
}

Result<void> show_asm(const StrategySource& source, Loader& loader, Context& context) {
  STRATGEN_TRY(const Listing listing, list_strategy(source, loader, context));
  if (context.json) {
    Json instructions = Json::array();
    for (const MachineFunction& function : listing.machine_code)
      for (const Instruction& each : function.instructions)
        instructions.push_back(instruction_json(function, each));
    context.out.line(json_text({{"file", source.file.string()}, {"asm", instructions}}));
    return {};
  }
  AsmPrinter printer(source.text, context);
  bool first = true;
  for (const MachineFunction& function : listing.machine_code) {
    context.out.write((first ? "" : "\n") + printer.text(function));
    first = false;
  }
  return {};
}

}  // namespace stratgen
