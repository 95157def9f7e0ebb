// Alpha Vantage's daily and weekly adjusted series. Every answer has status 200; limits and errors
// are sentences in it. The key goes in the URL, so no error may quote one.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/foreign_text.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::int64_t compact_reach = 120 * 86400;  // 100 sessions are more than 120 days

class AlphaVantage : public MarketSource {
 public:
  explicit AlphaVantage(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Raw; }

  HttpRequest request(const BarAsk& ask, const std::string&) const override {
    const bool weekly = ask.timeframe == "1wk";
    const bool is_near = ask.from > ask.now - compact_reach;
    return {.url = access_.base_url + "/query" +
                   query({{"function",
                           weekly ? "TIME_SERIES_WEEKLY_ADJUSTED" : "TIME_SERIES_DAILY_ADJUSTED"},
                          {"symbol", ask.symbol},
                          {"outputsize", weekly    ? ""
                                         : is_near ? "compact"
                                                   : "full"},
                          {"apikey", access_.key}})};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string&,
               QuotePage& page) const override {
    if (answer.status != 200) return read_status(answer, access_);
    const auto body = json_of(answer);
    if (!body || !body->is_object()) return broken(answer, access_);
    if (const auto refusal = read_sentence(*body)) return *refusal;
    for (const auto& [name, series] : body->items()) {
      if (!series.is_object() || name == "Meta Data") continue;
      for (const auto& [date, bar] : series.items()) {
        if (!read_bar(date, bar, ask, page)) {
          return {Disposition::Retry, "a bar without a date"};
        }
      }
      adjust_volumes(page);
      return {};
    }
    return broken(answer, access_);
  }

 private:
  // Limits a second or a minute pass, those a day do not, nor does a plan that lacks the series.
  std::optional<Reading> read_sentence(const json& body) const {
    for (const char* name : {"Error Message", "Information", "Note"}) {
      const std::string text = text_at(body, name);
      if (text.empty()) continue;
      const std::string words = foreign_text(text, access_.key);
      const auto says = [&](std::string_view what) { return text.find(what) != text.npos; };
      if (name == std::string_view("Error Message")) {
        return Reading{Disposition::Refused, words};
      }
      const bool is_pace = says("per second") || says("per minute") || says("sparingly");
      if (says("premium endpoint") && !is_pace) return Reading{Disposition::Closed, words};
      if (is_pace) return Reading{Disposition::Retry, words};
      return Reading{Disposition::Closed, words};
    }
    return std::nullopt;
  }

  static bool read_bar(std::string_view stamp, const json& bar, const BarAsk& ask,
                       QuotePage& page) {
    const auto read = parse_stamp(stamp);
    if (!read || read->has_time) return false;
    const std::int64_t date = ask.timeframe == "1wk" ? monday_of(read->seconds) : read->seconds;
    const auto value = [&](const char* name) { return number_of(value_at(bar, name)); };
    Quote row{.time = date,
              .open = value("1. open"),
              .high = value("2. high"),
              .low = value("3. low"),
              .close = value("4. close"),
              .volume = value("6. volume"),
              .end = exchange_day_end(date, ask.timeframe)};
    page.quoted.push_back(row);
    const double factor = value("5. adjusted close") / row.close;
    for (double* price : {&row.open, &row.high, &row.low, &row.close}) *price *= factor;
    page.adjusted.push_back(row);
    if (const double cash = value("7. dividend amount"); cash > 0) {
      page.actions.push_back({CorporateAction::Kind::Dividend, date, cash});
    }
    if (const double ratio = value("8. split coefficient"); ratio > 0 && ratio != 1.0) {
      page.actions.push_back({CorporateAction::Kind::Split, date, ratio});
    }
    return true;
  }

  // Volumes are as traded in both; a share of then is as many of now as all later splits made it.
  static void adjust_volumes(QuotePage& page) {
    for (const CorporateAction& action : page.actions) {
      if (action.kind != CorporateAction::Kind::Split) continue;
      for (Quote& row : page.adjusted) {
        if (row.time < action.time) row.volume *= action.value;
      }
    }
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_alpha_vantage(SourceAccess access) {
  return std::make_unique<AlphaVantage>(std::move(access));
}

}  // namespace stratgen
