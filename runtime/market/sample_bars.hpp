// The bars that come with stratgen: a few markets to try things on, see sample/README.md. They also
// stand in for funds on related indices, which is said wherever it happens.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct SampleMarket {
  std::string symbol;
  std::string name;                        // "Nasdaq-100 index"
  std::string file;                        // in the catalog's folder
  std::string licence;                     // as the package that it is from states it
  std::int64_t from = 0;                   // bars before are left out
  std::vector<std::string> aliases;        // the same share under other symbols
  std::vector<std::string> stands_in_for;  // symbols whose bars these are not, but may replace
};

struct SampleBars {
  Bars bars;         // under their own symbol, not the one asked for
  std::string note;  // "SPY -> Nasdaq-100 index (NDX), ..."; empty if `bars` are what was asked for
};

// Reads catalog.json in `folder`.
Result<std::vector<SampleMarket>> read_sample_catalog(const std::filesystem::path& folder);

// The market with this symbol, else the one with this alias, else the one that stands in for it.
// None: an Error that lists what there is.
Result<SampleBars> load_sample(const std::filesystem::path& folder, std::string_view symbol);

}  // namespace stratgen
