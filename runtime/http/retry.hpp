// When to try again: what the service asks for, or else a random wait.
#pragma once

#include "runtime/http/http_client.hpp"
#include "runtime/http/http_service.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string_view>

namespace stratgen {

// Seconds since 1970 of a date as headers have it (RFC 9110, 5.6.7): in the form of today, of
// RFC 850 or of asctime().
std::optional<std::int64_t> parse_http_date(std::string_view header);

// Seconds that the answer asks to wait: retry-after-ms, else Retry-After in seconds or as a date
// (RFC 9110, 10.2.3 and 5.6.7; fractions of seconds occur). Nothing where it asks for none, for
// what cannot be read, and for a time that is over. `epoch`: now, in seconds since 1970.
std::optional<double> asked_wait(const HttpAnswer& answer, std::int64_t epoch);

// x-should-retry: the service's own word on whether another try makes sense.
std::optional<bool> asked_to_retry(const HttpAnswer& answer);

// The wait after `tried` tries; see RetryPolicy.
double full_jitter(const RetryPolicy& policy, int tried, std::mt19937_64& random);

}  // namespace stratgen
