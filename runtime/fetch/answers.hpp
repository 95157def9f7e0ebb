// What the answers of all sources have in common.
#pragma once

#include "runtime/fetch/market_source.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// An answer whose status is not 2xx. 401, 402, 403 and 418 close the source; 408, 429 and all of
// 5xx may pass; the rest is refused. The service's words are quoted without the key.
Reading read_status(const HttpAnswer& answer, const SourceAccess& access);

// The body as JSON; nothing for all else, such as a page of HTML or half an object.
std::optional<nlohmann::json> json_of(const HttpAnswer& answer);

// An answer with status 200 that is not what was asked for and may be so the next time.
Reading broken(const HttpAnswer& answer, const SourceAccess& access);

// A text that is a number from its first to its last character, or a number; NaN for all else.
double number_of(const nlohmann::json& value);
double parse_number(std::string_view text);

// The value of that name; null where there is none.
const nlohmann::json& value_at(const nlohmann::json& object, std::string_view name);
std::string text_at(const nlohmann::json& object, std::string_view name);

inline bool is_daily_or_longer(std::string_view timeframe) {
  return timeframe == "1d" || timeframe == "1wk";
}

// When a bar of an exchange that closes at night UTC is final: a day's at 22:30, after New York has
// closed in winter as in summer, a week's on its Friday. `date` is the bar's naive date.
std::int64_t exchange_day_end(std::int64_t date, std::string_view timeframe);

// The time of a bar, for people: a date where bars are days or weeks.
std::string bar_stamp(std::int64_t time, std::string_view timeframe);

// "2020-01-02" and "20200102".
std::string date_text(std::int64_t time);
std::string compact_date(std::int64_t time);

// Midnight of that day; the Monday of its week.
std::int64_t day_of(std::int64_t time);
std::int64_t monday_of(std::int64_t date);

}  // namespace stratgen
