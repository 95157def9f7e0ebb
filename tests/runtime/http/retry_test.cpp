#include "runtime/http/retry.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>

using namespace stratgen;

namespace {

// Sun, 06 Nov 1994 08:49:37 GMT, the date that RFC 9110 spells in all three forms. By `date -d`.
constexpr std::int64_t that_sunday = 784'111'777;

std::optional<double> wait_of(std::initializer_list<HttpHeader> headers) {
  return asked_wait({.headers = headers}, that_sunday);
}

std::optional<double> retry_after(const std::string& value) {
  return wait_of({{"retry-after", value}});
}

}  // namespace

TEST_CASE("Retry-After is seconds") {
  CHECK(retry_after("7") == 7.0);
  CHECK(retry_after("0.25") == 0.25);
  CHECK(retry_after("86400") == 86'400.0);
}

TEST_CASE("Retry-After is a date, in each of the three forms") {
  CHECK(retry_after("Sun, 06 Nov 1994 08:50:07 GMT") == 30.0);
  CHECK(retry_after("Sunday, 06-Nov-94 08:50:07 GMT") == 30.0);
  CHECK(retry_after("Sun Nov  6 08:50:07 1994") == 30.0);
  CHECK(retry_after("Tue, 08 Nov 1994 08:49:37 GMT") == 2 * 86'400.0);
}

TEST_CASE("retry-after-ms goes before Retry-After") {
  CHECK(wait_of({{"retry-after", "7"}, {"retry-after-ms", "1500"}}) == 1.5);
  CHECK(wait_of({{"retry-after", "7"}, {"retry-after-ms", "soon"}}) == 7.0);
}

TEST_CASE("what is no time to come is no wait") {
  CHECK(wait_of({}) == std::nullopt);
  for (const char* value :
       {"", "0", "-1", "+5", "soon", "nan", "inf", "0x10", "1e3", "5 s", "5,5", "1e999",
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sat, 05 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:50:07 CET", "Sun, 06 Nov 1994"}) {
    CAPTURE(value);
    CHECK(retry_after(value) == std::nullopt);
  }
}

TEST_CASE("x-should-retry is true, false, or not said") {
  CHECK(asked_to_retry({.headers = {{"x-should-retry", "true"}}}) == true);
  CHECK(asked_to_retry({.headers = {{"x-should-retry", "false"}}}) == false);
  CHECK(asked_to_retry({.headers = {{"x-should-retry", "perhaps"}}}) == std::nullopt);
  CHECK(asked_to_retry({}) == std::nullopt);
}

TEST_CASE("full jitter is uniform from zero to the doubled wait, up to the longest") {
  const RetryPolicy policy{.first_seconds = 0.5, .longest_seconds = 20};
  const double bounds[] = {0.5, 1, 2, 4, 8, 16, 20, 20};
  for (int tried = 1; tried <= 8; ++tried) {
    CAPTURE(tried);
    const double bound = bounds[tried - 1];
    std::mt19937_64 random(7);
    double least = bound;
    double most = 0;
    double sum = 0;
    for (int i = 0; i < 10'000; ++i) {
      const double wait = full_jitter(policy, tried, random);
      least = std::min(least, wait);
      most = std::max(most, wait);
      sum += wait;
    }
    CHECK(least >= 0);
    CHECK(most < bound);
    CHECK(least < 0.01 * bound);
    CHECK(most > 0.99 * bound);
    // The mean of 10,000 has a standard deviation of bound / sqrt(12 * 10,000) = 0.0029 bound.
    CHECK(sum / 10'000 == doctest::Approx(bound / 2).epsilon(0.03));
  }
}
