#include "compiler/worker/serve.hpp"

#include "compiler/worker/messages.hpp"
#include "tests/compiler/worker/worker_sources.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("a worker answers until nobody is there, or what it is told makes no sense") {
  auto jit = Jit::create();
  REQUIRE(jit);
  REQUIRE(warm_up(*jit));
  auto pair = make_channel_pair();
  REQUIRE(pair);
  Channel ours(std::move(pair->ours));
  std::thread worker([&, theirs = Channel(std::move(pair->theirs))] {
    serve(theirs, *jit, std::chrono::seconds(60));
  });
  REQUIRE(ours.send(compile_request(with_next("buy();"), {})));
  auto reply = ours.receive(reply_limit);
  REQUIRE(reply);
  const auto compiled = read_compile_reply(std::move(*reply));
  REQUIRE(compiled);
  REQUIRE(*compiled);
  REQUIRE(ours.send(trial_request("S", (*compiled)->object, equal_bars(20))));
  const auto over = ours.receive(reply_limit);
  REQUIRE(over);
  CHECK(read_trial_reply(*over));
  REQUIRE(ours.send({"{\"ask\":\"everything\"}", ""}));
  worker.join();
}
