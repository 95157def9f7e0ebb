// Kraken's OHLC: the last 720 bars whatever is asked for, the last of them still open. Errors come
// with status 200.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/foreign_text.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

// "BTC-USD" is XBTUSD.
std::string kraken_pair(std::string_view symbol) {
  std::string name(symbol);
  std::erase_if(name, [](char c) { return c == '-' || c == '/'; });
  if (name.starts_with("BTC")) name.replace(0, 3, "XBT");
  return name;
}

class Kraken : public MarketSource {
 public:
  explicit Kraken(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Full; }

  HttpRequest request(const BarAsk& ask, const std::string&) const override {
    // `since` is exclusive.
    return {.url =
                access_.base_url + "/0/public/OHLC" +
                query({{"pair", kraken_pair(ask.symbol)},
                       {"interval", std::to_string(timeframe_seconds(ask.timeframe).value() / 60)},
                       {"since", std::to_string(std::max<std::int64_t>(0, ask.from - 1))}})};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string&,
               QuotePage& page) const override {
    if (answer.status != 200) return read_status(answer, access_);
    const auto body = json_of(answer);
    if (!body || !body->is_object()) return broken(answer, access_);
    const json& errors = value_at(*body, "error");
    if (errors.is_array() && !errors.empty()) return read_error(errors);
    const json* list = nullptr;
    const json& result = value_at(*body, "result");
    for (const auto& [name, rows] : result.items()) {
      if (name != "last" && rows.is_array()) list = &rows;  // under the pair's own name
    }
    if (list == nullptr) return broken(answer, access_);
    const std::int64_t length = timeframe_seconds(ask.timeframe).value();
    for (const json& row : *list) {
      if (!row.is_array() || row.size() < 7 || !row[0].is_number_integer()) {
        return {Disposition::Retry, "a row that is not one"};
      }
      const std::int64_t time = row[0].get<std::int64_t>();
      page.quoted.push_back({.time = time,
                             .open = number_of(row[1]),
                             .high = number_of(row[2]),
                             .low = number_of(row[3]),
                             .close = number_of(row[4]),
                             .volume = number_of(row[6]),
                             .end = time + length});
    }
    if (!page.quoted.empty() && page.quoted.front().time - ask.from >= length) {
      page.note = "kraken gives the last 720 bars only";
    }
    return {};
  }

 private:
  Reading read_error(const json& errors) const {
    const std::string text =
        errors.front().is_string() ? errors.front().get<std::string>() : "an error";
    const bool passes = text.starts_with("EGeneral:Too many") || text.starts_with("EService") ||
                        text.starts_with("EAPI:Rate");
    return {passes ? Disposition::Retry : Disposition::Refused, foreign_text(text, access_.key)};
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_kraken(SourceAccess access) {
  return std::make_unique<Kraken>(std::move(access));
}

}  // namespace stratgen
