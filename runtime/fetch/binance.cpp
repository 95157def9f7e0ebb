// Binance's klines: up to 1,000 a page, from `startTime` on; the last one may still be open.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/query.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::size_t page_rows = 1000;

// "BTC-USD" and "BTC/USDT" without what stands between.
std::string binance_symbol(std::string_view symbol) {
  std::string name(symbol);
  std::erase_if(name, [](char c) { return c == '-' || c == '/'; });
  return name;
}

class Binance : public MarketSource {
 public:
  explicit Binance(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Full; }

  HttpRequest request(const BarAsk& ask, const std::string& cursor) const override {
    const std::string from =
        cursor.empty() ? std::to_string(std::max<std::int64_t>(0, ask.from) * 1000) : cursor;
    return {.url = access_.base_url + "/api/v3/klines" +
                   query({{"symbol", binance_symbol(ask.symbol)},
                          {"interval", ask.timeframe == "1wk" ? "1w" : ask.timeframe},
                          {"startTime", from},
                          {"endTime", std::to_string(ask.to * 1000)},
                          {"limit", std::to_string(page_rows)}})};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string&,
               QuotePage& page) const override {
    if (answer.status == 451) {
      return {Disposition::Closed,
              "451: not served from here; set BINANCE_BASE_URL=https://data-api.binance.vision, "
              "which holds the public data"};
    }
    if (answer.status != 200) return read_status(answer, access_);
    const auto body = json_of(answer);
    if (!body || !body->is_array()) return broken(answer, access_);
    for (const json& kline : *body) {
      if (!kline.is_array() || kline.size() < 7 || !kline[0].is_number_integer() ||
          !kline[6].is_number_integer()) {
        return {Disposition::Retry, "a kline that is not one"};
      }
      const std::int64_t open_time = kline[0].get<std::int64_t>() / 1000;
      page.quoted.push_back({.time = open_time,
                             .open = number_of(kline[1]),
                             .high = number_of(kline[2]),
                             .low = number_of(kline[3]),
                             .close = number_of(kline[4]),
                             .volume = number_of(kline[5]),
                             .end = kline[6].get<std::int64_t>() / 1000 + 1});
    }
    if (body->size() == page_rows && page.quoted.back().end <= ask.to) {
      page.next = std::to_string(page.quoted.back().end * 1000);
    }
    return {};
  }

 private:
  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_binance(SourceAccess access) {
  return std::make_unique<Binance>(std::move(access));
}

}  // namespace stratgen
