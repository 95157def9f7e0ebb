// Channel: messages between two processes over a stream socket. The other end is not trusted: it
// may be slow, send half a message or announce more than it sends.
#pragma once

#include "runtime/base/file_descriptor.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace stratgen {

// Small values in `fields`, as JSON; what is large in `bytes`, as it is.
struct Message {
  std::string fields;
  std::string bytes;
};

struct MessageLimit {
  std::size_t fields = 0;  // bytes
  std::size_t bytes = 0;
};

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline no_deadline = Deadline::max();

enum class Loss {
  Closed,    // the other end is gone
  Late,      // the deadline has passed
  TooLarge,  // the message would be longer than it may be
};

// After a Loss what remains in the channel means nothing.
class Channel {
 public:
  Channel() = default;
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  tl::expected<void, Loss> send(const Message& message, Deadline deadline = no_deadline) const;
  tl::expected<Message, Loss> receive(MessageLimit limit, Deadline deadline = no_deadline) const;
  // Until a message begins, or the other end is gone.
  tl::expected<void, Loss> wait(Deadline deadline) const;

 private:
  tl::expected<void, Loss> write_all(const void* data, std::size_t size, Deadline deadline) const;
  tl::expected<void, Loss> read_all(void* data, std::size_t size, Deadline deadline) const;

  FileDescriptor socket_;
};

struct ChannelPair {
  FileDescriptor ours, theirs;
};

// Both are closed by exec.
std::optional<ChannelPair> make_channel_pair();

// Waits until poll()'s `events` (POLLIN, POLLOUT) or the end of the connection.
tl::expected<void, Loss> wait_for(int socket, short events, Deadline deadline);

}  // namespace stratgen
