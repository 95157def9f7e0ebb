#include "runtime/import/json_yahoo.hpp"

#include "runtime/import/time_zone.hpp"
#include "runtime/market/bars.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::json;

struct Column {
  const char* name;
  const Json* values;
};

class YahooChart {
 public:
  YahooChart(const Json& result, std::string_view file) : result_(result), file_(file) {}

  Result<JsonTable> table() {
    const Json& meta = result_.at("meta");
    table_.symbol = meta.value("symbol", "");
    const std::string step = meta.value("dataGranularity", "1d");
    daily_ = step.ends_with('d') || step.ends_with("wk") || step.ends_with("mo");
    auto zone = find_time_zone(meta.value("exchangeTimezoneName", ""));
    if (!zone) zone = find_time_zone("UTC");
    if (!zone) return tl::unexpected(std::move(zone.error()));
    zone_ = std::move(*zone);
    if (!result_.contains("timestamp") || result_["timestamp"].empty()) {
      return fail(Fault::Data,
                  fmt::format("{}: the answer has no bars of {}", file_, table_.symbol));
    }
    times_ = &result_["timestamp"];
    STRATGEN_CHECK(find_columns());
    read_events();
    write();
    note_live_row(meta);
    return std::move(table_);
  }

 private:
  Result<void> find_columns() {
    const Json& indicators = result_.at("indicators");
    const Json& quote = indicators.at("quote").at(0);
    for (const auto& [name, key] :
         {std::pair{"Open", "open"}, std::pair{"High", "high"}, std::pair{"Low", "low"},
          std::pair{"Close", "close"}, std::pair{"Volume", "volume"}}) {
      columns_.push_back({name, &quote.at(key)});
    }
    table_.adjustment = Adjustment::Splits;
    if (indicators.contains("adjclose") && indicators["adjclose"].at(0).contains("adjclose")) {
      columns_.push_back({"Adj Close", &indicators["adjclose"][0]["adjclose"]});
    }
    for (const Column& column : columns_) {
      if (column.values->is_array() && column.values->size() == times_->size()) continue;
      return fail(
          Fault::Data,
          fmt::format("{}: {} has {} values for {} times, so which belongs to which is lost", file_,
                      column.name, column.values->size(), times_->size()));
    }
    return {};
  }

  std::string when(std::int64_t utc) const {
    if (!daily_) return std::to_string(utc);
    return to_iso(utc + zone_.east_at(utc), Clock::Dates).substr(0, 10);
  }

  // The first row that is not before the event.
  std::size_t row_of(const std::string& date) const {
    std::size_t row = 0;
    while (row < times_->size() && when((*times_)[row].get<std::int64_t>()) < date) ++row;
    return row;
  }

  void read_events() {
    dividends_.resize(times_->size());
    splits_.resize(times_->size());
    if (!result_.contains("events")) return;
    const Json& events = result_["events"];
    for (const Json& event : events.value("dividends", Json::object())) {
      const std::size_t row = row_of(when(event.at("date").get<std::int64_t>()));
      if (row < dividends_.size()) dividends_[row] = event.at("amount").dump();
    }
    for (const Json& event : events.value("splits", Json::object())) {
      const std::size_t row = row_of(when(event.at("date").get<std::int64_t>()));
      const double ratio =
          event.at("numerator").get<double>() / event.at("denominator").get<double>();
      if (row < splits_.size()) splits_[row] = Json(ratio).dump();
    }
  }

  void write() {
    std::string& text = table_.text;
    text = daily_ ? "Date" : "unix";
    for (const Column& column : columns_) text.append(",").append(column.name);
    text += ",Dividends,Stock Splits\n";
    for (std::size_t row = 0; row < times_->size(); ++row) {
      text += when((*times_)[row].get<std::int64_t>());
      for (const Column& column : columns_) {
        const Json& value = (*column.values)[row];
        text += ',';
        if (value.is_number()) text += value.dump();
      }
      text.append(",").append(dividends_[row]).append(",").append(splits_[row]).append("\n");
    }
  }

  void note_live_row(const Json& meta) {
    const std::int64_t last = times_->back().get<std::int64_t>();
    if (!daily_ || last != meta.value("regularMarketTime", std::int64_t{0})) return;
    table_.defects.push_back(
        {"unfinished",
         Severity::Note,
         {},
         {},
         {},
         "the last bar is the price at the time of the download, so its session "
         "may not be over",
         ""});
  }

  const Json& result_;
  std::string_view file_;
  JsonTable table_;
  TimeZone zone_;
  bool daily_ = true;
  const Json* times_ = nullptr;
  std::vector<Column> columns_;
  std::vector<std::string> dividends_, splits_;
};

}  // namespace

Result<JsonTables> yahoo_tables(const Json& results, std::string_view file) {
  JsonTables tables{"Yahoo", {}};
  for (const Json& result : results) {
    STRATGEN_TRY(JsonTable table, YahooChart(result, file).table());
    tables.tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace stratgen
