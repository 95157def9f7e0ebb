#include "compiler/prompts/prompt_template.hpp"

#include "compiler/knowledge/knowledge_doc.hpp"

#include <fmt/format.h>

#include <set>

namespace stratgen {
namespace {

using Values = std::map<std::string, std::string_view, std::less<>>;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\n');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of('\n') - first + 1);
}

Result<std::string> fill(std::string_view part, const Values& values, std::set<std::string>& used) {
  std::string filled;
  for (;;) {
    const std::size_t open = part.find("{{");
    const std::size_t close = part.find("}}", open == part.npos ? 0 : open);
    if (open == part.npos || close == part.npos) break;
    const std::string_view name = part.substr(open + 2, close - open - 2);
    if (!is_identifier(name)) {  // braces of the text's own
      filled += part.substr(0, open + 1);
      part.remove_prefix(open + 1);
      continue;
    }
    const auto value = values.find(name);
    if (value == values.end()) {
      return fail(Fault::Internal, fmt::format("the placeholder {{{{{}}}}} has no value", name));
    }
    used.insert(value->first);
    filled += part.substr(0, open);
    filled += value->second;
    part.remove_prefix(close + 2);
  }
  filled += part;
  return filled;
}

}  // namespace

Result<Prompt> fill_template(std::string_view text, const Values& values) {
  constexpr std::string_view system_heading = "\n# System\n";
  constexpr std::string_view user_heading = "\n# User\n";
  const std::size_t system = text.find(system_heading);
  const std::size_t user = text.find(user_heading, system == text.npos ? 0 : system);
  if (system == text.npos || user == text.npos) {
    return fail(Fault::Internal, "a prompt's template needs the lines '# System' and '# User'");
  }
  const std::size_t system_begin = system + system_heading.size();
  std::set<std::string> used;
  Prompt prompt;
  STRATGEN_TRY(prompt.system,
               fill(trimmed(text.substr(system_begin, user - system_begin)), values, used));
  STRATGEN_TRY(prompt.user, fill(trimmed(text.substr(user + user_heading.size())), values, used));
  for (const auto& [name, value] : values) {
    if (used.contains(name)) continue;
    return fail(Fault::Internal, fmt::format("no placeholder {{{{{}}}}} for the value", name));
  }
  return prompt;
}

}  // namespace stratgen
