// Yahoo's chart API, version 8: not official, without a key. Prices are adjusted for splits;
// `adjclose` is so for dividends too, from daily bars on.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::int64_t day = 86400;

// How far back bars of a timeframe go, and how much one answer may hold.
struct Reach {
  std::int64_t back = 0;  // 0: to the beginning
  std::int64_t page = 0;  // 0: all at once
};

Reach reach_of(std::string_view timeframe) {
  if (timeframe == "1m") return {29 * day, 7 * day};
  if (timeframe == "5m" || timeframe == "15m") return {59 * day, 0};
  if (timeframe == "1h" || timeframe == "4h") return {729 * day, 0};
  return {};
}

bool is_currency(std::string_view text) {
  constexpr std::array known = {"USD", "EUR", "JPY", "GBP", "CHF",
                                "AUD", "CAD", "NZD", "SEK", "NOK"};
  return std::find(known.begin(), known.end(), text) != known.end();
}

// The symbols that documents use, as Yahoo calls them.
std::string yahoo_symbol(std::string_view symbol) {
  if (symbol == "VIX") return "^VIX";
  if (symbol == "SPX" || symbol == "GSPC") return "^GSPC";
  if (symbol == "NDX") return "^NDX";
  if (symbol.size() == 6 && is_currency(symbol.substr(0, 3)) && is_currency(symbol.substr(3))) {
    return std::string(symbol) + "=X";
  }
  return std::string(symbol);
}

struct Columns {
  const json& time;
  const json& open;
  const json& high;
  const json& low;
  const json& close;
  const json& volume;
  const json& adjusted;  // null where there is none

  bool are_whole() const {
    const auto fits = [&](const json& column) {
      return column.is_array() && column.size() == time.size();
    };
    return time.is_array() && fits(open) && fits(high) && fits(low) && fits(close) &&
           fits(volume) && (adjusted.is_null() || fits(adjusted)) &&
           std::all_of(time.begin(), time.end(),
                       [](const json& stamp) { return stamp.is_number_integer(); });
  }
};

const json& first_of(const json& list) {
  static const json none;
  return list.is_array() && !list.empty() ? list.front() : none;
}

class Yahoo : public MarketSource {
 public:
  explicit Yahoo(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Splits; }

  HttpRequest request(const BarAsk& ask, const std::string& cursor) const override {
    const auto [from, to] = range(ask, cursor);
    const std::string url = fmt::format("{}/v8/finance/chart/{}{}", access_.base_url,
                                        percent_encoded(yahoo_symbol(ask.symbol)),
                                        query({{"period1", std::to_string(from)},
                                               {"period2", std::to_string(to)},
                                               {"interval", ask.timeframe},
                                               {"events", "div,splits"},
                                               {"includePrePost", "false"}}));
    return {.url = url, .headers = {{"User-Agent", browser_like_agent}}};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string& cursor,
               QuotePage& page) const override {
    if (answer.status != 200) return read_status(answer, access_);
    const auto body = json_of(answer);
    if (!body) return broken(answer, access_);
    const json& chart = value_at(*body, "chart");
    if (const json& error = value_at(chart, "error"); !error.is_null()) {
      return {Disposition::Refused, text_at(error, "description")};
    }
    const json& result = first_of(value_at(chart, "result"));
    if (!value_at(result, "meta").is_object()) return broken(answer, access_);
    if (!value_at(result, "timestamp").is_null() && !read_quotes(result, ask, page)) {
      return {Disposition::Retry, "columns of different lengths"};
    }
    read_actions(value_at(result, "events"), value_at(result, "meta"), ask, page);
    turn_page(ask, cursor, page);
    return {};
  }

 private:
  // What one request asks for. Without a page's limit it reaches to the end of the day of `to`.
  static std::pair<std::int64_t, std::int64_t> range(const BarAsk& ask, const std::string& cursor) {
    const Reach reach = reach_of(ask.timeframe);
    std::int64_t from = cursor.empty() ? ask.from : static_cast<std::int64_t>(parse_number(cursor));
    if (reach.back != 0) from = std::max(from, ask.now - reach.back);
    std::int64_t to = is_daily_or_longer(ask.timeframe) ? day_of(ask.to) + day : ask.to + 1;
    if (reach.page != 0) to = std::min(to, from + reach.page);
    return {from, std::max(from, to)};
  }

