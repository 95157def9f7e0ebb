#include "tests/hostile/corpus.hpp"

#include "runtime/base/file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace stratgen::test {

namespace {

const std::filesystem::path attack_folder = "tests/hostile/attacks";
const std::filesystem::path legal_folder = "tests/legal";
constexpr std::string_view marker = "// expect: ";

std::vector<std::filesystem::path> sources_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".cpp") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Expectation read_expectation(std::string_view line) {
  if (!line.starts_with(marker)) return {};
  line.remove_prefix(marker.size());
  if (!line.starts_with("exit ")) return {std::string(line), 4, {}};
  const std::size_t quote = line.find('"');
  const std::string_view words =
      quote == line.npos ? "" : line.substr(quote + 1, line.rfind('"') - quote - 1);
  return {"", std::atoi(line.data() + 5), std::string(words)};
}

}  // namespace

std::vector<Attack> read_attacks() {
  std::vector<Attack> attacks;
  for (const auto& path : sources_below(attack_folder)) {
    const std::string source = read_file(path).value_or("");
    attacks.push_back({path.lexically_relative(attack_folder).string(),
                       path.parent_path().filename().string(),
                       read_expectation(source.substr(0, source.find('\n'))), source});
  }
  return attacks;
}

std::vector<LegalProgram> read_legal_programs() {
  std::vector<LegalProgram> programs;
  for (const auto& path : sources_below(legal_folder))
    programs.push_back(
        {path.lexically_relative(legal_folder).string(), read_file(path).value_or("")});
  return programs;
}

std::string mismatch(const Expectation& expected, const Outcome& outcome) {
  const auto has_rule = [&](const Diagnostic& each) { return each.rule == expected.rule; };
  if (outcome.exit_code != expected.exit_code) return "another exit code";
  if (!expected.rule.empty() &&
      std::none_of(outcome.diagnostics.begin(), outcome.diagnostics.end(), has_rule))
    return "no finding of rule " + expected.rule;
  if (outcome.message.find(expected.words) == std::string::npos) return "other words";
  const auto incomplete = [](const Diagnostic& each) {
    const bool placed = each.line > 0 || each.rule == "frame-size";  // known once code is made
    return !placed || each.message.empty() || (each.rule != "compile" && each.hint.empty());
  };
  if (std::any_of(outcome.diagnostics.begin(), outcome.diagnostics.end(), incomplete))
    return "a finding without line, message or hint";
  return "";
}

}  // namespace stratgen::test
