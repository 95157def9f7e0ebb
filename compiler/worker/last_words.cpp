#include "compiler/worker/last_words.hpp"

#include "compiler/worker/message_header.hpp"

#include <sys/socket.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>

namespace stratgen {

namespace {

constexpr std::array signals = {SIGPROF, SIGSEGV, SIGBUS,  SIGILL,
                                SIGFPE,  SIGTRAP, SIGABRT, SIGXCPU};

// A handler finds nothing but what is static.
std::atomic<int>& open_channel() {
  static std::atomic<int> channel = -1;
  return channel;
}

void say_and_die(int signal) {
  say_last_words();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

std::atomic<int>& LastWords::progress() {
  static std::atomic<int> offset = 0;
  return offset;
}

LastWords::LastWords(int channel) {
  progress() = 0;
  open_channel() = channel;
  struct sigaction action{};
  action.sa_handler = say_and_die;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (const int signal : signals) ::sigaction(signal, &action, nullptr);
}

LastWords::~LastWords() {
  for (const int signal : signals) std::signal(signal, SIG_DFL);
  open_channel() = -1;
}

// Without allocating: it may be the allocator that was interrupted.
void say_last_words() {
  const int channel = open_channel().exchange(-1);
  if (channel < 0) return;
  constexpr std::string_view before = R"({"progress":)";
  std::array<char, sizeof(MessageHeader) + before.size() + 16> message;
  char* const fields = message.data() + sizeof(MessageHeader);
  std::memcpy(fields, before.data(), before.size());
  char* end = fields + before.size();
  end = std::to_chars(end, end + 12, LastWords::progress().load()).ptr;
  *end++ = '}';
  const MessageHeader header{static_cast<std::uint32_t>(end - fields), 0};
  std::memcpy(message.data(), &header, sizeof header);
  (void)::send(channel, message.data(), static_cast<std::size_t>(end - message.data()),
               MSG_NOSIGNAL);
}

}  // namespace stratgen
