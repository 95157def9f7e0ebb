#include "runtime/fetch/answers.hpp"

#include "runtime/http/foreign_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::int64_t day = 86400;

// The sentence in an error's JSON, whichever of the sources wrote it.
std::string sentence_in(const json& body) {
  for (const char* name : {"message", "msg", "detail", "Error Message", "Information", "Note"}) {
    if (std::string text = text_at(body, name); !text.empty()) return text;
  }
  for (const char* name : {"chart", "finance"}) {
    const json& error = value_at(value_at(body, name), "error");
    if (std::string text = text_at(error, "description"); !text.empty()) return text;
  }
  const json& error = value_at(body, "error");
  if (error.is_string()) return error.get<std::string>();
  if (error.is_array() && !error.empty() && error.front().is_string()) {
    return error.front().get<std::string>();
  }
  return text_at(error, "message");
}

std::string words_of(const HttpAnswer& answer, const SourceAccess& access) {
  const std::string& secret = access.secret.empty() ? access.key : access.secret;
  if (answer.body.empty()) return "an empty body";
  const auto body = json_of(answer);
  const std::string sentence = body ? sentence_in(*body) : std::string();
  if (!sentence.empty()) return foreign_text(foreign_text(sentence, access.key), secret);
  const std::size_t first = answer.body.find_first_not_of(" \t\r\n");
  if (first != answer.body.npos && answer.body[first] == '<') return "a page of HTML";
  return foreign_text(foreign_text(answer.body, access.key), secret);
}

}  // namespace

Reading read_status(const HttpAnswer& answer, const SourceAccess& access) {
  const int status = answer.status;
  Disposition disposition = Disposition::Refused;
  if (status == 401 || status == 402 || status == 403 || status == 418) {
    disposition = Disposition::Closed;
  } else if (status == 408 || status == 429 || status >= 500) {
    disposition = Disposition::Retry;
  }
  return {disposition, fmt::format("{}: {}", status, words_of(answer, access))};
}

std::optional<json> json_of(const HttpAnswer& answer) {
  json body = json::parse(answer.body, nullptr, false);
  if (body.is_discarded()) return std::nullopt;
  return body;
}

Reading broken(const HttpAnswer& answer, const SourceAccess& access) {
  return {Disposition::Retry,
          fmt::format("an answer that is not what was asked for: {}", words_of(answer, access))};
}

double parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? value : std::numeric_limits<double>::quiet_NaN();
}

double number_of(const json& value) {
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) return parse_number(value.get_ref<const std::string&>());
  return std::numeric_limits<double>::quiet_NaN();
}

const json& value_at(const json& object, std::string_view name) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text_at(const json& object, std::string_view name) {
  const json& value = value_at(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t exchange_day_end(std::int64_t date, std::string_view timeframe) {
  constexpr std::int64_t closed = 22 * 3600 + 30 * 60;
  return date + closed + (timeframe == "1wk" ? 4 * day : 0);
}

std::string bar_stamp(std::int64_t time, std::string_view timeframe) {
  return is_daily_or_longer(timeframe) ? date_text(time) : to_iso(time, Clock::Utc);
}

std::string date_text(std::int64_t time) { return to_iso(time, Clock::Dates).substr(0, 10); }

std::string compact_date(std::int64_t time) {
  const std::string text = date_text(time);
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

std::int64_t day_of(std::int64_t time) {
  const std::int64_t within = ((time % day) + day) % day;
  return time - within;
}

std::int64_t monday_of(std::int64_t date) {
  // 1970-01-01 was a Thursday: three days after a Monday.
  const std::int64_t days = day_of(date) / day + 3;
  const std::int64_t weekday = ((days % 7) + 7) % 7;
  return day_of(date) - weekday * day;
}

}  // namespace stratgen
