#include "runtime/http/http_transfer.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>

namespace stratgen {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t largest_headers = 256U << 10U;
constexpr std::size_t lively_bytes = 100;  // fewer within stall_seconds are a stall

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

tl::unexpected<TransportError> cannot_ask(std::string message) {
  return tl::unexpected(TransportError{TransportFault::Url, false, std::move(message)});
}

std::string part(const CurlUrl& url, CURLUPart what) {
  char* text = nullptr;
  if (curl_url_get(url.get(), what, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_loopback(const std::string& host) {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24U) == 127;
  return host == "localhost" || host == "[::1]";
}

// A line break in a value would begin a header of its own.
tl::expected<CurlHeaders, TransportError> header_lines(const HttpRequest& request,
                                                       const std::string& server) {
  CurlHeaders lines(curl_slist_append(nullptr, "Expect:"));  // never waits for "100 Continue"
  for (const HttpHeader& header : request.headers) {
    const auto control = [](unsigned char c) { return std::iscntrl(c) != 0 && c != '\t'; };
    if (std::ranges::any_of(header.name, control) || std::ranges::any_of(header.value, control)) {
      return cannot_ask(
          fmt::format("{}: the value of {} holds a line break or another control "
                      "character; look at where it comes from",
                      server, trimmed(header.name)));
    }
    // "name;" is how curl spells a header without a value.
    const std::string line =
        header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
    curl_slist_append(lines.get(), line.c_str());
  }
  return lines;
}

}  // namespace

tl::expected<UrlParts, TransportError> parse_target(std::string_view text) {
  UrlParts target{.url = CurlUrl(curl_url()), .scheme = {}, .host = {}, .server = {}};
  const CURLUcode code =
      curl_url_set(target.url.get(), CURLUPART_URL, std::string(text).c_str(), 0);
  if (code != CURLUE_OK || text.find('\0') != std::string_view::npos) {
    return cannot_ask(fmt::format("not a URL ({}): write https://host/path",
                                  lower_case(curl_url_strerror(code))));
  }
  target.host = lower_case(part(target.url, CURLUPART_HOST));
  target.loopback = is_loopback(target.host);
  const std::string port = part(target.url, CURLUPART_PORT);
  target.server = port.empty() ? target.host : target.host + ":" + port;
  target.scheme = part(target.url, CURLUPART_SCHEME);
  if (target.scheme != "https" && target.scheme != "http") {
    return cannot_ask(
        fmt::format("{}: {} is not spoken here; write https://", target.server, target.scheme));
  }
  if (target.scheme == "http" && !target.loopback) {
    return cannot_ask(fmt::format(
        "{}: plain http goes to this machine only (localhost, 127.0.0.1, [::1]); write https://",
        target.server));
  }
  if (!part(target.url, CURLUPART_USER).empty() || !part(target.url, CURLUPART_PASSWORD).empty()) {
    return cannot_ask(fmt::format(
        "{}: a URL with a user or password; leave them out, keys go into headers", target.server));
  }
  return target;
}

tl::expected<std::unique_ptr<Transfer>, TransportError> Transfer::make(const HttpRequest& request,
                                                                       const HttpLimits& limits) {
  auto target = parse_target(request.url);
  if (!target) return tl::unexpected(std::move(target.error()));
  auto headers = header_lines(request, target->server);
  if (!headers) return tl::unexpected(std::move(headers.error()));
  return std::unique_ptr<Transfer>(
      new Transfer(request, limits, std::move(*target), std::move(*headers)));
}

Transfer::Transfer(const HttpRequest& request, const HttpLimits& limits, UrlParts target,
                   CurlHeaders headers)
    : limits_(limits),
      target_(std::move(target)),
      headers_(std::move(headers)),
      unsent_(request.body) {
  set_options();
  set_method(request);
}

void Transfer::set_options() {
  const auto set = [this](CURLoption option, auto value) {
    curl_easy_setopt(easy(), option, value);
  };
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_CURLU, target_.url.get());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  // The bundle has what the folder has. With the folder, curl reads all certificates anew for each
  // connection: 30 ms in which the driver does nothing else.
  const char* bundle = nullptr;
  curl_easy_getinfo(easy(), CURLINFO_CAINFO, &bundle);
  if (bundle != nullptr) set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);  // a model may think for longer than routers remember
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_seconds * 1000));
  if (target_.loopback) set(CURLOPT_NOPROXY, "*");
  // Over TLS a call rather waits to be a stream of a connection that is being made than make one
  // more. Over plain HTTP, which has no streams, it would wait for somebody else's answer.
  const bool tls = target_.scheme == "https";
  set(CURLOPT_HTTP_VERSION, long{tls ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1});
  set(CURLOPT_PIPEWAIT, long{tls});
  set(CURLOPT_USERAGENT, "stratgen/" STRATGEN_VERSION);
  set(CURLOPT_ACCEPT_ENCODING, "");  // all that curl can decode
  set(CURLOPT_HTTPHEADER, headers_.get());
  set(CURLOPT_HEADERFUNCTION, on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, on_body);
  set(CURLOPT_WRITEDATA, this);
}

