#include "runtime/market/bar_contents.hpp"

#include "runtime/base/file_descriptor.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/base/mapped_file.hpp"
#include "runtime/market/bar_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".part";

tl::unexpected<Error> cannot_write(const fs::path& path) {
  return fail(Fault::Data, fmt::format("cannot write {}: {}", path.string(),
                                       std::generic_category().message(errno)));
}

// Not yet on disk.
Result<void> write_unfinished(const fs::path& path, std::string_view bytes) {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                                   S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH));
  if (!file || !write_all(file.get(), bytes)) return cannot_write(path);
  return {};
}

// One file after the other waits for the disk each time; many go there together.
Result<void> sync(const std::vector<fs::path>& files) {
  constexpr std::size_t few = 3;
  for (std::size_t i = 0; i < (files.size() > few ? 1 : files.size()); ++i) {
    const FileDescriptor file(::open(files[i].c_str(), O_RDONLY | O_CLOEXEC));
    const bool synced =
        file && (files.size() > few ? ::syncfs(file.get()) : ::fsync(file.get())) == 0;
    if (!synced) return cannot_write(files[i]);
  }
  return {};
}

// A rename is on disk once its folder is.
Result<void> sync_folder(const fs::path& folder) {
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0) return cannot_write(folder);
  return {};
}

void remove_unfinished(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == unfinished) found.push_back(entry->path());
  }
  for (const fs::path& path : found) fs::remove(path, error);
}

bool holds(const fs::path& path, std::string_view bytes) {
  const auto file = MappedFile::open(path);
  return file && file->bytes().size() == bytes.size() &&
         std::memcmp(file->bytes().data(), bytes.data(), bytes.size()) == 0;
}

}  // namespace

fs::path BarContents::file_of(const std::string& hash) const { return folder_ / (hash + ".bars"); }

Result<Bars> BarContents::read(const std::string& hash, const std::string& symbol) const {
  const std::string path = file_of(hash).string();
  auto mapped = MappedFile::open(path);
  if (!mapped || sha256(mapped->bytes()) != hash) {
    const std::string why = mapped
                                ? path + " is damaged: its content has another hash than its name"
                                : mapped.error().message;
    return fail(
        Fault::Data,
        fmt::format("{}; import it again: stratgen data import FILE --symbol {}", why, symbol));
  }
  const auto file = std::make_shared<const MappedFile>(std::move(*mapped));
  return from_bar_file(file->bytes(), file, symbol, path);
}

Result<void> BarContents::keep(std::span<const BarContent> contents) const {
  remove_unfinished(folder_);
  std::vector<fs::path> finished, parts;
  for (const BarContent& content : contents) {
    const fs::path path = file_of(content.hash);
    if (holds(path, content.bytes) || std::ranges::find(finished, path) != finished.end()) continue;
    finished.push_back(path);
    parts.emplace_back(path.string() += unfinished);
    if (auto written = write_unfinished(parts.back(), content.bytes); !written) {
      remove_unfinished(folder_);  // makes room on a full disk
      return written;
    }
  }
  if (parts.empty()) return {};
  STRATGEN_CHECK(sync(parts));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (::rename(parts[i].c_str(), finished[i].c_str()) != 0) return cannot_write(finished[i]);
  }
  return sync_folder(folder_);
}

}  // namespace stratgen
