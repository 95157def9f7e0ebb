// What may be wrong with bars, found from the bars alone and from what is known about their market.
//
// Kinds, each with its rule in the file of its check (verify_*.cpp):
//   order, duplicate  times that do not ascend strictly       Severe
//   price             zero, negative or not a number          Severe
//   ohlc              high or low does not hold open, close   Severe
//   split             a jump by n:m without news behind it    Severe, in doubt Warning
//   scale             a stretch at n times its neighbours     Severe
//   seam              volume or price shift as at a new feed  Warning
//   outlier           a price that the next bar takes back    Warning
//   wick              a high or low far from its neighbours   Warning
//   gap               bars that the market's calendar misses  Warning
//   session           bars while the market is closed         Warning, shifted dates Severe
//   flat              open, high, low and close are the same  Warning for runs, else Note
//   stale             bars or closes that repeat              Warning
//   open              opens that are the closes before        Warning
//   volume            zero in a market that has it, negative  Warning, Note if it has none
//   tail              the last bar is old, or still to come   Warning, Severe
//   survivorship      every symbol still trades at the end    Note
// A move is measured against the usual one around it (see LocalMedian), so that neither a crash nor
// a quiet decade needs thresholds of its own.
#pragma once

#include "runtime/market/bars.hpp"
#include "runtime/market/corporate_action.hpp"
#include "runtime/market/defect.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

// What is known about bars beyond themselves.
struct Expectations {
  std::string timeframe;                      // see timeframe.hpp
  std::vector<CorporateAction> actions = {};  // as far as the source tells them
  std::optional<std::int64_t> now = {};       // seconds since 1970, UTC; without it no "tail"
  const Bars* market = nullptr;  // bars of the whole market at the same times, such as SPY's
};

// In order of their bars, what concerns none of them first. Bars may break every rule but that
// their columns have one length.
std::vector<Defect> verify(const Bars& bars, const Expectations& expected);

// For the bars of a whole universe: a Note if all of them last to the end (within ten days), since
// those that were delisted are missing then. Nothing for fewer than ten.
std::optional<Defect> survivorship_hint(std::span<const std::int64_t> last_times);

}  // namespace stratgen
