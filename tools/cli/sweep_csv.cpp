#include "tools/cli/sweep_csv.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace stratgen {
namespace {

// As RFC 4180 has it.
std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == field.npos) return field;
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

tl::unexpected<Error> cannot_write(const std::filesystem::path& file) {
  return fail(Fault::Data,
              fmt::format("cannot write {}: {}; the cells are kept: run the same command again",
                          file.string(), std::generic_category().message(errno)));
}

}  // namespace

Result<void> export_csv(const SweepStore& store, const std::filesystem::path& file) {
  const std::filesystem::path beside = file.string() + ".tmp";
  errno = 0;
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  std::string line;
  STRATGEN_CHECK(store.each_row([&](std::span<const std::string> fields) -> Result<void> {
    line.clear();
    for (const std::string& field : fields) {
      if (&field != fields.data()) line += ',';
      line += quoted(field);
    }
    line += '\n';
    if (!out.write(line.data(), static_cast<std::streamsize>(line.size())))
      return cannot_write(file);
    return {};
  }));
  out.close();
  std::error_code ec;
  if (out) std::filesystem::rename(beside, file, ec);
  if (!out || ec) {
    const auto error = cannot_write(file);
    std::filesystem::remove(beside, ec);
    return error;
  }
  return {};
}

bool is_sweep_csv(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  std::getline(in, line);
  return line.starts_with("cell,") && line.find(",ending,Return [%],") != line.npos;
}

}  // namespace stratgen
