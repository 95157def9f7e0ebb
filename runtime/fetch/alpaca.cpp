// Alpaca's market data, version 2 for stocks and v1beta3 for crypto: pages behind a token. Stocks
// are asked for twice, as traded and adjusted for everything; crypto has nothing to adjust for.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/stamp.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

// Without a paid plan the newest quarter of an hour is refused.
constexpr std::int64_t delay = 16 * 60;
constexpr std::string_view adjusted_pass = "all:";

bool is_crypto(std::string_view symbol) {
  return symbol.find('/') != symbol.npos || symbol.ends_with("-USD");
}

std::string alpaca_symbol(std::string_view symbol) {
  std::string name(symbol);
  std::replace(name.begin(), name.end(), '-', is_crypto(symbol) ? '/' : '.');
  return name;
}

std::string alpaca_timeframe(std::string_view timeframe) {
  if (timeframe == "1wk") return "1Week";
  if (timeframe == "1d") return "1Day";
  const std::string number(timeframe.substr(0, timeframe.size() - 1));
  return number + (timeframe.ends_with('h') ? "Hour" : "Min");
}

class Alpaca : public MarketSource {
 public:
  explicit Alpaca(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Raw; }

  // A cursor is a page's token, behind "all:" in the pass for adjusted prices.
  HttpRequest request(const BarAsk& ask, const std::string& cursor) const override {
    const bool crypto = is_crypto(ask.symbol);
    const bool adjusted = cursor.starts_with(adjusted_pass);
    const std::string token = adjusted ? cursor.substr(adjusted_pass.size()) : cursor;
    const std::int64_t end = std::max(ask.from, std::min(ask.to, ask.now - delay));
    return {.url = access_.base_url + (crypto ? "/v1beta3/crypto/us/bars" : "/v2/stocks/bars") +
                   query({{"symbols", alpaca_symbol(ask.symbol)},
                          {"timeframe", alpaca_timeframe(ask.timeframe)},
                          {"start", to_iso(ask.from, Clock::Utc)},
                          {"end", to_iso(end, Clock::Utc)},
                          {"limit", "10000"},
                          {"adjustment", crypto     ? ""
                                         : adjusted ? "all"
                                                    : "raw"},
                          {"sort", "asc"},
                          {"page_token", token}}),
            .headers = {{"APCA-API-KEY-ID", access_.key}, {"APCA-API-SECRET-KEY", access_.secret}}};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string& cursor,
               QuotePage& page) const override {
    if (answer.status != 200) return read_status(answer, access_);
    const auto body = json_of(answer);
    const json none;
    const json& bars = body ? value_at(*body, "bars") : none;
    if (!bars.is_object()) return broken(answer, access_);
    const bool adjusted = cursor.starts_with(adjusted_pass);
    std::vector<Quote>& rows = adjusted ? page.adjusted : page.quoted;
    const json& list = value_at(bars, alpaca_symbol(ask.symbol));  // missing: no bars
    for (const json& bar : list) {
      const auto row = read_bar(bar, ask);
      if (!row) return {Disposition::Retry, "a bar without a time"};
      rows.push_back(*row);
    }
    const std::string token = text_at(*body, "next_page_token");
    if (!token.empty()) {
      page.next = (adjusted ? std::string(adjusted_pass) : std::string()) + token;
    } else if (!adjusted && !is_crypto(ask.symbol)) {
      page.next = adjusted_pass;
    }
    return {};
  }

 private:
  static std::optional<Quote> read_bar(const json& bar, const BarAsk& ask) {
    const auto stamp = parse_stamp(text_at(bar, "t"));
    if (!stamp || !stamp->has_zone) return std::nullopt;
    Quote row{.time = stamp->seconds,
              .open = number_of(value_at(bar, "o")),
              .high = number_of(value_at(bar, "h")),
              .low = number_of(value_at(bar, "l")),
              .close = number_of(value_at(bar, "c")),
              .volume = number_of(value_at(bar, "v")),
              .end = stamp->seconds + timeframe_seconds(ask.timeframe).value()};
    if (!is_daily_or_longer(ask.timeframe)) return row;
    // A day begins at midnight in New York, which is 04:00 or 05:00 UTC.
    constexpr std::int64_t new_york = 4 * 3600;
    const std::int64_t date = day_of(stamp->seconds - (is_crypto(ask.symbol) ? 0 : new_york));
    row.time = ask.timeframe == "1wk" ? monday_of(date) : date;
    if (!is_crypto(ask.symbol)) row.end = exchange_day_end(row.time, ask.timeframe);
    return row;
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_alpaca(SourceAccess access) {
  return std::make_unique<Alpaca>(std::move(access));
}

}  // namespace stratgen
