#include "runtime/http/http_client.hpp"

#include "tests/runtime/http/loopback_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace stratgen;
using End = LoopbackAnswer::End;

namespace {

double seconds_of(const auto& action) {
  const auto began = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

HttpRequest post(const LoopbackServer& server, std::string body) {
  return {.method = "POST", .url = server.url(), .body = std::move(body)};
}

// What becomes of one POST to a server with this script.
TransportError failure(std::vector<LoopbackAnswer> script, HttpLimits limits = {}) {
  LoopbackServer server(std::move(script));
  HttpClient client(limits);
  const auto answer = client.send(post(server, "{}"));
  REQUIRE(!answer);
  return answer.error();
}

}  // namespace

TEST_CASE("an answer comes whole: status, headers in lower case, body") {
  LoopbackServer server(
      {answer_with(404, "no such thing", "X-Request-Id:  abc \r\nRetry-After: 1\r\n")});
  HttpClient client;
  const auto answer = client.send({.url = server.url("/v1/models?limit=2")});
  REQUIRE(answer);
  CHECK(answer->status == 404);
  CHECK(answer->header("x-request-id") == "abc");
  CHECK(answer->header("retry-after") == "1");
  CHECK(answer->header("absent") == "");
  CHECK(answer->body == "no such thing");
  CHECK(answer->seconds > 0.0);
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests()[0].method == "GET");
  CHECK(server.requests()[0].target == "/v1/models?limit=2");
}

