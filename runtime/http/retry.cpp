#include "runtime/http/retry.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <string>
#include <string_view>

namespace stratgen {
namespace {

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  double number = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (rest != end || error != std::errc()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view header) {
  const std::string text(header);
  for (const char* format :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"}) {
    tm date{};
    const char* rest = strptime(text.c_str(), format, &date);
    if (rest != nullptr && *rest == '\0') return timegm(&date);
  }
  return std::nullopt;
}

std::optional<double> asked_wait(const HttpAnswer& answer, std::int64_t epoch) {
  const std::string_view header = answer.header("retry-after");
  std::optional<double> seconds = parse_number(answer.header("retry-after-ms"));
  if (seconds) {
    *seconds /= 1000;
  } else if (seconds = parse_number(header); !seconds) {
    const std::optional<std::int64_t> date = parse_http_date(header);
    if (date) seconds = static_cast<double>(*date - epoch);
  }
  return seconds && *seconds > 0 ? seconds : std::nullopt;
}

std::optional<bool> asked_to_retry(const HttpAnswer& answer) {
  const std::string_view word = answer.header("x-should-retry");
  if (word == "true") return true;
  if (word == "false") return false;
  return std::nullopt;
}

double full_jitter(const RetryPolicy& policy, int tried, std::mt19937_64& random) {
  const double longest =
      std::min(policy.longest_seconds, std::ldexp(policy.first_seconds, tried - 1));
  return std::uniform_real_distribution(0.0, longest)(random);
}

}  // namespace stratgen
