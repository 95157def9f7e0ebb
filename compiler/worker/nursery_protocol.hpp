// What this process says to the nursery: the process that is warm, sees no source, and forks
// workers. A worker is its child, so only it can end one without hitting a stranger, and say how
// one died.
#pragma once

#include "compiler/worker/channel.hpp"

#include <sys/types.h>

#include <optional>

namespace stratgen {

inline constexpr int nursery_socket = 3;  // as the nursery finds it

// How a worker ends itself: an allocation failed, or the system does not let it be confined.
inline constexpr int out_of_memory_exit = 71, not_confined_exit = 72;

struct NurseryRequest {
  enum Kind : int {
    Fork,  // a worker; answered by NurseryReply with its channel
    Kill,  // not answered; the worker is gone soon
    End,   // as Kill, answered by NurseryReply once it is gone
  };
  Kind kind = Fork;
  pid_t worker = 0;
};

struct NurseryReply {
  pid_t worker = 0;  // 0 if the request failed
  int status = 0;    // of waitpid(), for End
};

bool send_request(int socket, NurseryRequest request);
// Nothing once the other end is gone.
std::optional<NurseryRequest> receive_request(int socket);

// `channel` goes along with a worker that was forked; else -1.
bool send_reply(int socket, NurseryReply reply, int channel);

struct NurseryAnswer {
  NurseryReply reply;
  FileDescriptor channel;
};
std::optional<NurseryAnswer> receive_reply(int socket, Deadline deadline);

}  // namespace stratgen
