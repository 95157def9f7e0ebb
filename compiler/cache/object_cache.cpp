// One file for each object, <first digit of the key>/<key>. The sixteen folders share the space
// evenly, so making room looks at a sixteenth of the files.
#include "compiler/cache/object_cache.hpp"

#include "compiler/cache/entry.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <memory>
#include <random>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

constexpr std::size_t shards = 16;
constexpr std::size_t block_bytes = 4096;       // files take whole ones
constexpr std::time_t touch_after = 24 * 3600;  // seconds; finer order is not worth the writes

tl::unexpected<Error> io_error(std::string_view what) {
  return fail(Fault::Data, fmt::format("object cache: cannot {}: {}", what,
                                       std::generic_category().message(errno)));
}

// With everything above it.
bool make_private_folder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return true;
  return errno == ENOENT && folder.has_relative_path() &&
         make_private_folder(folder.parent_path()) && ::mkdir(folder.c_str(), S_IRWXU) == 0;
}

bool only_we_write(const struct stat& status) {
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::string shard_of(const std::string& key) { return key.substr(0, 1); }
std::string file_of(const std::string& key) { return shard_of(key) + "/" + key; }

std::optional<std::string> read_whole(int file, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(file, bytes.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return std::nullopt;
    done += static_cast<std::size_t>(n);
  }
  return bytes;
}

struct StoredFile {
  std::time_t seconds;  // of the last use
  long nanoseconds;
  std::string name;
  std::size_t bytes;

  auto age() const { return std::tie(seconds, nanoseconds, name); }
};

// What lies in a folder, which is closed with it.
std::vector<StoredFile> stored_files(int folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(folder), ::closedir);
  std::vector<StoredFile> files;
  if (!entries) return files;
  // No other thread reads this stream. NOLINTNEXTLINE(concurrency-mt-unsafe)
  while (const dirent* const entry = ::readdir(entries.get())) {
    struct stat status{};
    if (::fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISDIR(status.st_mode)) continue;
    const auto size = static_cast<std::size_t>(status.st_size);
    files.push_back({status.st_mtim.tv_sec, status.st_mtim.tv_nsec, entry->d_name,
                     (size + block_bytes - 1) / block_bytes * block_bytes});
  }
  return files;
}

}  // namespace

ObjectCache::ObjectCache(FileDescriptor folder, std::size_t max_bytes)
    : folder_(std::move(folder)), max_bytes_(max_bytes) {}

Result<ObjectCache> ObjectCache::open(const std::filesystem::path& folder, std::size_t max_bytes) {
  if (!make_private_folder(folder)) return io_error("make " + folder.string());
  FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status{};
  if (!opened || ::fstat(opened.get(), &status) != 0) return io_error("open " + folder.string());
  if (!only_we_write(status))
    return fail(Fault::Data, fmt::format("object cache: others may write to {}; remove it, or make "
                                         "it yours alone with chmod 700",
                                         folder.string()));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) ::fchmod(opened.get(), S_IRWXU);
  return ObjectCache(std::move(opened), max_bytes);
}

std::optional<CompiledObject> ObjectCache::find(const std::string& key) const {
  const std::string name = file_of(key);
  // Not blocking: what lies there may be a pipe.
  const FileDescriptor file(
      ::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  const bool not_ours = errno == ELOOP || errno == EACCES;
  if (!file && !not_ours) return std::nullopt;
  std::optional<CompiledObject> object;
  struct stat status{};
  if (file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) &&
      only_we_write(status) && static_cast<std::size_t>(status.st_size) <= max_shard_bytes()) {
    if (const auto bytes = read_whole(file.get(), static_cast<std::size_t>(status.st_size)))
      object = decode_entry(*bytes, key);
  }
  if (!object)
    ::unlinkat(folder_.get(), name.c_str(), 0);
  else if (std::time(nullptr) - status.st_mtim.tv_sec > touch_after)
    ::futimens(file.get(), nullptr);
  return object;
}

Result<void> ObjectCache::store(const std::string& key, const CompiledObject& object) const {
  const std::string bytes = encode_entry(key, object);
  if (bytes.size() > max_shard_bytes())
    return fail(Fault::Data, fmt::format("object cache: {} bytes are more than the {} it keeps",
                                         bytes.size(), max_shard_bytes()));
  const std::string shard = shard_of(key);
  if (::mkdirat(folder_.get(), shard.c_str(), S_IRWXU) != 0 && errno != EEXIST)
    return io_error("make the folder " + shard);
  STRATGEN_CHECK(write(file_of(key), bytes));
  make_room(shard);
  return {};
}

std::size_t ObjectCache::max_shard_bytes() const { return max_bytes_ / shards; }

// Beside its place and renamed, so that a reader sees all of it or nothing. It is not synced: what
// a loss of power leaves of it does not have its hash.
Result<void> ObjectCache::write(const std::string& name, std::string_view bytes) const {
  std::random_device random;
  const std::string beside = fmt::format("{}.{:08x}{:08x}.part", name, random(), random());
  {
    const FileDescriptor file(::openat(folder_.get(), beside.c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                       S_IRUSR | S_IWUSR));
    if (!file) return io_error("write " + beside);
    if (write_all(file.get(), bytes) &&
        ::renameat(folder_.get(), beside.c_str(), folder_.get(), name.c_str()) == 0)
      return {};
  }
  auto error = io_error("write " + name);
  ::unlinkat(folder_.get(), beside.c_str(), 0);
  return error;
}

// Processes that do this at once may remove more than one of them would; never a half of anything.
// What a killed process left of a file that it wrote is removed like any other.
void ObjectCache::make_room(const std::string& shard) const {
  const int folder =
      ::openat(folder_.get(), shard.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return;
  std::vector<StoredFile> files = stored_files(folder);
  std::size_t bytes = 0;
  for (const StoredFile& each : files) bytes += each.bytes;
  if (bytes <= max_shard_bytes()) return;
  std::sort(files.begin(), files.end(),
            [](const StoredFile& a, const StoredFile& b) { return a.age() < b.age(); });
  for (const StoredFile& each : files) {
    if (bytes <= max_shard_bytes()) return;
    ::unlinkat(folder_.get(), (shard + "/" + each.name).c_str(), 0);
    bytes -= each.bytes;
  }
}

}  // namespace stratgen
