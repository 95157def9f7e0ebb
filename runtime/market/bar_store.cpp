#include "runtime/market/bar_store.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/folder_lock.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_catalog.hpp"
#include "runtime/market/bar_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace stratgen {
namespace {

// A rename is on disk once its folder is.
Result<void> sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return fail(Fault::Data, fmt::format("cannot write {}: {}", folder.string(),
                                       std::generic_category().message(error)));
}

DefectCounts count(const std::vector<Defect>& defects) {
  const auto of = [&](Severity severity) {
    return static_cast<std::size_t>(std::count_if(
        defects.begin(), defects.end(), [&](const Defect& d) { return d.severity == severity; }));
  };
  return {of(Severity::Note), of(Severity::Warning), of(Severity::Severe)};
}

BarRevision describe(const NewBars& bars) {
  BarRevision revision;
  revision.symbol = bars.bars.symbol;
  revision.timeframe = bars.timeframe;
  revision.source = bars.source;
  revision.origin = bars.origin;
  revision.adjustment = bars.adjustment;
  revision.rows = bars.bars.size();
  revision.clock = bars.bars.clock;
  revision.first = bars.bars.time.front();
  revision.last = bars.bars.time.back();
  revision.fetched_at = bars.fetched_at;
  revision.defects = count(bars.defects);
  return revision;
}

}  // namespace

BarStore::BarStore(std::filesystem::path workspace, BarCatalog catalog)
    : workspace_(std::move(workspace)),
      catalog_(std::make_unique<BarCatalog>(std::move(catalog))) {}
BarStore::BarStore(BarStore&&) noexcept = default;
BarStore& BarStore::operator=(BarStore&&) noexcept = default;
BarStore::~BarStore() = default;

Result<BarStore> BarStore::open(const std::filesystem::path& workspace) {
  std::error_code error;
  std::filesystem::create_directories(workspace / "bars", error);
  if (error) {
    return fail(Fault::Data, fmt::format("cannot create the workspace {}: {}", workspace.string(),
                                         error.message()));
  }
  const FolderLock lock(workspace / "bars");
  STRATGEN_TRY(BarCatalog catalog, BarCatalog::open(workspace / "bars.sqlite"));
  return BarStore(workspace, std::move(catalog));
}

std::filesystem::path BarStore::file_of(std::string_view hash) const {
  return workspace_ / "bars" / fmt::format("{}.bars", hash);
}

// Writes the content unless it is there and sound. Only called by the one writer that holds the
// catalog.
Result<void> BarStore::keep_content(const std::string& hash, std::string_view bytes) const {
  const std::filesystem::path path = file_of(hash);
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    const Result<std::string> there = read_file(path);
    if (there && *there == bytes) return {};
  }
  STRATGEN_CHECK(write_file(path, bytes));
  return sync_folder(path.parent_path());
}

Result<BarRevision> BarStore::import(const NewBars& bars) {
  if (bars.bars.size() == 0 || bars.bars.symbol.empty()) {
    return fail(Fault::Data, "bars without rows or without a symbol cannot be imported");
  }
  BarRevision revision = describe(bars);
  const std::string bytes = to_bar_file(bars.bars);
  const std::string raw_bytes = bars.raw ? to_bar_file(*bars.raw) : "";
  revision.hash = sha256(bytes);
  if (bars.raw) revision.raw_hash = sha256(raw_bytes);
  const auto keep = [&]() -> Result<void> {
    if (bars.raw) STRATGEN_CHECK(keep_content(revision.raw_hash, raw_bytes));
    return keep_content(revision.hash, bytes);
  };
  return catalog_->add(revision, bars.defects, bars.actions, keep);
}

Result<Bars> BarStore::load_content(const std::string& hash, const std::string& symbol) const {
  const std::string path = file_of(hash).string();
  const Result<std::string> bytes = read_file(path);
  if (!bytes || sha256(*bytes) != hash) {
    const std::string why = bytes ? path + " is damaged: its content has another hash than its name"
                                  : bytes.error().message;
    return fail(
        Fault::Data,
        fmt::format("{}; import it again: stratgen data import FILE --symbol {}", why, symbol));
  }
  return from_bar_file(*bytes, symbol, path);
}

Result<Bars> BarStore::load(const BarRevision& revision) const {
  return load_content(revision.hash, revision.symbol);
}

Result<std::optional<Bars>> BarStore::raw(const BarRevision& revision) const {
  if (revision.raw_hash.empty()) return std::nullopt;
  return load_content(revision.raw_hash, revision.symbol);
}

Result<Bars> BarStore::load(std::string_view symbol, std::string_view timeframe,
                            std::string_view source) const {
  STRATGEN_TRY(const std::vector<BarRevision> newest,
               catalog_->revisions(symbol, timeframe, source, 1));
  if (!newest.empty()) return load(newest[0]);
  STRATGEN_TRY(const std::vector<std::string> others, catalog_->timeframes(symbol));
  const std::string from = source.empty() ? "" : fmt::format(" from {}", source);
  const std::string there =
      others.empty() ? "" : fmt::format(" (there are {})", fmt::join(others, ", "));
  return fail(Fault::Data,
              fmt::format("there are no {} bars of {}{} in {}{}; import some: "
                          "stratgen data import FILE --symbol {}",
                          timeframe, symbol, from, workspace_.string(), there, symbol));
}

Result<std::vector<Defect>> BarStore::defects(const BarRevision& revision) const {
  return catalog_->defects(revision.id);
}

Result<std::vector<CorporateAction>> BarStore::actions(const BarRevision& revision) const {
  return catalog_->actions(revision.id);
}

Result<std::vector<BarRevision>> BarStore::list() const { return catalog_->newest(); }

Result<std::vector<BarRevision>> BarStore::revisions(std::string_view symbol,
                                                     std::string_view timeframe,
                                                     std::string_view source) const {
  return catalog_->revisions(symbol, timeframe, source);
}

}  // namespace stratgen
