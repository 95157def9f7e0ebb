#include "runtime/engine/pointer_lists.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using stratgen::PointerLists;

TEST_CASE("lists stay as they are until all are dropped") {
  PointerLists lists;
  int a = 0, b = 0;
  std::vector<std::span<const void*>> made;
  for (std::size_t i = 0; i < 300; ++i) {
    made.push_back(lists.make(i));
    std::ranges::fill(made.back(), i % 2 ? &a : &b);
  }
  for (std::size_t i = 0; i < made.size(); ++i) {
    CHECK(made[i].size() == i);
    for (const void* each : made[i]) CHECK(each == (i % 2 ? &a : &b));
  }
  CHECK(lists.bytes() == 8 * 300 * 299 / 2);
  lists.clear();
  CHECK(lists.bytes() == 0);
}

TEST_CASE("memory is used again after all were dropped") {
  PointerLists lists;
  const void* const* const first = lists.make(40).data();
  const void* const* const second = lists.make(5000).data();
  lists.clear();
  CHECK(lists.make(40).data() == first);
  CHECK(lists.make(5000).data() == second);
}
