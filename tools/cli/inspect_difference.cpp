// stratgen inspect --diff
#include "tools/cli/behaviour_diff.hpp"
#include "tools/cli/inspect_modes.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/line_difference.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;
using Hunk = std::vector<DifferentLine>;

constexpr std::size_t context_lines = 3;

// "@@ -10,7 +10,8 @@": first line and number of lines, in the old and the new text.
std::string hunk_title(const Hunk& hunk) {
  int old_first = 0, old_count = 0, new_first = 0, new_count = 0;
  for (const DifferentLine& each : hunk) {
    if (each.old_line != 0 && old_count++ == 0) old_first = each.old_line;
    if (each.new_line != 0 && new_count++ == 0) new_first = each.new_line;
  }
  return fmt::format("@@ -{},{} +{},{} @@", old_first, old_count, new_first, new_count);
}

std::string painted(const Console& out, const DifferentLine& line) {
  const Colour colour = line.mark == '+'   ? Colour::Green
                        : line.mark == '-' ? Colour::Red
                                           : Colour::Plain;
  return out.paint(colour, line.mark + screen_text(line.text)) + "\n";
}

Json source_json(const std::vector<DifferentLine>& lines) {
  Json list = Json::array();
  for (const DifferentLine& each : lines) {
    if (each.mark == ' ') continue;
    list.push_back({{"mark", std::string(1, each.mark)},
                    {"old_line", each.old_line},
                    {"new_line", each.new_line},
                    {"text", each.text}});
  }
  return list;
}

std::string source_text(const std::vector<DifferentLine>& lines, const StrategySource& source,
                        const StrategySource& other, const Console& out) {
  const std::vector<Hunk> changed = hunks(lines, context_lines);
  if (changed.empty()) return "The sources are alike.\n";
  std::string text = out.paint(Colour::Bold, "--- " + source.file.string()) + "\n" +
                     out.paint(Colour::Bold, "+++ " + other.file.string()) + "\n";
  for (const Hunk& hunk : changed) {
    text += out.paint(Colour::Cyan, hunk_title(hunk)) + "\n";
    for (const DifferentLine& each : hunk) text += painted(out, each);
  }
  return text;
}

}  // namespace

Result<void> show_difference(const StrategySource& source, const StrategySource& other,
                             const RunFlags& flags, Loader& loader, Context& context) {
  const std::vector<DifferentLine> lines = line_difference(source.text, other.text);
  // The texts differ in whatever way, also where one of them does not run.
  if (!context.json) context.out.write(source_text(lines, source, other, context.out));
  STRATGEN_TRY(const BehaviourDiff behaviour,
               compare_behaviour(source, other, flags, loader, context));
  if (context.json) {
    context.out.line(json_text({{"file", source.file.string()},
                                {"other", other.file.string()},
                                {"source", source_json(lines)},
                                {"behaviour", behaviour_json(behaviour)}}));
    return {};
  }
  context.out.write("\n" + behaviour_text(context.out, behaviour));
  return {};
}

}  // namespace stratgen
