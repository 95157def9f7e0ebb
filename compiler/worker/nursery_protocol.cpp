#include "compiler/worker/nursery_protocol.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace stratgen {

namespace {

// Room for one descriptor that goes along with a message.
struct Ancillary {
  alignas(cmsghdr) char bytes[CMSG_SPACE(sizeof(int))] = {};
};

// The sockets keep messages apart, so one arrives whole or not at all.
ssize_t send_whole(int socket, const msghdr& message) {
  ssize_t sent = 0;
  do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent;
}

ssize_t receive_whole(int socket, msghdr& message) {
  ssize_t received = 0;
  do received = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  return received;
}

}  // namespace

bool send_request(int socket, NurseryRequest request) {
  iovec part{&request, sizeof request};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  return send_whole(socket, message) == sizeof request;
}

std::optional<NurseryRequest> receive_request(int socket) {
  NurseryRequest request;
  iovec part{&request, sizeof request};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (receive_whole(socket, message) != sizeof request) return std::nullopt;
  return request;
}

bool send_reply(int socket, NurseryReply reply, int channel) {
  iovec part{&reply, sizeof reply};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (channel >= 0) {
    message.msg_control = ancillary.bytes;
    message.msg_controllen = sizeof ancillary.bytes;
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof channel);
    std::memcpy(CMSG_DATA(header), &channel, sizeof channel);
  }
  return send_whole(socket, message) == sizeof reply;
}

std::optional<NurseryAnswer> receive_reply(int socket, Deadline deadline) {
  NurseryAnswer answer;
  iovec part{&answer.reply, sizeof answer.reply};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes;
  message.msg_controllen = sizeof ancillary.bytes;
  if (!wait_for(socket, POLLIN, deadline)) return std::nullopt;
  if (receive_whole(socket, message) != sizeof answer.reply) return std::nullopt;
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
    int channel = -1;
    std::memcpy(&channel, CMSG_DATA(header), sizeof channel);
    answer.channel = FileDescriptor(channel);
  }
  return answer;
}

}  // namespace stratgen
