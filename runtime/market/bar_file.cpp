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

template <class T>
void take(std::string_view& bytes, T* values, std::size_t count) {
  if (count == 0) return;
  std::memcpy(values, bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
}

template <class T>
void take(std::string_view& bytes, std::vector<T>& column, std::size_t rows) {
  column.resize(rows);
  take(bytes, column.data(), rows);
}

}  // namespace

std::string to_bar_file(const Bars& bars) {
  const std::uint64_t head[] = {static_cast<std::uint64_t>(bars.clock), bars.size()};
  std::string bytes;
  bytes.reserve(header_size + column_count * bars.size() * sizeof(double));
  bytes += magic;
  append(bytes, head, std::size(head));
  append(bytes, bars.time.data(), bars.size());
  for (const std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    append(bytes, column->data(), column->size());
  }
  for (const double volume : bars.volume) {
    const double value = std::isnan(volume) ? std::numeric_limits<double>::quiet_NaN() : volume;
    append(bytes, &value, 1);
  }
  return bytes;
}

Result<Bars> from_bar_file(std::string_view bytes, std::string symbol, std::string_view name) {
  const std::size_t size = bytes.size();
  if (size < header_size || !bytes.starts_with(magic)) {
    return fail(Fault::Data,
                fmt::format("{} is not a file of bars that this version can read", name));
  }
  bytes.remove_prefix(magic.size());
  std::uint64_t head[2];
  take(bytes, head, std::size(head));
  const auto [clock, rows] = head;
  constexpr std::size_t row_size = column_count * sizeof(double);
  if (clock > static_cast<std::uint64_t>(Clock::Numbers) || bytes.size() % row_size != 0 ||
      rows != bytes.size() / row_size) {
    return fail(Fault::Data,
                fmt::format("{} is damaged: {} bytes do not hold {} rows", name, size, rows));
  }
  Bars bars;
  bars.symbol = std::move(symbol);
  bars.clock = static_cast<Clock>(clock);
  take(bytes, bars.time, rows);
  for (std::vector<double>* column :
       {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    take(bytes, *column, rows);
  }
  return bars;
}

}  // namespace stratgen
