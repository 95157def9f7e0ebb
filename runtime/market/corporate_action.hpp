// CorporateAction: what changes a price without the market moving.
#pragma once

#include <cstdint>

namespace stratgen {

struct CorporateAction {
  enum class Kind { Dividend, Split };

  Kind kind = Kind::Dividend;
  std::int64_t time = 0;  // the first bar that trades without it (ex-date), as bars are stamped
  // Dividend: cash a share as paid; Split: new shares for one old (0.125 for 1:8)
  double value = 0;

  friend bool operator==(const CorporateAction&, const CorporateAction&) = default;
};

}  // namespace stratgen