// The body goes out by on_send, which cannot start over. So curl never sends a request again by
// itself, as it would where a connection that it had used before breaks: whoever pays decides.
void Transfer::set_method(const HttpRequest& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(easy(), CURLOPT_NOBODY, 1L);
    return;
  }
  if (request.method == "POST" || !request.body.empty()) {
    curl_easy_setopt(easy(), CURLOPT_POST, 1L);
    curl_easy_setopt(easy(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy(), CURLOPT_READFUNCTION, on_send);
    curl_easy_setopt(easy(), CURLOPT_READDATA, this);
  }
  curl_easy_setopt(easy(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::hear(std::size_t bytes) {
  heard_ += bytes;
  if (heard_ > bytes && heard_ - heard_when_lively_ < lively_bytes) return;
  lively_ = Clock::now();
  heard_when_lively_ = heard_;
}

// Whether `bytes` more than the `present` ones are within the limit.
bool Transfer::take(std::size_t bytes, std::size_t present, std::size_t limit) {
  hear(bytes);
  if (bytes > limit - present) exceeded_ = limit;
  return exceeded_ == 0;
}

std::size_t Transfer::on_header(const char* data, std::size_t, std::size_t size,
                                void* user) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  if (!transfer.take(size, transfer.header_bytes_, largest_headers)) return 0;
  transfer.header_bytes_ += size;
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) {
    transfer.answer_.headers.clear();  // of a 1xx before
    transfer.headers_end_ = false;
  }
  if (line == "\r\n" || line == "\n") transfer.headers_end_ = true;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  transfer.answer_.headers.push_back({.name = lower_case(trimmed(line.substr(0, colon))),
                                      .value = std::string(trimmed(line.substr(colon + 1)))});
  return size;
}

std::size_t Transfer::on_body(const char* data, std::size_t, std::size_t size,
                              void* user) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  std::string& body = transfer.answer_.body;
  if (!transfer.take(size, body.size(), transfer.limits_.largest_body)) return 0;
  body.append(data, size);
  return size;
}

std::size_t Transfer::on_send(char* buffer, std::size_t, std::size_t size, void* user) noexcept {
  std::string_view& unsent = static_cast<Transfer*>(user)->unsent_;
  const std::size_t count = unsent.copy(buffer, size);
  unsent.remove_prefix(count);
  return count;
}

Transfer::Clock::time_point Transfer::deadline() const {
  const auto after = [](Clock::time_point from, double seconds) {
    return from + std::chrono::duration_cast<Clock::duration>(Seconds(seconds));
  };
  return std::min(after(began_, limits_.total_seconds),
                  heard_ == 0 ? after(began_, limits_.first_byte_seconds)
                              : after(lively_, limits_.stall_seconds));
}

TransportError Transfer::late() const {
  if (Seconds(Clock::now() - began_).count() >= limits_.total_seconds) {
    return error(TransportFault::Silence,
                 fmt::format("the answer was not complete within {:g} s", limits_.total_seconds));
  }
  return error(TransportFault::Silence,
               heard_ == 0 ? fmt::format("no answer within {:g} s", limits_.first_byte_seconds)
                           : fmt::format("the answer stalled for {:g} s", limits_.stall_seconds));
}

Outcome Transfer::outcome(CURLcode code) {
  // A connection that closes among the headers is fine with curl.
  if (code == CURLE_OK && !headers_end_) code = CURLE_PARTIAL_FILE;
  if (code != CURLE_OK) return tl::unexpected(error_of(code));
  long status = 0;
  curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  answer_.seconds = Seconds(Clock::now() - began_).count();
  return std::move(answer_);
}

TransportError Transfer::error(TransportFault fault, std::string_view why) const {
  long sent = 0;
  curl_easy_getinfo(easy(), CURLINFO_REQUEST_SIZE, &sent);
  return {fault, sent > 0, fmt::format("{}: {}", target_.server, why)};
}

TransportError Transfer::error_of(CURLcode code) const {
  if (exceeded_ != 0) {
    return error(TransportFault::TooLarge,
                 fmt::format("the answer is larger than {} bytes", exceeded_));
  }
  long os_error = 0;
  curl_easy_getinfo(easy(), CURLINFO_OS_ERRNO, &os_error);
  const std::string why =
      lower_case(os_error != 0 ? std::generic_category().message(static_cast<int>(os_error))
                               : curl_easy_strerror(code));
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
      return error(TransportFault::Connect, why);
    case CURLE_OPERATION_TIMEDOUT:
      return error(TransportFault::Silence,
                   fmt::format("no connection within {:g} s", limits_.connect_seconds));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
      return error(TransportFault::Tls, fmt::format("its certificate does not hold: {}", why));
    case CURLE_PARTIAL_FILE:
      return error(TransportFault::Broken, "the answer was cut short");
    case CURLE_GOT_NOTHING:
      return error(TransportFault::Broken, "the connection was closed without an answer");
    case CURLE_SEND_FAIL_REWIND:
      return error(TransportFault::Broken, "the connection broke before an answer");
    default:
      return error(TransportFault::Broken, why);
  }
}

}  // namespace stratgen
