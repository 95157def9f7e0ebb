#include "tests/runtime/http/loopback_server.hpp"

#include <fmt/format.h>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>

namespace stratgen {
namespace {

void must(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  must(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflate");
  std::string packed(deflateBound(&stream, text.size()), '\0');
  std::string input(text);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  must(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate");
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// Reads one request; what came after it stays in `buffer`. Nothing when the client is gone.
std::optional<LoopbackRequest> read_request(int socket, int stop, std::string& buffer) {
  std::size_t whole = 0;
  LoopbackRequest request;
  while (whole == 0 || buffer.size() < whole) {
    if (const std::size_t end = buffer.find("\r\n\r\n"); whole == 0 && end != std::string::npos) {
      request.head = buffer.substr(0, end + 2);
      whole = end + 4 + std::strtoul(request.header("content-length").c_str(), nullptr, 10);
      continue;
    }
    pollfd fds[] = {{socket, POLLIN, 0}, {stop, POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents != 0) return std::nullopt;
    char piece[16384];
    const ssize_t count = recv(socket, piece, sizeof piece, 0);
    if (count <= 0) return std::nullopt;
    buffer.append(piece, static_cast<std::size_t>(count));
  }
  const std::size_t body = request.head.size() + 2;
  request.body = buffer.substr(body, whole - body);
  buffer.erase(0, whole);
  const std::size_t blank = request.head.find(' ');
  request.method = request.head.substr(0, blank);
  request.target = request.head.substr(blank + 1, request.head.find(' ', blank + 1) - blank - 1);
  return request;
}

}  // namespace

std::string LoopbackRequest::header(std::string_view name) const {
  std::size_t begin = head.find("\r\n") + 2;
  while (begin < head.size()) {
    const std::string_view line =
        std::string_view(head).substr(begin, head.find("\r\n", begin) - begin);
    const std::size_t colon = line.find(':');
    if (same_name(line.substr(0, colon), name)) return std::string(line.substr(colon + 2));
    begin += line.size() + 2;
  }
  return {};
}

LoopbackAnswer answer_with(int status, std::string_view body, std::string_view headers) {
  return {.bytes = fmt::format("HTTP/1.1 {} Scripted\r\nContent-Length: {}\r\n{}\r\n{}", status,
                               body.size(), headers, body)};
}

LoopbackAnswer answer_with_gzip(std::string_view body) {
  return answer_with(200, gzip(body), "Content-Encoding: gzip\r\n");
}

LoopbackAnswer cut(LoopbackAnswer answer, std::size_t bytes, LoopbackAnswer::End end) {
  answer.bytes.resize(std::min(bytes, answer.bytes.size()));
  answer.end = end;
  return answer;
}

LoopbackServer::LoopbackServer(std::function<LoopbackAnswer(const LoopbackRequest&)> answer)
    : answer_(std::move(answer)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  must(bind(listener_.get(), raw, size) == 0, "bind");
  must(listen(listener_.get(), 128) == 0, "listen");
  must(getsockname(listener_.get(), raw, &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

LoopbackServer::LoopbackServer(std::vector<LoopbackAnswer> script)
    : LoopbackServer([script = std::move(script),
                      next = std::make_shared<std::atomic<std::size_t>>(0)](const auto&) {
        return script[std::min((*next)++, script.size() - 1)];
      }) {}

LoopbackServer::~LoopbackServer() {
  const std::uint64_t one = 1;
  must(write(stop_.get(), &one, sizeof one) == sizeof one, "eventfd");
  accepting_.join();
  for (std::thread& thread : serving_) thread.join();
}

std::string LoopbackServer::url(std::string_view target) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, target);
}

std::vector<LoopbackRequest> LoopbackServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LoopbackServer::accept_all() {
  while (true) {
    pollfd fds[] = {{listener_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents != 0) return;
    FileDescriptor socket(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket) continue;
    const int connection = ++connections_;
    serving_.emplace_back(
        [this, connection](FileDescriptor fd) { serve(std::move(fd), connection); },
        std::move(socket));
  }
}

void LoopbackServer::serve(FileDescriptor socket, int connection) {
  std::string buffer;
  while (auto request = read_request(socket.get(), stop_.get(), buffer)) {
    request->connection = connection;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
    }
    if (!carry_out(socket.get(), answer_(*request))) return;
  }
}

// False when the connection shall be closed.
bool LoopbackServer::carry_out(int socket, const LoopbackAnswer& answer) const {
  if (!wait(answer.wait_seconds)) return false;
  std::string_view left = answer.bytes;
  while (!left.empty()) {
    const std::size_t piece = answer.piece_bytes == 0 ? left.size() : answer.piece_bytes;
    const ssize_t sent = send(socket, left.data(), std::min(piece, left.size()), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    left.remove_prefix(static_cast<std::size_t>(sent));
    if (answer.piece_bytes != 0 && !wait(answer.piece_seconds)) return false;
  }
  switch (answer.end) {
    case LoopbackAnswer::End::KeepOpen:
      return true;
    case LoopbackAnswer::End::Stall:
      return wait(3600);
    case LoopbackAnswer::End::Reset: {
      const linger at_once{.l_onoff = 1, .l_linger = 0};
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return false;
    }
    case LoopbackAnswer::End::Close:
      return false;
  }
  return false;
}

// False when the server goes away meanwhile.
bool LoopbackServer::wait(double seconds) const {
  pollfd stop = {stop_.get(), POLLIN, 0};
  return poll(&stop, 1, static_cast<int>(seconds * 1000)) == 0;
}

}  // namespace stratgen
