#include "tools/cli/dot_env.hpp"

#include "compiler/inspect/text_lines.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>

namespace stratgen {
namespace {

// Whether nothing but a comment is left.
bool is_rest(std::string_view text) {
  const std::string_view rest = trimmed(text);
  return rest.empty() || rest.front() == '#';
}

std::optional<std::string> quoted(std::string_view text) {
  const char quote = text.front();
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == quote) return is_rest(text.substr(i + 1)) ? std::optional(value) : std::nullopt;
    if (c == '\\' && quote == '"' && i + 1 < text.size()) {
      const char next = text[++i];
      value += next == 'n' ? '\n' : next;
    } else {
      value += c;
    }
  }
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view text) {
  if (text.empty()) return std::string();
  if (text.front() == '"' || text.front() == '\'') return quoted(text);
  const std::size_t comment = std::min(text.find(" #"), text.find("\t#"));
  return std::string(trimmed(text.substr(0, comment)));
}

}  // namespace

Result<DotEnv> parse_dot_env(std::string_view text, const std::string& file) {
  DotEnv settings;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_rest(line)) continue;
    if (line.starts_with("export ")) line = trimmed(line.substr(7));
    const std::size_t equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    const auto value =
        equals == line.npos ? std::nullopt : value_of(trimmed(line.substr(equals + 1)));
    if (!value || !is_identifier(name)) {
      return fail(Fault::Data, fmt::format("{}:{}: not NAME=VALUE; write one setting a line, a "
                                           "value with blanks in quotes",
                                           file, number));
    }
    settings.insert_or_assign(std::string(name), *value);
  }
  return settings;
}

Result<DotEnv> read_dot_env(const std::filesystem::path& path) {
  std::error_code ec;
  if (!std::filesystem::exists(path, ec)) return DotEnv();
  STRATGEN_TRY(const std::string text, read_file(path));
  return parse_dot_env(text, path.string());
}

Result<Setting> settings_here() {
  STRATGEN_TRY(const DotEnv file, read_dot_env(".env"));
  return [file](std::string_view name) -> std::string {
    // Nothing changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
    const char* const value = std::getenv(std::string(name).c_str());
    if (value != nullptr && *value != '\0') return value;
    const auto found = file.find(name);
    return found == file.end() ? "" : found->second;
  };
}

}  // namespace stratgen
