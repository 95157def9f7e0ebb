// .env: settings as NAME=VALUE, one a line. Values are secrets and appear in no message.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/base/setting.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace stratgen {

using DotEnv = std::map<std::string, std::string, std::less<>>;

// Empty lines and lines that begin with # say nothing; `export` before a name is passed over. A
// value can stand in single quotes, as it is, or in double quotes, where \n, \" and \\ are known;
// without quotes it ends at " #". A later line wins. The Error names file and line.
Result<DotEnv> parse_dot_env(std::string_view text, const std::string& file);

// Nothing where there is no such file.
Result<DotEnv> read_dot_env(const std::filesystem::path& path);

// $NAME, else what .env in the current folder says; a .env that cannot be read is an Error.
Result<Setting> settings_here();

}  // namespace stratgen
