#include "compiler/worker/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace stratgen {

namespace {

struct Header {
  std::uint32_t fields = 0;  // bytes that follow
  std::uint32_t bytes = 0;   // and after them
};

constexpr std::size_t max_part = UINT32_MAX;

bool is_worth_another_try() { return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK; }

// Without a deadline the calls themselves block: a worker may not poll.
int flags(Deadline deadline) { return MSG_NOSIGNAL | (deadline == no_deadline ? 0 : MSG_DONTWAIT); }

}  // namespace

tl::expected<void, Loss> wait_for(int socket, short events, Deadline deadline) {
  using std::chrono::milliseconds;
  while (deadline != no_deadline) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Deadline::clock::now());
    if (left <= milliseconds(0)) return tl::unexpected(Loss::Late);
    pollfd waiting{socket, events, 0};
    const int timeout = static_cast<int>(std::min(left, milliseconds(1'000'000)).count());
    const int ready = ::poll(&waiting, 1, timeout);
    if (ready > 0) return {};
    if (ready < 0 && !is_worth_another_try()) return tl::unexpected(Loss::Closed);
  }
  return {};
}

tl::expected<void, Loss> Channel::write_all(const void* data, std::size_t size,
                                            Deadline deadline) const {
  auto from = static_cast<const char*>(data);
  while (size > 0) {
    if (auto ready = wait_for(socket_.get(), POLLOUT, deadline); !ready) return ready;
    const ssize_t sent = ::send(socket_.get(), from, size, flags(deadline));
    if (sent < 0 && is_worth_another_try()) continue;
    if (sent <= 0) return tl::unexpected(Loss::Closed);
    from += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return {};
}

tl::expected<void, Loss> Channel::read_all(void* data, std::size_t size, Deadline deadline) const {
  auto to = static_cast<char*>(data);
  while (size > 0) {
    if (auto ready = wait_for(socket_.get(), POLLIN, deadline); !ready) return ready;
    const ssize_t received = ::recv(socket_.get(), to, size, flags(deadline));
    if (received < 0 && is_worth_another_try()) continue;
    if (received <= 0) return tl::unexpected(Loss::Closed);
    to += received;
    size -= static_cast<std::size_t>(received);
  }
  return {};
}

tl::expected<void, Loss> Channel::send(const Message& message, Deadline deadline) const {
  if (message.fields.size() > max_part || message.bytes.size() > max_part)
    return tl::unexpected(Loss::TooLarge);
  const Header header{static_cast<std::uint32_t>(message.fields.size()),
                      static_cast<std::uint32_t>(message.bytes.size())};
  auto sent = write_all(&header, sizeof header, deadline);
  if (sent) sent = write_all(message.fields.data(), message.fields.size(), deadline);
  if (sent) sent = write_all(message.bytes.data(), message.bytes.size(), deadline);
  return sent;
}

tl::expected<Message, Loss> Channel::receive(MessageLimit limit, Deadline deadline) const {
  Header header;
  auto received = read_all(&header, sizeof header, deadline);
  if (!received) return tl::unexpected(received.error());
  if (header.fields > limit.fields || header.bytes > limit.bytes)
    return tl::unexpected(Loss::TooLarge);
  Message message{std::string(header.fields, '\0'), std::string(header.bytes, '\0')};
  received = read_all(message.fields.data(), message.fields.size(), deadline);
  if (received) received = read_all(message.bytes.data(), message.bytes.size(), deadline);
  if (!received) return tl::unexpected(received.error());
  return message;
}

tl::expected<void, Loss> Channel::wait(Deadline deadline) const {
  return wait_for(socket_.get(), POLLIN, deadline);
}

std::optional<ChannelPair> make_channel_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
  return ChannelPair{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

}  // namespace stratgen
