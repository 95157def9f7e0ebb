#include "tools/cli/sweep_flags.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

SweepFlags flags() {
  SweepFlags flags;
  flags.strategy = "a.cpp";
  return flags;
}

std::string error_of(const SweepFlags& flags) {
  const auto settings = sweep_settings(flags);
  REQUIRE(!settings);
  CHECK(settings.error().fault == Fault::Usage);
  return settings.error().message;
}

}  // namespace

TEST_CASE("a list is cut at its commas") {
  CHECK(comma_list("").empty());
  CHECK(comma_list("SPY") == std::vector<std::string>{"SPY"});
  CHECK(comma_list("A,,B,") == std::vector<std::string>{"A", "", "B", ""});
}

TEST_CASE("a shard is one of so many") {
  SweepFlags some = flags();
  some.shard = "2/3";
  CHECK(sweep_settings(some).value().plan.shard == 2);
  CHECK(sweep_settings(some).value().plan.shards == 3);
  for (const char* const bad : {"", "3", "0/3", "4/3", "1/0", "-1/3", "1/3/5", "1/3 "}) {
    some.shard = bad;
    CHECK(error_of(some).find("--shard") != std::string::npos);
  }
}

TEST_CASE("what decides a file's content is in its identity, what does not is not") {
  const auto identity = [](auto change) {
    SweepFlags some = flags();
    some.out = "a.sqlite";
    change(some);
    return identity_of(some, sweep_settings(some).value());
  };
  const SweepIdentity plain = identity([](SweepFlags&) {});
  CHECK(identity([](SweepFlags& f) { f.jobs = 1; }) == plain);
  CHECK(identity([](SweepFlags& f) { f.top = 7; }) == plain);
  CHECK(identity([](SweepFlags& f) { f.maximize = "Return [%]"; }) == plain);
  CHECK(identity([](SweepFlags& f) { f.seed = 7; }) == plain);  // nothing is drawn
  CHECK(difference(identity([](SweepFlags& f) { f.run.engine.hedging = true; }), plain) ==
        "--hedging is on and was off");
  CHECK(difference(identity([](SweepFlags& f) { f.shard = "1/2"; }), plain) ==
        "--shard is 1/2 and was 1/1");
  CHECK(difference(identity([](SweepFlags& f) { f.constraints = {"a < b"}; }), plain) ==
        "--constraint a < b is new");
  CHECK(identity([](SweepFlags& f) { f.keep = 50; }) != identity([](SweepFlags& f) {
          f.keep = 50;
          f.maximize = "Return [%]";
        }));
}

TEST_CASE("the engine's flags are repeated where they are not at their defaults") {
  EngineFlags engine;
  CHECK(engine_flags_text(engine).empty());
  engine.cash = 5000;
  engine.hedging = true;
  engine.commission = "5,0.001";
  CHECK(engine_flags_text(engine) == " --cash 5000 --commission 5,0.001 --hedging");
}
