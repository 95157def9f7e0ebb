#include "runtime/market/bar_store.hpp"

#include "runtime/base/folder_lock.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_catalog.hpp"
#include "runtime/market/bar_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>

namespace stratgen {
namespace {

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

// What a store holds, however defective.
Result<void> check_form(const Bars& bars) {
  if (bars.size() == 0 || bars.symbol.empty())
    return fail(Fault::Data, "bars without rows or without a symbol cannot be imported");
  for (const BarColumn<double>* column :
       {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    if (column->size() != bars.size())
      return fail(Fault::Data, bars.symbol + ": columns of bars differ in length");
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto refuse = [&](std::string_view why) {
      return fail(Fault::Data, fmt::format("{}, bar {} of {}: {}; such bars cannot be imported",
                                           bars.symbol, i, to_iso(bars.time[i], bars.clock), why));
    };
    if (i > 0 && bars.time[i] <= bars.time[i - 1]) return refuse("its time is not after the last");
    if (!std::isfinite(bars.open[i] + bars.high[i] + bars.low[i] + bars.close[i]))
      return refuse("a price is no finite number");
  }
  return {};
}

Result<void> check_form(const NewBars& bars) {
  STRATGEN_CHECK(check_form(bars.bars));
  if (!bars.raw) return {};
  STRATGEN_CHECK(check_form(*bars.raw));
  if (bars.raw->time == bars.bars.time) return {};
  return fail(Fault::Data, bars.bars.symbol + ": raw and adjusted bars have different times");
}

}  // namespace

BarStore::BarStore(std::filesystem::path workspace, BarCatalog catalog)
    : workspace_(std::move(workspace)),
      contents_(workspace_ / "bars"),
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
  if (::access((workspace / "bars").c_str(), W_OK) != 0) {
    return fail(Fault::Data, fmt::format("cannot write to the workspace {}: {}", workspace.string(),
                                         std::generic_category().message(errno)));
  }
  const FolderLock lock(workspace / "bars");
  STRATGEN_TRY(BarCatalog catalog, BarCatalog::open(workspace / "bars.sqlite"));
  return BarStore(workspace, std::move(catalog));
}

Result<BarRevision> BarStore::import(const NewBars& bars) {
  STRATGEN_TRY(std::vector<BarRevision> revisions, import(std::span(&bars, 1)));
  return std::move(revisions[0]);
}

Result<std::vector<BarRevision>> BarStore::import(std::span<const NewBars> all) {
  std::vector<BarRevision> revisions;
  std::vector<BarContent> contents;
  const auto add = [&contents](const Bars& bars) {
    std::string bytes = to_bar_file(bars);
    const std::string hash = sha256(bytes);
    contents.push_back({hash, std::move(bytes)});
    return hash;
  };
  for (const NewBars& bars : all) {
    STRATGEN_CHECK(check_form(bars));
    BarRevision& revision = revisions.emplace_back(describe(bars));
    revision.hash = add(bars.bars);
    if (bars.raw) revision.raw_hash = add(*bars.raw);
  }
  return catalog_->add(std::move(revisions), all, [&] { return contents_.keep(contents); });
}

Result<Bars> BarStore::load(const BarRevision& revision) const {
  return contents_.read(revision.hash, revision.symbol);
}

Result<std::optional<Bars>> BarStore::raw(const BarRevision& revision) const {
  if (revision.raw_hash.empty()) return std::nullopt;
  return contents_.read(revision.raw_hash, revision.symbol);
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
              fmt::format("there are no {0} bars of {1}{2} in {3}{4}; fetch some: stratgen data "
                          "fetch {1}{5}, or import a file: stratgen data import FILE --symbol {1}",
                          timeframe, symbol, from, workspace_.string(), there,
                          timeframe == "1d" ? "" : fmt::format(" --timeframe {}", timeframe)));
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
