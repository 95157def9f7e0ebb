// Stooq's CSV download: no key, prices adjusted for splits and dividends as far as is known. Every
// error is a line of text with status 200.
#include "runtime/fetch/answers.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/http/foreign_text.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/csv_header.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace stratgen {
namespace {

// "AAPL" is aapl.us; an index ("^SPX"), a pair and what names its market stay.
std::string stooq_symbol(std::string_view symbol) {
  std::string name(symbol);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool is_pair =
      name.size() == 6 && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == name.npos;
  if (name.starts_with('^') || name.find('.') != name.npos || is_pair) return name;
  return name + ".us";
}

class Stooq : public MarketSource {
 public:
  explicit Stooq(SourceAccess access) : access_(std::move(access)) {}

  Adjustment quoted_adjustment() const override { return Adjustment::Full; }

  HttpRequest request(const BarAsk& ask, const std::string&) const override {
    return {.url = access_.base_url + "/q/d/l/" +
                   query({{"s", stooq_symbol(ask.symbol)},
                          {"i", ask.timeframe == "1wk" ? "w" : "d"},
                          {"d1", compact_date(ask.from)},
                          {"d2", compact_date(ask.to)}})};
  }

  Reading read(const HttpAnswer& answer, const BarAsk& ask, const std::string&,
               QuotePage& page) const override {
    if (answer.status != 200) return read_status(answer, access_);
    std::string_view text = answer.body;
    std::string_view header = line_of(text);
    if (header.starts_with("No data")) return {};
    if (header.find("limit") != header.npos) {
      return {Disposition::Closed, foreign_text(header, access_.key)};
    }
    const auto columns = parse_csv_header(header, "stooq's answer");
    if (!columns || !columns->time_is_named) return broken(answer, access_);
    while (!text.empty()) {
      const std::string_view line = line_of(text);
      if (line.empty()) continue;
      if (!read_row(line, *columns, ask, page)) {
        return {Disposition::Retry,
                fmt::format("a row that is not one: {}", foreign_text(line, access_.key))};
      }
    }
    return {};
  }

 private:
  // Takes the next line off `text`, without its end.
  static std::string_view line_of(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  static bool read_row(std::string_view line, const CsvHeader& columns, const BarAsk& ask,
                       QuotePage& page) {
    std::vector<std::string_view> fields;
    if (!split_csv_line(line, fields) || fields.size() != columns.fields) return false;
    const auto value = [&](CsvColumn column) {
      const auto place = columns.field[column];
      return place ? parse_number(fields[*place]) : std::numeric_limits<double>::quiet_NaN();
    };
    const auto stamp = parse_stamp(fields[*columns.field[CsvTime]]);
    if (!stamp || stamp->has_time) return false;
    const std::int64_t date = ask.timeframe == "1wk" ? monday_of(stamp->seconds) : stamp->seconds;
    page.quoted.push_back({.time = date,
                           .open = value(CsvOpen),
                           .high = value(CsvHigh),
                           .low = value(CsvLow),
                           .close = value(CsvClose),
                           .volume = value(CsvVolume),
                           .end = exchange_day_end(date, ask.timeframe)});
    return true;
  }

  SourceAccess access_;
};

}  // namespace

std::unique_ptr<MarketSource> make_stooq(SourceAccess access) {
  return std::make_unique<Stooq>(std::move(access));
}

}  // namespace stratgen
