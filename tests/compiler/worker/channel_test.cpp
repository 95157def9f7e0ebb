#include "compiler/worker/channel.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

using namespace stratgen;
using std::chrono::milliseconds;

namespace {

struct Ends {
  Channel ours, theirs;
  int raw = -1;  // the other end, past the channel
};

Ends connect() {
  auto pair = make_channel_pair();
  REQUIRE(pair);
  const int raw = pair->theirs.get();
  return {Channel(std::move(pair->ours)), Channel(std::move(pair->theirs)), raw};
}

Deadline soon() { return Deadline::clock::now() + milliseconds(50); }

void send_raw(int socket, const std::vector<std::uint32_t>& words) {
  const std::size_t bytes = words.size() * sizeof words[0];
  REQUIRE(::send(socket, words.data(), bytes, 0) == static_cast<ssize_t>(bytes));
}

}  // namespace

TEST_CASE("a message larger than the socket's buffer arrives whole") {
  const Ends ends = connect();
  const Message sent{"fields", std::string(5 << 20, 'x')};
  std::thread sender([&] { CHECK(ends.theirs.send(sent)); });
  const auto received =
      ends.ours.receive({100, 6 << 20}, Deadline::clock::now() + milliseconds(20'000));
  sender.join();
  REQUIRE(received);
  CHECK(received->fields == sent.fields);
  CHECK(received->bytes == sent.bytes);
}

TEST_CASE("a message that announces more than it may have is not waited for") {
  const Ends ends = connect();
  send_raw(ends.raw, {101, 0});
  CHECK(ends.ours.receive({100, 100}).error() == Loss::TooLarge);
  const Ends others = connect();
  send_raw(others.raw, {0, UINT32_MAX});
  CHECK(others.ours.receive({100, 100}).error() == Loss::TooLarge);
}

TEST_CASE("an end that says nothing, or half, costs no more than the deadline") {
  const Ends ends = connect();
  CHECK(ends.ours.receive({100, 100}, soon()).error() == Loss::Late);
  send_raw(ends.raw, {50, 50, 1, 2, 3});
  CHECK(ends.ours.receive({100, 100}, soon()).error() == Loss::Late);
}

TEST_CASE("an end that reads nothing costs no more than the deadline") {
  const Ends ends = connect();
  CHECK(ends.ours.send({"", std::string(50 << 20, 'x')}, soon()).error() == Loss::Late);
}

TEST_CASE("an end that is gone is noticed, in the middle of a message too") {
  Ends ends = connect();
  send_raw(ends.raw, {50, 50, 1, 2, 3});
  ends.theirs = Channel();
  CHECK(ends.ours.receive({100, 100}, soon()).error() == Loss::Closed);
  CHECK(ends.ours.receive({100, 100}).error() == Loss::Closed);
  CHECK(ends.ours.send({"x", "y"}, soon()).error() == Loss::Closed);
}
