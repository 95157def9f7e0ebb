#include "runtime/base/mapped_file.hpp"

#include "runtime/base/file_descriptor.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace stratgen {
namespace {

tl::unexpected<Error> cannot_read(const std::filesystem::path& path) {
  return fail(Fault::Data, fmt::format("cannot read {}: {}", path.string(),
                                       std::generic_category().message(errno)));
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about = {};
  if (!file || ::fstat(file.get(), &about) != 0) return cannot_read(path);
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return MappedFile({});
  void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.get(), 0);
  if (bytes == MAP_FAILED) return cannot_read(path);
  return MappedFile({static_cast<const std::byte*>(bytes), size});
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace stratgen
