#include "runtime/engine/indicator_memo.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace stratgen {
namespace {

constexpr std::size_t first_slots = 64;

template <class T>
std::uint64_t word_of(T value) {
  return std::bit_cast<std::uint64_t>(value);
}

std::uint64_t hash_of(const IndicatorCall& call) {
  // Names are short and numbers few: plain loops.
  std::uint64_t hash = call.name.size();
#pragma clang loop vectorize(disable) unroll(disable)
  for (const char c : call.name) hash = hash * 33 + static_cast<unsigned char>(c);
  const auto mix = [&](std::uint64_t v) { hash = (std::rotl(hash, 27) ^ v) * 0x9e3779b97f4a7c15; };
#pragma clang loop vectorize(disable) unroll(disable)
  for (const double* const input : call.inputs) mix(word_of(input));
#pragma clang loop vectorize(disable) unroll(disable)
  for (const double param : call.params) mix(word_of(param));
  // Numbers of few digits have their bits at the top, and slots are taken by those at the bottom.
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93;
  return hash ^ (hash >> 32);
}

// Without a call for the short names that most have.
bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
#pragma clang loop vectorize(disable) unroll(disable)
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
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

IndicatorMemo::Known::Known(IndicatorCache::Columns all, int first, std::size_t units)
    : work(units), warmup(first), columns(std::move(all)) {
  if (!columns) return;
  count = std::min(columns->size(), outputs.size());
  for (std::size_t i = 0; i < count; ++i) outputs[i] = (*columns)[i].data();
}

IndicatorMemo::Call::Call(const IndicatorCall& call, Known all)
    : name(call.name),
      input_count(static_cast<std::uint32_t>(call.inputs.size())),
      param_count(static_cast<std::uint32_t>(call.params.size())),
      known(std::move(all)) {
  std::size_t n = 0;
  for (const double* const input : call.inputs) words[n++] = word_of(input);
  for (const double param : call.params) words[n++] = word_of(param);
}

bool IndicatorMemo::Call::operator==(const IndicatorCall& call) const {
  if (input_count != call.inputs.size() || param_count != call.params.size() ||
      !same_name(name, call.name))
    return false;
  std::size_t n = 0;
  for (const double* const input : call.inputs)
    if (words[n++] != word_of(input)) return false;
  for (const double param : call.params)
    if (words[n++] != word_of(param)) return false;
  return true;
}

const IndicatorMemo::Known* IndicatorMemo::find(const IndicatorCall& call, std::size_t nth) {
  Call*& last = found_[nth % found_.size()];
  if (last && *last == call) return &last->known;
  Call* const before = last;
  Call* const next = before ? before->next : nullptr;
  last = next && *next == call ? next : look_up(call);
  if (before && last) before->next = last;
  return last ? &last->known : nullptr;
}

IndicatorMemo::Call* IndicatorMemo::look_up(const IndicatorCall& call) const {
  if (slots_.empty()) return nullptr;
  const std::uint64_t hash = hash_of(call);
  for (std::size_t i = hash;; ++i) {
    const Slot& slot = slots_[i & (slots_.size() - 1)];
    if (!slot.call) return nullptr;
    if (slot.hash == hash && *slot.call == call) return slot.call;
  }
}

const IndicatorMemo::Known& IndicatorMemo::add(const IndicatorCall& call, Known known) {
  if (2 * (calls_.size() + 1) > slots_.size()) grow();
  for (const Column& column : *known.columns) {
    held_.insert(std::ranges::lower_bound(held_, column.data()), column.data());
    bytes_ += column.size() * sizeof(double);
  }
  Call& kept = calls_.emplace_back(call, std::move(known));
  put(hash_of(call), kept);
  return kept.known;
}

void IndicatorMemo::put(std::uint64_t hash, Call& call) {
  std::size_t i = hash;
  while (slots_[i & (slots_.size() - 1)].call) ++i;
  slots_[i & (slots_.size() - 1)] = {hash, &call};
}

void IndicatorMemo::grow() {
  const std::vector<Slot> before = std::move(slots_);
  slots_.assign(std::max(first_slots, 2 * before.size()), {});
  for (const Slot& slot : before)
    if (slot.call) put(slot.hash, *slot.call);
}

bool IndicatorMemo::holds(const double* column) const {
  return std::ranges::binary_search(held_, column);
}

void IndicatorMemo::clear() {
  found_ = {};
  calls_.clear();
  slots_.clear();
  held_.clear();
  bytes_ = 0;
}

}  // namespace stratgen
