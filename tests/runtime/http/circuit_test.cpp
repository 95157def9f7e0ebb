#include "runtime/http/circuit.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("a circuit opens after so many failures in a row") {
  Circuit circuit(3, 30);
  circuit.failed(1, "503", false);
  circuit.failed(2, "503", false);
  circuit.succeeded();
  circuit.failed(3, "503", false);
  circuit.failed(4, "503", false);
  CHECK(!circuit.blocked(4));
  CHECK(!circuit.begin());
  circuit.failed(5, "reset", false);
  CHECK(circuit.blocked(5) ==
        "left alone for another 30 s after 3 failures in a row, the last: reset");
  CHECK(circuit.blocked(34.5) ==
        "left alone for another 1 s after 3 failures in a row, the last: reset");
  CHECK(!circuit.blocked(35));
}

TEST_CASE("an open circuit lets one call probe at a time") {
  Circuit circuit(1, 30);
  circuit.failed(0, "503", false);
  REQUIRE(!circuit.blocked(30));
  CHECK(circuit.begin());
  CHECK(circuit.blocked(31) ==
        "left alone while one call finds out how it is after 1 failures in a row, the last: 503");
  SUBCASE("a probe that fails opens it anew") {
    circuit.failed(32, "502", true);
    circuit.end_probe();
    CHECK(circuit.blocked(61));
    CHECK(!circuit.blocked(62));
  }
  SUBCASE("a probe that succeeds closes it") {
    circuit.succeeded();
    circuit.end_probe();
    CHECK(!circuit.blocked(32));
    CHECK(!circuit.begin());
  }
  SUBCASE("a probe that finds out nothing leaves it to the next") {
    circuit.end_probe();
    CHECK(!circuit.blocked(32));
    CHECK(circuit.begin());
  }
}

TEST_CASE("failures of calls under way do not keep a circuit open for longer") {
  Circuit circuit(2, 30);
  circuit.failed(0, "503", false);
  circuit.failed(1, "503", false);
  circuit.failed(20, "503", false);
  CHECK(circuit.blocked(30));
  CHECK(!circuit.blocked(31));
  circuit.failed(32, "503", false);
  CHECK(!circuit.blocked(33));
}

TEST_CASE("a success of a call under way closes a circuit") {
  Circuit circuit(1, 30);
  circuit.failed(0, "503", false);
  REQUIRE(circuit.blocked(1));
  circuit.succeeded();
  CHECK(!circuit.blocked(1));
}
