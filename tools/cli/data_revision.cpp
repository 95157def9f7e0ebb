#include "tools/cli/data_revision.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stratgen {

nlohmann::ordered_json revision_json(const BarRevision& revision) {
  return {{"revision", revision.id},
          {"symbol", revision.symbol},
          {"timeframe", revision.timeframe},
          {"rows", revision.rows},
          {"first", to_iso(revision.first, revision.clock)},
          {"last", to_iso(revision.last, revision.clock)},
          {"source", revision.source},
          {"origin", revision.origin},
          {"adjustment", to_text(revision.adjustment)},
          {"fetched", to_iso(revision.fetched_at, Clock::Utc)},
          {"defects",
           {{"severe", revision.defects.severe},
            {"warnings", revision.defects.warnings},
            {"notes", revision.defects.notes}}},
          {"hash", revision.hash},
          {"raw_hash", revision.raw_hash}};
}

std::string defects_text(const DefectCounts& defects) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, count == 1 ? one : many));
  };
  add(defects.severe, "severe", "severe");
  add(defects.warnings, "warning", "warnings");
  add(defects.notes, "note", "notes");
  return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace stratgen
