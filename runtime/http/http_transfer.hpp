// Transfer: one request on its way through curl, and what has come back so far.
#pragma once

#include "runtime/http/http_client.hpp"

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <string>
#include <string_view>

namespace stratgen {

template <auto free>
struct FreedBy {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using CurlEasy = std::unique_ptr<CURL, FreedBy<curl_easy_cleanup>>;
using CurlMulti = std::unique_ptr<CURLM, FreedBy<curl_multi_cleanup>>;
using CurlUrl = std::unique_ptr<CURLU, FreedBy<curl_url_cleanup>>;
using CurlHeaders = std::unique_ptr<curl_slist, FreedBy<curl_slist_free_all>>;

using Outcome = tl::expected<HttpAnswer, TransportError>;

// A URL in parts. curl is given these parts, so what was checked is what is asked.
struct UrlParts {
  CurlUrl url;
  std::string scheme;
  std::string host;    // "[::1]" in brackets
  std::string server;  // host, and port where one is given: for messages
  bool loopback = false;
};

// Made by the thread that asks, then the driver's alone.
class Transfer {
 public:
  using Clock = std::chrono::steady_clock;

  // curl gets pointers to the transfer and to the request's body: both stay until the outcome.
  static tl::expected<std::unique_ptr<Transfer>, TransportError> make(const HttpRequest& request,
                                                                      const HttpLimits& limits);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  CURL* easy() const { return easy_.get(); }
  std::promise<Outcome>& promise() { return promise_; }

  // When a limit of time is met if nothing more is heard, and what becomes of it then.
  Clock::time_point deadline() const;
  TransportError late() const;

  // What became of it, as curl says. Once only: the answer is moved out.
  Outcome outcome(CURLcode code);

 private:
  Transfer(const HttpRequest& request, const HttpLimits& limits, UrlParts target,
           CurlHeaders headers);
  void set_options();
  void set_method(const HttpRequest& request);
  void hear(std::size_t bytes);
  bool take(std::size_t bytes, std::size_t present, std::size_t limit);
  TransportError error(TransportFault fault, std::string_view why) const;
  TransportError error_of(CURLcode code) const;

  // What curl calls. Nothing may be thrown through its frames: out of memory ends the process here.
  static std::size_t on_header(const char* data, std::size_t, std::size_t size,
                               void* user) noexcept;
  static std::size_t on_body(const char* data, std::size_t, std::size_t size, void* user) noexcept;
  static std::size_t on_send(char* buffer, std::size_t, std::size_t size, void* user) noexcept;

  const HttpLimits limits_;
  UrlParts target_;
  CurlHeaders headers_;
  CurlEasy easy_ = CurlEasy(curl_easy_init());
  std::string_view unsent_;  // of the request's body
  HttpAnswer answer_ = {};
  std::size_t header_bytes_ = 0;
  bool headers_end_ = false;  // their last line was there
  std::size_t exceeded_ = 0;  // the limit of bytes that was, or 0
  std::size_t heard_ = 0;     // bytes
  std::size_t heard_when_lively_ = 0;
  Clock::time_point began_ = Clock::now();
  Clock::time_point lively_ = began_;  // when 100 bytes more had been heard
  std::promise<Outcome> promise_ = {};
};

// Checks a URL as check_url() says.
tl::expected<UrlParts, TransportError> parse_target(std::string_view text);

}  // namespace stratgen
