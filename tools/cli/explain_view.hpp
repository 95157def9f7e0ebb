// What explain shows: from the backtest to the account, part by part.
#pragma once

#include "runtime/trade/explain.hpp"
#include "tools/cli/console.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct Explained {
  std::string account;
  std::vector<std::int64_t> sessions;  // dates, in days since 1970
  std::size_t runs = 0;
  Gap gap;
  std::optional<double> fees = {};        // that the broker took; nothing where it was not asked
  double transferred = 0;                 // deposits less withdrawals, a part of what is outside
  std::vector<std::string> remarks = {};  // what could not be computed anew
};

nlohmann::ordered_json explained_json(const Explained& explained);
void print_explained(Console& out, const Explained& explained);

}  // namespace stratgen
