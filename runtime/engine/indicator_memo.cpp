#include "runtime/engine/indicator_memo.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace stratgen {
namespace {

constexpr std::size_t first_slots = 64;

std::uint64_t hash_of(std::string_view name, std::span<const double* const> inputs,
                      std::span<const double> params) {
  std::uint64_t hash = 0;
  std::memcpy(&hash, name.data(), std::min(name.size(), sizeof hash));
  const auto mix = [&](std::uint64_t v) { hash = (std::rotl(hash, 27) ^ v) * 0x9e3779b97f4a7c15; };
  mix(name.size());
  for (const double* const input : inputs) mix(std::bit_cast<std::uint64_t>(input));
  for (const double param : params) mix(std::bit_cast<std::uint64_t>(param));
  // Numbers of few digits have their bits at the top, and slots are taken by those at the bottom.
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93;
  return hash ^ (hash >> 32);
}

// Without a call for the short names that most have.
bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

int warmup_of(std::span<const double> column) {
  const auto first = std::ranges::find_if(column, [](double x) { return !std::isnan(x); });
  return first == column.end() ? 0 : static_cast<int>(first - column.begin());
}

int warmup_of(const std::vector<Column>& columns) {
  int warmup = 0;
  for (const Column& column : columns)
    warmup = std::max(warmup, warmup_of(std::span<const double>(column)));
  return warmup;
}

const IndicatorMemo::Known* IndicatorMemo::find(std::string_view name,
                                                std::span<const double* const> inputs,
                                                std::span<const double> params) const {
  if (slots_.empty()) return nullptr;
  const std::uint64_t hash = hash_of(name, inputs, params);
  for (std::size_t i = hash;; ++i) {
    const Call* const call = slots_[i & (slots_.size() - 1)];
    if (!call) return nullptr;
    if (call->hash == hash && same_name(call->name, name) &&
        std::ranges::equal(call->inputs, inputs) &&
        std::ranges::equal(call->params, params, same_bits))
      return &call->known;
  }
}

const IndicatorMemo::Known& IndicatorMemo::add(std::string_view name,
                                               std::span<const double* const> inputs,
                                               std::span<const double> params, Known known) {
  if (2 * (calls_.size() + 1) > slots_.size()) grow();
  for (const Column& column : *known.columns) {
    held_.insert(std::ranges::lower_bound(held_, column.data()), column.data());
    bytes_ += column.size() * sizeof(double);
  }
  const Call& call = calls_.emplace_back(
      hash_of(name, inputs, params), std::string(name), std::vector(inputs.begin(), inputs.end()),
      std::vector(params.begin(), params.end()), std::move(known));
  std::size_t i = call.hash;
  while (slots_[i & (slots_.size() - 1)]) ++i;
  slots_[i & (slots_.size() - 1)] = &call;
  return call.known;
}

void IndicatorMemo::grow() {
  slots_.assign(std::max(first_slots, 2 * slots_.size()), nullptr);
  for (const Call& call : calls_) {
    std::size_t i = call.hash;
    while (slots_[i & (slots_.size() - 1)]) ++i;
    slots_[i & (slots_.size() - 1)] = &call;
  }
}

bool IndicatorMemo::holds(const double* column) const {
  return std::ranges::binary_search(held_, column);
}

void IndicatorMemo::clear() {
  calls_.clear();
  slots_.clear();
  held_.clear();
  bytes_ = 0;
}

}  // namespace stratgen
