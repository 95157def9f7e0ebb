// Target: the position that an account should have in a symbol, from what its strategies want.
#pragma once

#include "runtime/trade/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What one strategy wants after its last bar.
struct Want {
  std::string strategy;
  std::string symbol;
  double weight = 0;  // of the capital
  double share = 0;   // of its part, to be held; negative: short
  double close = 0;   // of the last bar
  double volume = 0;  // mean of the last 20 bars; 0: not known
  std::int64_t bar = 0;
  std::int64_t bar_end = 0;              // UTC
  double stop = 0, target = 0;           // of the position wanted; 0: none
  std::optional<Quantity> decided = {};  // of an earlier run: then it is this much
  std::string error = {};                // why it wants nothing that is known, if so
};

struct TargetPart {
  std::string strategy;
  double weight = 0;
  Quantity quantity;
};

struct Target {
  std::string symbol;
  Quantity quantity;  // negative: short
  std::vector<TargetPart> parts;
  double price = 0;                  // that it was computed with
  double close = 0;                  // of the newest bar
  double last_price = 0;             // 0: the broker knows none
  double volume = 0;                 // of a bar; of several lengths the least
  std::int64_t bar = 0;              // the newest; of a position wanted no more that of the others
  std::int64_t bar_end = 0;          // of the newest that ends last
  double stop = 0, take_profit = 0;  // where one strategy alone wants it, and has them
  std::string frozen = {};           // why nothing is done about it, if so
  std::string note = {};             // why it is not what the strategies want, if so
};

// By symbol, in their order: those wanted, and those of `managed`, which are wanted no more.
// Quantities are rounded towards zero to what the asset allows, to whole ones if `whole`. A
// strategy without a signal freezes its symbol; so does an asset that cannot be traded.
std::vector<Target> targets_of(const std::vector<Want>& wants,
                               const std::vector<std::string>& managed, const Snapshot& snapshot,
                               bool whole);

}  // namespace stratgen
