// What may be wrong with bars, found from the bars alone and from what is known about their market.
//
// Kinds, each with the rule in the file of its check (verify_*.cpp):
//   order, duplicate   times that do not ascend strictly               Severe
//   price              a price of zero or below, or not a number       Severe
//   ohlc               high or low does not hold open and close        Severe
//   split              a jump of n:m with no news behind it            Severe; in doubt Warning
//   scale              a stretch quoted at n times its neighbours      Severe
//   outlier            a price that the next bar takes back            Warning
//   wick               a high or low far outside its neighbours        Warning
//   gap                bars that the market's calendar expects         Warning
//   session            bars when the market is closed                  Warning; Note for forex
//   Sundays flat               open, high, low, close the same                 Warning for runs,
//   else Note stale              bars or closes that repeat                      Warning tail the
//   last bar is old                             Warning volume             none in a market that
//   has volume, or negative   Warning; Note if there is none seam               the level of volume
//   shifts as at a change of feed  Warning open               opens that are the closes before
//   Warning survivorship       every symbol still trades at the end            Note
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
