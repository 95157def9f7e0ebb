// HttpClient: HTTP by libcurl. One multi handle, driven by one thread, serves every caller, so
// connections are reused and HTTP/2 carries calls side by side.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;                       // https; http only to the loopback
  std::vector<HttpHeader> headers = {};  // their values appear in no error
  std::string body = {};
};

struct HttpAnswer {
  int status = 0;
  std::vector<HttpHeader> headers = {};  // names in lower case
  std::string body = {};                 // whole, and decoded (gzip, ...)
  double seconds = 0.0;

  // The value of the first header of that name (in lower case), "" without one.
  std::string_view header(std::string_view name) const;
};

// Why no whole answer came.
enum class TransportFault {
  Url,       // not a URL, or plain http to somebody else than this machine
  Connect,   // no name, no route, refused
  Tls,       // the certificate does not hold
  Silence,   // a limit of time
  Broken,    // reset, closed early, cut short
  TooLarge,  // more than the limit
};

struct TransportError {
  TransportFault fault = TransportFault::Broken;
  bool sent = false;    // the request went out: the other side may have acted on it
  std::string message;  // "api.openai.com: connection refused"; without path, query or key
};

struct HttpLimits {
  double connect_seconds = 10;
  double first_byte_seconds = 180;  // a model thinks before it answers
  double stall_seconds = 20;        // once an answer has begun; also for fewer than 100 bytes
  double total_seconds = 900;
  std::size_t largest_body = 32U << 20U;
};

// TLS certificates are always verified, redirects never followed.
class HttpClient {
 public:
  explicit HttpClient(HttpLimits limits = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Waits for the answer, whatever its status. From any thread.
  tl::expected<HttpAnswer, TransportError> send(const HttpRequest& request);

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

// Whether `url` may be asked: https anywhere, http only to localhost, 127.0.0.0/8 and [::1]; no
// user or password in it. The message says what to write instead.
tl::expected<void, TransportError> check_url(std::string_view url);

}  // namespace stratgen
