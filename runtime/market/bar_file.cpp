#include "runtime/market/bar_file.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace stratgen {
namespace {

static_assert(std::endian::native == std::endian::little, "bar files are little-endian");

constexpr std::string_view magic = "stratgen bars 1\n";
constexpr std::size_t header_size = 32;
constexpr std::size_t column_count = 6;
static_assert(magic.size() == 16);

template <class T>
void append(std::string& bytes, const T* values, std::size_t count) {
  if (count == 0) return;
  const std::size_t offset = bytes.size();
  bytes.resize(offset + count * sizeof(T));
  std::memcpy(bytes.data() + offset, values, count * sizeof(T));
}

// `rows` values of T at the front of `bytes`, which are 8 bytes each.
template <class T>
BarColumn<T> take(std::span<const std::byte>& bytes, const std::shared_ptr<const void>& owner,
                  std::size_t rows) {
  const std::span values(reinterpret_cast<const T*>(bytes.data()), rows);
  bytes = bytes.subspan(values.size_bytes());
  return BarColumn<T>(owner, values);
}

}  // namespace

std::string to_bar_file(const Bars& bars) {
  const std::uint64_t head[] = {static_cast<std::uint64_t>(bars.clock), bars.size()};
  std::string bytes;
  bytes.reserve(header_size + column_count * bars.size() * sizeof(double));
  bytes += magic;
  append(bytes, head, std::size(head));
  append(bytes, bars.time.data(), bars.size());
  for (const BarColumn<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    append(bytes, column->data(), column->size());
  }
  for (const double volume : bars.volume) {
    const double value = std::isnan(volume) ? std::numeric_limits<double>::quiet_NaN() : volume;
    append(bytes, &value, 1);
  }
  return bytes;
}

Result<Bars> from_bar_file(std::span<const std::byte> bytes,
                           const std::shared_ptr<const void>& owner, std::string symbol,
                           std::string_view name) {
  const std::size_t size = bytes.size();
  if (size < header_size || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) {
    return fail(Fault::Data,
                fmt::format("{} is not a file of bars that this version can read", name));
  }
  std::uint64_t head[2];
  std::memcpy(head, bytes.data() + magic.size(), sizeof head);
  const auto [clock, rows] = head;
  bytes = bytes.subspan(header_size);
  constexpr std::size_t row_size = column_count * sizeof(double);
  if (clock > static_cast<std::uint64_t>(Clock::Numbers) || bytes.size() % row_size != 0 ||
      rows != bytes.size() / row_size) {
    return fail(Fault::Data,
                fmt::format("{} is damaged: {} bytes do not hold {} rows", name, size, rows));
  }
  Bars bars;
  bars.symbol = std::move(symbol);
  bars.clock = static_cast<Clock>(clock);
  bars.time = take<std::int64_t>(bytes, owner, rows);
  for (BarColumn<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
    *column = take<double>(bytes, owner, rows);
  return bars;
}

}  // namespace stratgen
