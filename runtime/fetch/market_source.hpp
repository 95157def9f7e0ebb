// MarketSource: a service that gives bars, as pages of quotes. How each of them is asked, and what
// its answers mean, is one file beside this.
#pragma once

#include "runtime/http/http_service.hpp"
#include "runtime/market/adjustment.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/market/corporate_action.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// What is wanted. Bars whose time is within [from, to], both in seconds since 1970.
struct BarAsk {
  std::string symbol;     // as the workspace calls it; each source translates
  std::string timeframe;  // one of the source's
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::int64_t now = 0;  // UTC
};

// One bar as a source writes it: NaN where it has nothing. Daily and longer bars have naive dates
// (a week that of its Monday, where the source lets us know), shorter ones the UTC time of their
// open. `end` is when the bar is final, in UTC.
struct Quote {
  std::int64_t time = 0;
  double open = 0.0, high = 0.0, low = 0.0, close = 0.0, volume = 0.0;
  std::int64_t end = 0;
};

struct QuotePage {
  std::vector<Quote> quoted;    // as the source calls its prices
  std::vector<Quote> adjusted;  // the same for splits and dividends, where the source gives both
  std::vector<CorporateAction> actions;
  std::string next;  // asks for the next page; "" at the end
  std::string note;  // what the user should know: "kraken gives the last 720 bars only"
};

// Where a source is and who asks.
struct SourceAccess {
  std::string base_url;  // without a slash at its end
  std::string key;
  std::string secret;
};

class MarketSource {
 public:
  virtual ~MarketSource() = default;

  // What quoted prices are adjusted for.
  virtual Adjustment quoted_adjustment() const = 0;

  // Asks for the page that `cursor` names, "" for the first.
  virtual HttpRequest request(const BarAsk& ask, const std::string& cursor) const = 0;

  // Reads an answer to it. `page` is filled where the reading is Good.
  virtual Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string& cursor,
                       QuotePage& page) const = 0;
};

}  // namespace stratgen
