// LoopbackServer: an HTTP/1.1 server on 127.0.0.1 that answers by a script, also in the ways that
// break. A thread for each connection; none of its waits outlives it.
#pragma once

#include "runtime/base/file_descriptor.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace stratgen {

struct LoopbackRequest {
  int connection = 0;  // counts from 1
  std::string method;
  std::string target;  // "/v1/messages?x=1"
  std::string head;    // the request line and the headers, as they came
  std::string body;

  // The value of a header, "" without one. The name in any case.
  std::string header(std::string_view name) const;
};

// What is sent, byte for byte, and what happens to the connection then.
struct LoopbackAnswer {
  enum class End { KeepOpen, Close, Reset, Stall };

  std::string bytes;
  End end = End::KeepOpen;
  double wait_seconds = 0;      // before the first byte
  std::size_t piece_bytes = 0;  // sent in pieces of this size, 0: at once ...
  double piece_seconds = 0;     // ... with this much time between them
};

LoopbackAnswer answer_with(int status, std::string_view body, std::string_view headers = "");
LoopbackAnswer answer_with_gzip(std::string_view body);
// The first `bytes` of an answer, then `end`.
LoopbackAnswer cut(LoopbackAnswer answer, std::size_t bytes, LoopbackAnswer::End end);

class LoopbackServer {
 public:
  // `answer` is called by the threads of the connections, side by side.
  explicit LoopbackServer(std::function<LoopbackAnswer(const LoopbackRequest&)> answer);
  // Request n gets answer n, whoever asks; the last one is repeated.
  explicit LoopbackServer(std::vector<LoopbackAnswer> script);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url(std::string_view target = "/") const;
  std::vector<LoopbackRequest> requests() const;
  int connections() const { return connections_; }

 private:
  void accept_all();
  void serve(FileDescriptor socket, int connection);
  bool carry_out(int socket, const LoopbackAnswer& answer) const;
  bool wait(double seconds) const;

  std::function<LoopbackAnswer(const LoopbackRequest&)> answer_;
  FileDescriptor listener_;
  FileDescriptor stop_;  // readable once the server goes away
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<LoopbackRequest> requests_;  // guarded by mutex_
  std::vector<std::thread> serving_;       // the accepting thread's
  std::thread accepting_;
};

}  // namespace stratgen
