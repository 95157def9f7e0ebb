#include "runtime/http/http_transfer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

TEST_CASE("plain http goes to this machine only, and no URL carries a password") {
  for (const char* url :
       {"https://api.openai.com/v1", "http://localhost:11434", "http://LOCALHOST",
        "http://127.0.0.1:80/x", "http://127.9.8.7", "http://[::1]:8080/v1", "https://localhost"}) {
    CAPTURE(url);
    CHECK(parse_target(url));
  }
  for (const char* url :
       {"http://api.openai.com/v1", "http://128.0.0.1", "http://localhost.example.com",
        "http://127.0.0.1.example.com", "http://[::2]", "http://0.0.0.0",
        "http://127.0.0.1@example.com/", "https://user@api.openai.com",
        "https://:password@api.openai.com", "ftp://localhost", "file:///etc/passwd",
        "localhost:8080", "api.openai.com", "", "https://", "https://a b",
        "https://api.openai.com/\r\nX: y"}) {
    CAPTURE(url);
    const auto checked = parse_target(url);
    REQUIRE(!checked);
    CHECK(checked.error().fault == TransportFault::Url);
    CHECK(!checked.error().sent);
    CHECK(checked.error().message.find("password@") == std::string::npos);
  }
  CHECK(parse_target("http://example.com").error().message ==
        "example.com: plain http goes to this machine only (localhost, 127.0.0.1, [::1]); write "
        "https://");
}

TEST_CASE("a header that would break out of its line is refused, and its value not repeated") {
  const auto transfer = Transfer::make(
      {.url = "https://example.com", .headers = {{"x-api-key", "secret\r\nX-Evil: 1"}}}, {});
  REQUIRE(!transfer);
  CHECK(transfer.error().fault == TransportFault::Url);
  CHECK(transfer.error().message.find("x-api-key") != std::string::npos);
  CHECK(transfer.error().message.find("secret") == std::string::npos);
}
