#include "runtime/http/rate_window.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <vector>

using namespace stratgen;

TEST_CASE("without limits nothing waits") {
  RateWindow window(0, 0);
  for (int i = 0; i < 1000; ++i) {
    CHECK(window.wait(5, 1e9) == 0.0);
    window.add(5, 1e9);
  }
}

TEST_CASE("the request above the limit waits until the first is a minute old") {
  RateWindow window(2, 0);
  window.add(10, 0);
  CHECK(window.wait(12, 0) == 0.0);
  window.add(12, 0);
  CHECK(window.wait(15, 0) == 55.0);  // 10 + 60 - 15
  CHECK(window.wait(70, 0) == 0.0);
  window.add(70, 0);
  CHECK(window.wait(70, 0) == 2.0);  // 12 + 60 - 70
}

TEST_CASE("tokens wait for as many of the oldest as they need") {
  RateWindow window(0, 100);
  window.add(0, 30);
  window.add(1, 30);
  window.add(2, 30);
  CHECK(window.wait(3, 10) == 0.0);
  CHECK(window.wait(3, 11) == 57.0);  // the first goes: 60 - 3
  CHECK(window.wait(3, 70) == 58.0);  // the first two go: 61 - 3
  CHECK(window.wait(3, 71) == 59.0);
}

TEST_CASE("what is larger than the limit by itself goes alone") {
  RateWindow window(0, 100);
  CHECK(window.wait(0, 500) == 0.0);
  window.add(0, 500);
  CHECK(window.wait(1, 1) == 59.0);
  window.add(60, 1);
  CHECK(window.wait(61, 500) == 59.0);
}

TEST_CASE("no minute holds more than the limits, whatever comes") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    RateWindow window(10, 1000);
    double now = 0;
    std::vector<double> when;
    std::vector<double> tokens;
    for (int i = 0; i < 300; ++i) {
      now += uniform(random) * 4;
      const double asked = 300 * uniform(random);
      const double wait = window.wait(now, asked);
      CHECK(wait >= 0);
      CHECK(wait <= 60);
      now += wait + 1e-9;
      CHECK(window.wait(now, asked) == 0.0);
      window.add(now, asked);
      when.push_back(now);
      tokens.push_back(asked);
    }
    for (std::size_t first = 0; first < when.size(); ++first) {
      double count = 0;
      double sum = 0;
      for (std::size_t i = first; i < when.size() && when[i] < when[first] + 60; ++i) {
        count += 1;
        sum += tokens[i];
      }
      CHECK(count <= 10);
      CHECK(sum <= 1000);
    }
  }
}