TEST_CASE("a request goes out as it is, and says who asks") {
  LoopbackServer server({answer_with(200, "ok")});
  HttpClient client;
  const std::string body(300'000, 'x');  // above 1 MB curl would announce it by Expect
  REQUIRE(client.send({.method = "POST",
                       .url = server.url(),
                       .headers = {{"Authorization", "Bearer key"}, {"X-Empty", ""}},
                       .body = body}));
  const LoopbackRequest request = server.requests().at(0);
  CHECK(request.method == "POST");
  CHECK(request.body == body);
  CHECK(request.header("authorization") == "Bearer key");
  CHECK(request.head.find("X-Empty:") != std::string::npos);
  CHECK(request.header("user-agent").starts_with("stratgen/"));
  CHECK(request.header("accept-encoding").find("gzip") != std::string::npos);
  CHECK(request.header("expect") == "");
}

TEST_CASE("methods other than GET and POST are kept") {
  LoopbackServer server({answer_with(204, "")});
  HttpClient client;
  for (const char* method : {"DELETE", "PATCH", "PUT", "HEAD"}) {
    REQUIRE(client.send({.method = method, .url = server.url()}));
    CHECK(server.requests().back().method == method);
  }
  REQUIRE(client.send({.method = "PATCH", .url = server.url(), .body = "{}"}));
  CHECK(server.requests().back().body == "{}");
}

TEST_CASE("a connection is used again") {
  LoopbackServer server({answer_with(200, "ok")});
  HttpClient client;
  for (int i = 0; i < 5; ++i) REQUIRE(client.send(post(server, "{}")));
  CHECK(server.connections() == 1);
}

TEST_CASE("threads ask side by side, and each gets its own answer") {
  LoopbackServer server([](const LoopbackRequest& request) {
    LoopbackAnswer answer = answer_with(200, request.body);
    answer.wait_seconds = 0.1;
    return answer;
  });
  HttpClient client;
  std::vector<std::string> answers(16);
  const double seconds = seconds_of([&] {
    std::vector<std::thread> threads;
    threads.reserve(answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      threads.emplace_back([&, i] {
        const auto answer = client.send(post(server, fmt::format("question {}", i)));
        if (answer) answers[i] = answer->body;
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  for (std::size_t i = 0; i < answers.size(); ++i)
    CHECK(answers[i] == fmt::format("question {}", i));
  CHECK(seconds < 1.5);  // one after the other would take 16 * 0.1 s
}

TEST_CASE("a redirect is an answer, not followed") {
  LoopbackServer server({answer_with(302, "", "Location: /elsewhere\r\n"), answer_with(200, "")});
  HttpClient client;
  const auto answer = client.send({.url = server.url()});
  REQUIRE(answer);
  CHECK(answer->status == 302);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a compressed answer is handed out decoded") {
  LoopbackServer server(
      {answer_with_gzip("plain text"), answer_with(200, "not gzip", "Content-Encoding: gzip\r\n")});
  HttpClient client;
  const auto answer = client.send({.url = server.url()});
  REQUIRE(answer);
  CHECK(answer->body == "plain text");
  const auto damaged = client.send({.url = server.url()});
  REQUIRE(!damaged);
  CHECK(damaged.error().fault == TransportFault::Broken);
}

TEST_CASE("an answer of the largest size passes, one byte more does not") {
  const HttpLimits limits{.largest_body = 1000};
  LoopbackServer server({answer_with(200, std::string(1000, 'x'))});
  HttpClient client(limits);
  const auto answer = client.send({.url = server.url()});
  REQUIRE(answer);
  CHECK(answer->body.size() == 1000);
  const TransportError error = failure({answer_with(200, std::string(1001, 'x'))}, limits);
  CHECK(error.fault == TransportFault::TooLarge);
  CHECK(error.sent);
  CHECK(error.message.ends_with("the answer is larger than 1000 bytes"));
}

TEST_CASE("a body that only decompression makes large is too large") {
  const LoopbackAnswer bomb = answer_with_gzip(std::string(8'000'000, ' '));
  REQUIRE(bomb.bytes.size() < 10'000);
  CHECK(failure({bomb}, {.largest_body = 1U << 20U}).fault == TransportFault::TooLarge);
}

TEST_CASE("headers without end are too large") {
  std::string headers;
  for (int i = 0; i < 3; ++i) headers += "X-Long: " + std::string(90'000, 'x') + "\r\n";
  CHECK(failure({answer_with(200, "", headers)}).fault == TransportFault::TooLarge);
}

TEST_CASE("a connection that breaks gives no answer, whatever had come of it") {
  const LoopbackAnswer answer = answer_with(200, std::string(50'000, 'x'));
  for (const End end : {End::Close, End::Reset}) {
    for (const std::size_t bytes : {0U, 10U, 60U, 5000U}) {
      const TransportError error = failure({cut(answer, bytes, end)});
      CHECK(error.fault == TransportFault::Broken);
      CHECK(error.sent);
      CHECK(error.message.starts_with("127.0.0.1:"));
    }
  }
}

TEST_CASE("wherever an answer is cut, it is no answer") {
  const LoopbackAnswer answers[] = {
      answer_with(200, "hello", "X-Request-Id: abc\r\n"),
      {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
      answer_with_gzip("hello"),
  };
  HttpClient client;
  for (const LoopbackAnswer& answer : answers) {
    std::vector<LoopbackAnswer> script;
    for (std::size_t bytes = 0; bytes <= answer.bytes.size(); ++bytes) {
      script.push_back(cut(answer, bytes, End::Close));
    }
    LoopbackServer server(script);
    // A body is whole with its last chunk, also where the line break after that is missing.
    const bool chunked = answer.bytes.ends_with("0\r\n\r\n");
    for (std::size_t bytes = 0; bytes < answer.bytes.size(); ++bytes) {
      CAPTURE(answer.bytes.substr(0, bytes));
      const auto sent = client.send(post(server, "{}"));
      if (chunked && bytes + 2 >= answer.bytes.size() && sent) {
        CHECK(sent->body == "hello");
        continue;
      }
      REQUIRE(!sent);
      CHECK(sent.error().fault == TransportFault::Broken);
      CHECK(sent.error().sent);
    }
    const auto whole = client.send(post(server, "{}"));
    REQUIRE(whole);
    CHECK(whole->body == "hello");
  }
}

TEST_CASE("what is not HTTP is no answer") {
  CHECK(failure({{.bytes = "220 mail.example.com ESMTP\r\n", .end = End::Close}}).fault ==
        TransportFault::Broken);
}

TEST_CASE("a request is never sent a second time by itself, also where a used connection breaks") {
  LoopbackServer server({answer_with(200, "ok"),
                         {.bytes = "", .end = End::Close},
                         answer_with(200, "ok"),
                         {.bytes = "", .end = End::Reset},
                         answer_with(200, "ok")});
  HttpClient client;
  for (std::size_t pair = 0; pair < 2; ++pair) {
    REQUIRE(client.send(post(server, "{}")));
    const auto lost = client.send(post(server, "{}"));
    REQUIRE(!lost);
    CHECK(lost.error().fault == TransportFault::Broken);
    CHECK(lost.error().sent);
    CHECK(server.requests().size() == 2 * (pair + 1));
  }
}

TEST_CASE("silence ends a call: before the first byte, within the answer, in all") {
  const LoopbackAnswer answer = answer_with(200, std::string(50'000, 'x'));
  const HttpLimits quick_start{.first_byte_seconds = 0.2, .stall_seconds = 10};
  const HttpLimits quick_stall{.first_byte_seconds = 10, .stall_seconds = 0.2};
  LoopbackAnswer drip = answer;
  drip.piece_bytes = 1;
  drip.piece_seconds = 0.02;
  LoopbackAnswer flow = answer;
  flow.piece_bytes = 400;
  flow.piece_seconds = 0.02;
  struct {
    LoopbackAnswer answer;
    HttpLimits limits;
    const char* message;
  } cases[] = {
      {cut(answer, 0, End::Stall), quick_start, "no answer within 0.2 s"},
      {cut(answer, 1000, End::Stall), quick_stall, "the answer stalled for 0.2 s"},
      {cut(answer, 30, End::Stall), quick_stall, "the answer stalled for 0.2 s"},
      {drip, quick_stall, "the answer stalled for 0.2 s"},  // 10 bytes in 0.2 s
      {flow,
       {.stall_seconds = 10, .total_seconds = 0.3},
       "the answer was not complete within 0.3 s"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.message);
    const double seconds = seconds_of([&] {
      const TransportError error = failure({each.answer}, each.limits);
      CHECK(error.fault == TransportFault::Silence);
      CHECK(error.sent);
      CHECK(error.message.ends_with(each.message));
    });
    CHECK(seconds >= 0.2);
    CHECK(seconds < 8.0);  // the other limits are 10 s and more
  }
}

TEST_CASE("a slow answer that flows is waited for") {
  LoopbackAnswer flow = answer_with(200, std::string(4000, 'x'));
  flow.piece_bytes = 200;  // 20 pieces in 0.8 s
  flow.piece_seconds = 0.04;
  LoopbackServer server({flow});
  HttpClient client({.first_byte_seconds = 0.6, .stall_seconds = 0.6});
  const auto answer = client.send({.url = server.url()});
  REQUIRE(answer);
  CHECK(answer->body.size() == 4000);
}

TEST_CASE("one silent call does not hold up the others") {
  LoopbackServer server([](const LoopbackRequest& request) {
    return request.body == "stall" ? cut({}, 0, End::Stall) : answer_with(200, "ok");
  });
  HttpClient client({.first_byte_seconds = 0.5});
  std::thread silent([&] { CHECK(!client.send(post(server, "stall"))); });
  for (int i = 0; i < 10; ++i) CHECK(client.send(post(server, "{}")));
  silent.join();
}

TEST_CASE("nobody listens: nothing was sent") {
  std::string url;
  {
    const LoopbackServer gone({answer_with(200, "")});
    url = gone.url("/secret-path?key=secret");
  }
  HttpClient client;
  const auto answer = client.send({.url = url, .headers = {{"x-api-key", "secret"}}});
  REQUIRE(!answer);
  CHECK(answer.error().fault == TransportFault::Connect);
  CHECK(!answer.error().sent);
  CHECK(answer.error().message.ends_with(": connection refused"));
  CHECK(answer.error().message.find("secret") == std::string::npos);
}
