#include "runtime/indicator/cache.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <utility>

namespace stratgen {
namespace {

bool same_column(std::span<const double> a, std::span<const double> b) {
  return a.data() == b.data() && a.size() == b.size();
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

std::size_t IndicatorCache::Hash::operator()(const Key& key) const {
  std::uint64_t hash = std::hash<std::string_view>{}(key.name);
  const auto mix = [&](std::uint64_t v) { hash = (std::rotl(hash, 27) ^ v) * 0x9e3779b97f4a7c15; };
  for (const auto input : key.inputs) mix(std::hash<const double*>{}(input.data()));
  for (const double param : key.params) mix(std::bit_cast<std::uint64_t>(param));
  return hash ^ (hash >> 32);
}

bool IndicatorCache::Equal::operator()(const Key& a, const Key& b) const {
  return a.name == b.name && std::ranges::equal(a.inputs, b.inputs, same_column) &&
         std::ranges::equal(a.params, b.params, same_bits);
}

void IndicatorCache::limit(std::size_t max_bytes) {
  const std::lock_guard lock(mutex_);
  max_bytes_ = max_bytes;
  evict();
}

void IndicatorCache::add_source(std::span<const double> column) {
  const std::lock_guard lock(mutex_);
  owners_.insert_or_assign(column.data(), Owner{column.size(), true, {}});
}

bool IndicatorCache::is_source(const double* column) const {
  const std::lock_guard lock(mutex_);
  const auto owner = owners_.find(column);
  return owner != owners_.end() && owner->second.is_source;
}

Result<IndicatorCache::Columns> IndicatorCache::get(std::string_view name,
                                                    std::span<const std::span<const double>> inputs,
                                                    std::span<const double> params) {
  const Key key = {name, inputs, params};
  if (Columns found = find(key)) return found;
  STRATGEN_TRY(std::vector<Column> computed, compute_indicator(name, inputs, params));
  return keep(key, std::make_shared<const std::vector<Column>>(std::move(computed)));
}

std::size_t IndicatorCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

IndicatorCache::Columns IndicatorCache::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  touch(found->second);
  return found->second->columns;
}

IndicatorCache::Columns IndicatorCache::keep(const Key& key, Columns columns) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    touch(found->second);
    return found->second->columns;
  }

  Entry entry = {std::string(key.name),
                 {key.inputs.begin(), key.inputs.end()},
                 {key.params.begin(), key.params.end()},
                 columns,
                 0,
                 {}};
  for (const auto input : key.inputs) {
    const auto owner = owners_.find(input.data());
    if (owner == owners_.end() || owner->second.size != input.size()) return columns;
    if (!owner->second.is_source) entry.parents.push_back(owner->second.entry);
  }
  for (const Column& column : *columns) entry.bytes += column.size() * sizeof(double);
  if (entry.bytes == 0) return columns;

  bytes_ += entry.bytes;
  entries_.push_front(std::move(entry));
  const Position position = entries_.begin();
  by_key_.emplace(position->key(), position);
  for (const Column& column : *columns)
    owners_.insert_or_assign(column.data(), Owner{column.size(), false, position});
  touch(position);
  evict();
  return columns;
}

void IndicatorCache::touch(Position entry) {
  entries_.splice(entries_.begin(), entries_, entry);
  for (const Position parent : entry->parents) touch(parent);
}

void IndicatorCache::evict() {
  while (bytes_ > max_bytes_) {
    const Entry& last = entries_.back();
    by_key_.erase(last.key());
    for (const Column& column : *last.columns) owners_.erase(column.data());
    bytes_ -= last.bytes;
    entries_.pop_back();
  }
}

}  // namespace stratgen