  static void turn_page(const BarAsk& ask, const std::string& cursor, QuotePage& page) {
    const Reach reach = reach_of(ask.timeframe);
    if (cursor.empty() && reach.back != 0 && ask.from < ask.now - reach.back) {
      page.note = fmt::format("yahoo has {} bars of the last {} days only", ask.timeframe,
                              (reach.back + day) / day);
    }
    if (reach.page == 0) return;
    if (const std::int64_t end = range(ask, cursor).second; end < ask.to) {
      page.next = std::to_string(end);
    }
  }

  static bool read_quotes(const json& result, const BarAsk& ask, QuotePage& page) {
    const json& indicators = value_at(result, "indicators");
    const json& quote = first_of(value_at(indicators, "quote"));
    const json& adjusted = value_at(first_of(value_at(indicators, "adjclose")), "adjclose");
    const Columns columns{value_at(result, "timestamp"),
                          value_at(quote, "open"),
                          value_at(quote, "high"),
                          value_at(quote, "low"),
                          value_at(quote, "close"),
                          value_at(quote, "volume"),
                          adjusted};
    if (!columns.are_whole()) return false;
    const json& meta = value_at(result, "meta");
    for (std::size_t i = 0; i < columns.time.size(); ++i) {
      Quote row = placed(columns.time[i].get<std::int64_t>(), meta, ask.timeframe);
      row.open = number_of(columns.open[i]);
      row.high = number_of(columns.high[i]);
      row.low = number_of(columns.low[i]);
      row.close = number_of(columns.close[i]);
      row.volume = number_of(columns.volume[i]);
      page.quoted.push_back(row);
      if (columns.adjusted.is_null()) continue;
      const double factor = number_of(columns.adjusted[i]) / row.close;
      for (double* price : {&row.open, &row.high, &row.low, &row.close}) *price *= factor;
      page.adjusted.push_back(row);
    }
    if (page.adjusted.empty() && !page.quoted.empty() && is_daily_or_longer(ask.timeframe)) {
      page.note = "yahoo gave no adjusted prices: these are adjusted for splits only";
    }
    return true;
  }

  // Time and end of a row. A row of a session that is still open is stamped with its last trade.
  static Quote placed(std::int64_t stamp, const json& meta, std::string_view timeframe) {
    if (!is_daily_or_longer(timeframe)) {
      return {.time = stamp, .end = stamp + timeframe_seconds(timeframe).value()};
    }
    const json& offset = value_at(meta, "gmtoffset");
    const std::int64_t zone = offset.is_number_integer() ? offset.get<std::int64_t>() : 0;
    const std::int64_t date = day_of(stamp + zone);
    const json& regular = value_at(value_at(meta, "currentTradingPeriod"), "regular");
    const json& close = value_at(regular, "end");
    const bool is_current =
        close.is_number_integer() && day_of(close.get<std::int64_t>() + zone) == date;
    const bool rests = text_at(meta, "instrumentType") != "CRYPTOCURRENCY";
    if (timeframe == "1wk") {
      return {.time = monday_of(date), .end = exchange_day_end(monday_of(date), timeframe)};
    }
    if (is_current && rests) return {.time = date, .end = close.get<std::int64_t>()};
    return {.time = date, .end = rests ? exchange_day_end(date, timeframe) : date + day};
  }

  static void read_actions(const json& events, const json& meta, const BarAsk& ask,
                           QuotePage& page) {
    const auto read_all = [&](const char* name, CorporateAction::Kind kind, auto&& value) {
      const json& list = value_at(events, name);
      if (!list.is_object()) return;
      for (const json& event : list) {
        const json& date = value_at(event, "date");
        const double amount = value(event);
        if (!date.is_number_integer() || !std::isfinite(amount)) continue;
        const Quote place = placed(date.get<std::int64_t>(), meta, ask.timeframe);
        page.actions.push_back({kind, place.time, amount});
      }
    };
    read_all("dividends", CorporateAction::Kind::Dividend,
             [](const json& event) { return number_of(value_at(event, "amount")); });
    read_all("splits", CorporateAction::Kind::Split, [](const json& event) {
      return number_of(value_at(event, "numerator")) / number_of(value_at(event, "denominator"));
    });
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_yahoo(SourceAccess access) {
  return std::make_unique<Yahoo>(std::move(access));
}

}  // namespace stratgen
