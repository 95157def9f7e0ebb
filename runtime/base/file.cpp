#include "runtime/base/file.hpp"

#include "runtime/base/file_descriptor.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

namespace stratgen {
namespace {

tl::unexpected<Error> io_error(const std::filesystem::path& path, std::string_view verb) {
  return fail(Fault::Data, fmt::format("cannot {} {}: {}", verb, path.string(),
                                       std::generic_category().message(errno)));
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ec;
  if (std::filesystem::is_directory(path, ec)) {
    return fail(Fault::Data, fmt::format("cannot read {}: it is a folder", path.string()));
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return io_error(path, "read");
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) return io_error(path, "read");
  return std::move(text).str();
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  std::error_code ec;
  std::filesystem::create_directories(path.parent_path(), ec);
  std::string beside =
      path.string() + ".XXXXXX.part";  // unique: threads may write one target at once
  const int fd = ::mkostemps(beside.data(), 5, O_CLOEXEC);
  if (fd < 0) return io_error(path, "write");
  const bool written = write_all(fd, content) && ::fchmod(fd, 0644) == 0 && ::fsync(fd) == 0;
  const int saved_errno = errno;
  ::close(fd);
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) {
    if (!written) errno = saved_errno;
    auto error = io_error(path, "write");
    ::unlink(beside.c_str());
    return error;
  }
  return {};
}

}  // namespace stratgen
