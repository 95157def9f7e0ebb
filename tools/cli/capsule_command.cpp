// stratgen capsule: a result with all that it came from as one file, and whether it still holds.
#include "runtime/base/file.hpp"
#include "tools/cli/capsule_differences.hpp"
#include "tools/cli/capsule_pack.hpp"
#include "tools/cli/capsule_replay.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;
using Parts = std::vector<CapsulePart>;

constexpr std::uintmax_t largest_capsule = 64U << 20U;

Result<void> pack(const std::string& name, const std::string& file, Context& context) {
  STRATGEN_TRY(const Capsule capsule, pack_capsule(name, context));
  const std::string text = capsule_text(capsule);
  STRATGEN_CHECK(write_file(file, text));
  if (context.json) {
    context.out.line(json_text({{"file", file},
                                {"document", capsule.result.document},
                                {"answers", capsule.answers.size()},
                                {"exchanges", capsule.exchanges.size()},
                                {"bytes", text.size()}}));
  } else {
    context.out.line(fmt::format("{}: {}, {} answers, {} exchanges, {} KB", file,
                                 capsule.result.document, capsule.answers.size(),
                                 capsule.exchanges.size(), (text.size() + 999) / 1000));
  }
  return {};
}

Result<Capsule> read_capsule(const std::string& file) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(file, ec)) {
    return fail(Fault::Data, fmt::format("{} is no file; name a capsule", file));
  }
  if (std::filesystem::file_size(file, ec) > largest_capsule) {
    return fail(Fault::Data, fmt::format("{} is larger than {} MiB; it is no capsule of stratgen",
                                         file, largest_capsule >> 20U));
  }
  STRATGEN_TRY(const std::string text, read_file(file));
  auto capsule = parse_capsule(text);
  if (!capsule) {
    return fail(Fault::Data, fmt::format("{}: {}", file, one_line(capsule.error().message)));
  }
  return capsule;
}

std::vector<std::string> names_of_others(const Parts& parts, bool decides) {
  std::vector<std::string> names;
  for (const CapsulePart& part : parts) {
    if (!part.same && part.decides == decides) names.push_back(part.name);
  }
  return names;
}

std::size_t deciding(const Parts& parts) {
  return static_cast<std::size_t>(std::count_if(
      parts.begin(), parts.end(), [](const CapsulePart& part) { return part.decides; }));
}

Json report_json(const Capsule& capsule, const std::string& file, const Parts& parts,
                 bool replayed) {
  Json numbers = Json::array();
  for (const CapsulePart& part : parts) {
    numbers.push_back({{"name", part.name},
                       {"capsule", part.capsule},
                       {"here", part.here},
                       {"same", part.same},
                       {"decides", part.decides}});
  }
  return {{"file", file},
          {"document", capsule.result.document},
          {"replayed", replayed},
          {"same", replayed && names_of_others(parts, true).empty()},
          {"compared", deciding(parts)},
          {"differences", names_of_others(parts, true)},
          {"others", names_of_others(parts, false)},
          {"not_replayed", capsule.optimize.is_null() ? Json::array() : Json({"optimize"})},
          {"numbers", numbers}};
}

// The parts that differ, with --verbose all.
void show_parts(const Parts& parts, Context& context) {
  constexpr std::size_t widest = 40;
  Table table({{""}, {"part"}, {"capsule"}, {"here"}});
  bool any = false;
  for (const CapsulePart& part : parts) {
    if (part.same && !context.verbose) continue;
    any = true;
    const Colour colour = part.same ? Colour::Green : part.decides ? Colour::Red : Colour::Yellow;
    table.row({context.out.paint(colour, part.same ? "same" : "other"),
               shortened(one_line(part.name), widest), shortened(one_line(part.capsule), widest),
               shortened(one_line(part.here), widest)});
  }
  if (any) context.out.write(table.text(context.out));
}

void show(const Capsule& capsule, const std::string& file, const Parts& parts, bool replayed,
          Context& context) {
  if (context.json) {
    context.out.line(json_text(report_json(capsule, file, parts, replayed)));
    return;
  }
  show_parts(parts, context);
  if (!replayed) return;
  const std::string what = one_line(capsule.result.document);
  if (names_of_others(parts, true).empty()) {
    context.out.line(fmt::format("{} {}: all {} numbers are the same",
                                 context.out.paint(Colour::Green, "ok"), what, deciding(parts)));
  }
  if (const auto others = names_of_others(parts, false); !others.empty()) {
    context.out.line(
        one_line(fmt::format("Made with others, which may differ: {}", fmt::join(others, ", "))));
  }
  if (!capsule.optimize.is_null()) {
    context.out.line("The result of optimize is in the capsule and was not replayed.");
  }
}

Result<void> verify(const std::string& file, Context& context) {
  STRATGEN_TRY(const Capsule capsule, read_capsule(file));
  context.catch_interrupts();  // so that what was unpacked is removed
  STRATGEN_TRY(const BarSource bars, bars_of(capsule, context));
  Parts parts = compare_bars(capsule, bars_here(capsule, bars));
  if (const auto others = names_of_others(parts, true); !others.empty()) {
    show(capsule, file, parts, false, context);
    return fail(Fault::Data,
                one_line(fmt::format("the capsule's {} are missing here or others ({}); import the "
                                     "same ones with stratgen data import",
                                     fmt::join(others, ", "), bars.name)));
  }
  STRATGEN_TRY(const DiscoverResult here, replay_capsule(capsule, bars, context));
  for (const Parts& more : {compare_tools(capsule), compare_results(capsule.result, here)}) {
    parts.insert(parts.end(), more.begin(), more.end());
  }
  show(capsule, file, parts, true, context);
  const std::size_t others = names_of_others(parts, true).size();
  if (others == 0) return {};
  return fail(Fault::Run, fmt::format("{} of {} numbers are not those of the capsule", others,
                                      deciding(parts)));
}

}  // namespace

void add_capsule_command(CLI::App& app, Action& chosen) {
  CLI::App& command =
      *app.add_subcommand("capsule", "One file of a result with all that it came from");
  command.footer(
      "Example: stratgen capsule sma-crossover -o sma.capsule.json\n"
      "         stratgen capsule verify sma.capsule.json");
  auto name = std::make_shared<std::string>(), out = std::make_shared<std::string>();
  command.add_option("NAME", *name, "A document that discover has a result of");
  command.add_option("-o,--out", *out, "The file to write");
  command.callback([name, out, &chosen, &command] {
    if (!command.get_subcommands().empty()) return;
    chosen = [name, out](Context& context) -> Result<void> {
      if (name->empty() || out->empty()) {
        return fail(Fault::Usage, "name a document and a file: stratgen capsule NAME -o FILE");
      }
      return pack(*name, *out, context);
    };
  });

  auto file = std::make_shared<std::string>();
  CLI::App& verify_command = *command.add_subcommand(
      "verify", "Replay a capsule without a network; say whether every number is the same");
  verify_command.footer("Example: stratgen capsule verify sma.capsule.json --verbose");
  verify_command.add_option("FILE", *file, "What stratgen capsule wrote")->required();
  verify_command.callback(
      [file, &chosen] { chosen = [file](Context& context) { return verify(*file, context); }; });
}

}  // namespace stratgen
