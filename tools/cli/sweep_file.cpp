#include "tools/cli/sweep_file.hpp"

#include "tools/cli/sweep_csv.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace stratgen {
namespace {

bool is_csv(const std::filesystem::path& file) { return file.extension() == ".csv"; }

std::filesystem::path store_of(const std::filesystem::path& file) {
  return is_csv(file) ? std::filesystem::path(file.string() + ".sqlite") : file;
}

// There is nothing in a CSV file to go on from, so one that is there is complete.
Result<void> make_way(const std::filesystem::path& csv, bool reset) {
  std::error_code ec;
  if (!std::filesystem::exists(csv, ec)) return {};
  if (!is_sweep_csv(csv)) {
    return fail(Fault::Usage, fmt::format("{} is there and not of stratgen sweep; name another "
                                          "file",
                                          csv.string()));
  }
  if (reset) std::filesystem::remove(csv, ec);
  if (reset && !ec) return {};
  if (ec) return fail(Fault::Data, fmt::format("cannot remove {}: {}", csv.string(), ec.message()));
  return fail(Fault::Usage,
              fmt::format("{} is there, from a sweep that was completed; name another "
                          "file, or replace this one with --reset",
                          csv.string()));
}

}  // namespace

Result<SweepFile> SweepFile::open(const std::filesystem::path& file, bool reset,
                                  const SweepIdentity& identity, std::span<const SweepPart> parts) {
  if (is_csv(file)) STRATGEN_CHECK(make_way(file, reset));
  if (reset) STRATGEN_CHECK(SweepStore::remove(store_of(file)));
  STRATGEN_TRY(SweepStore store, SweepStore::open(store_of(file), identity, parts));
  return SweepFile(file, std::move(store));
}

Result<void> SweepFile::close() {
  if (is_csv(file_)) STRATGEN_CHECK(export_csv(store_, file_));
  {
    SweepStore closing = std::move(store_);  // whoever has it open cannot remove it
    STRATGEN_CHECK(closing.close());
  }
  return is_csv(file_) ? SweepStore::remove(store_of(file_)) : Result<void>();
}

}  // namespace stratgen
