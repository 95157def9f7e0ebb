#include "runtime/import/time_zone.hpp"

#include "runtime/base/file.hpp"
#include "runtime/import/date_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <optional>

namespace stratgen {
namespace {

constexpr std::string_view database = "/usr/share/zoneinfo";

template <class T>
T big_endian(const char* at) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<T>((value << 8) | static_cast<unsigned char>(at[i]));
  }
  return value;
}

// The counts of a block of a TZif file (RFC 8536), and how long its data are.
struct Block {
  std::uint32_t utc_marks, standard_marks, leaps, changes, types, letters;
  std::size_t size(std::size_t time_size) const {
    return changes * (time_size + 1) + types * std::size_t{6} + letters + leaps * (time_size + 4) +
           standard_marks + utc_marks;
  }
};
constexpr std::size_t block_header = 44;

std::optional<Block> block_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + block_header || bytes.substr(at, 4) != "TZif") return {};
  const char* const counts = bytes.data() + at + 20;
  const auto count = [counts](std::size_t i) { return big_endian<std::uint32_t>(counts + 4 * i); };
  return Block{count(0), count(1), count(2), count(3), count(4), count(5)};
}

}  // namespace

std::int32_t TimeZone::east_at(std::int64_t utc) const {
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), utc,
      [](std::int64_t moment, const Change& change) { return moment < change.utc; });
  return after == changes_.begin() ? east_before_ : std::prev(after)->east;
}

std::int64_t TimeZone::to_utc(std::int64_t local) const {
  constexpr std::int64_t day = 86400;  // no change of the clock is as near as this to another
  const std::int64_t early = local - east_at(local - day);
  if (early + east_at(early) == local) return early;
  const std::int64_t late = local - east_at(local + day);
  return late + east_at(late) == local ? late : early;
}

Result<TimeZone> find_time_zone(std::string_view name) {
  TimeZone zone;
  zone.name_ = name;
  if (const std::optional<int> east = parse_zone_offset(name)) {
    zone.east_before_ = *east;
    return zone;
  }
  const auto refused = [name] {
    return fail(Fault::Usage,
                fmt::format("'{}' is not a time zone; write UTC, +02:00 or a name such as "
                            "America/New_York",
                            name));
  };
  if (name.empty() || name.front() == '/' || name.find("..") != std::string_view::npos) {
    return refused();
  }
  const std::filesystem::path path = std::filesystem::path(database) / name;
  std::error_code ec;
  if (!std::filesystem::is_regular_file(path, ec)) return refused();
  STRATGEN_TRY(const std::string bytes, read_file(path));

  // The first block has 32-bit times for old readers; the second is the same with 64 bits.
  const std::optional<Block> old = block_at(bytes, 0);
  if (!old) return refused();
  const std::size_t at = block_header + old->size(4);
  const std::optional<Block> block = block_at(bytes, at);
  if (!block || bytes.size() < at + block_header + block->size(8) || block->types == 0) {
    return refused();
  }
  const char* const times = bytes.data() + at + block_header;
  const char* const kinds = times + block->changes * std::size_t{8};
  const char* const types = kinds + block->changes;
  const auto east_of = [types](std::size_t type) {
    return std::bit_cast<std::int32_t>(big_endian<std::uint32_t>(types + 6 * type));
  };
  zone.east_before_ = east_of(0);
  for (std::size_t i = 0; i < block->changes; ++i) {
    const auto type = static_cast<unsigned char>(kinds[i]);
    if (type >= block->types) return refused();
    zone.changes_.push_back(
        {std::bit_cast<std::int64_t>(big_endian<std::uint64_t>(times + 8 * i)), east_of(type)});
  }
  return zone;
}

}  // namespace stratgen
