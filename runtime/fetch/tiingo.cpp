// Tiingo's daily prices: as traded and adjusted, with dividends and splits, in one answer.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

// Its tickers have hyphens, in lower or upper case.
std::string tiingo_symbol(std::string_view symbol) {
  std::string name(symbol);
  std::replace(name.begin(), name.end(), '.', '-');
  return name;
}

class Tiingo : public MarketSource {
 public:
  explicit Tiingo(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Raw; }

  HttpRequest request(const BarAsk& ask, const std::string&) const override {
    return {.url = fmt::format("{}/tiingo/daily/{}/prices{}", access_.base_url,
                               percent_encoded(tiingo_symbol(ask.symbol)),
                               query({{"startDate", date_text(ask.from)},
                                      {"endDate", date_text(ask.to)},
                                      {"format", "json"}})),
            .headers = {{"Authorization", "Token " + access_.key}}};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string&,
               QuotePage& page) const override {
    if (answer.status != 200) return read_refusal(answer);
    const auto body = json_of(answer);
    if (!body || !body->is_array()) return broken(answer, access_);
    for (const json& bar : *body) {
      const auto stamp = parse_stamp(text_at(bar, "date"));
      if (!stamp) return {Disposition::Retry, "a bar without a date"};
      const std::int64_t date = day_of(stamp->seconds);
      const auto value = [&](const char* name) { return number_of(value_at(bar, name)); };
      const std::int64_t end = exchange_day_end(date, ask.timeframe);
      page.quoted.push_back(
          {date, value("open"), value("high"), value("low"), value("close"), value("volume"), end});
      page.adjusted.push_back({date, value("adjOpen"), value("adjHigh"), value("adjLow"),
                               value("adjClose"), value("adjVolume"), end});
      if (const double cash = value("divCash"); cash > 0) {
        page.actions.push_back({CorporateAction::Kind::Dividend, date, cash});
      }
      if (const double ratio = value("splitFactor"); ratio > 0 && ratio != 1.0) {
        page.actions.push_back({CorporateAction::Kind::Split, date, ratio});
      }
    }
    return {};
  }

 private:
  // An allocation by the hour or the day that is used up does not come back soon.
  Reading read_refusal(const HttpAnswer& answer) const {
    Reading reading = read_status(answer, access_);
    if (answer.status == 429 && reading.why.find("allocation") != reading.why.npos) {
      reading.disposition = Disposition::Closed;
    }
    return reading;
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_tiingo(SourceAccess access) {
  return std::make_unique<Tiingo>(std::move(access));
}

}  // namespace stratgen
