#include "runtime/market/bar_column.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

TEST_CASE("a vector that is moved in is not copied") {
  std::vector<double> values = {1, 2, 3};
  const double* const where = values.data();
  const BarColumn<double> column = std::move(values);
  CHECK(column.data() == where);
  CHECK(column.size() == 3);
  CHECK(column.front() == 1);
  CHECK(column.back() == 3);
  CHECK(column == std::vector<double>{1, 2, 3});
  CHECK_FALSE(column == std::vector<double>{1, 2});
}

TEST_CASE("copies and rows look at the same values and keep them") {
  BarColumn<int> rows;
  const int* where = nullptr;
  {
    const BarColumn<int> column = {1, 2, 3, 4};
    const BarColumn<int> copy = column;
    CHECK(copy.data() == column.data());
    rows = copy.rows(1, 3);
    where = column.data() + 1;
  }
  CHECK(rows.data() == where);
  CHECK(rows == std::vector<int>{2, 3});
  CHECK(rows.rows(1, 1).empty());
}

TEST_CASE("an owner lives as long as the last column that looks at its values") {
  auto owner = std::make_shared<const std::vector<int>>(std::vector<int>{1, 2, 3});
  const std::weak_ptr<const std::vector<int>> alive = owner;
  {
    BarColumn<int> column(owner, *owner);
    owner.reset();
    const BarColumn<int> rest = column.rows(1, 3);
    column = {};
    CHECK_FALSE(alive.expired());
    CHECK(rest == std::vector<int>{2, 3});
  }
  CHECK(alive.expired());
}

TEST_CASE("a change is seen by no other column") {
  BarColumn<int> column = {1, 2, 3};
  const BarColumn<int> before = column;
  column.set(1, 20);
  column.push_back(4);
  CHECK(column == std::vector<int>{1, 20, 3, 4});
  CHECK(before == std::vector<int>{1, 2, 3});

  const std::vector<int> elsewhere = {5, 6};
  BarColumn<int> view(std::make_shared<const int>(0), elsewhere);
  view.set(0, 7);
  CHECK(view == std::vector<int>{7, 6});
  CHECK(elsewhere[0] == 5);

  BarColumn<int> rows = before.rows(0, 2);
  rows.push_back(9);
  CHECK(rows == std::vector<int>{1, 2, 9});
  CHECK(before == std::vector<int>{1, 2, 3});
}

TEST_CASE("a column that nobody shares grows in place") {
  BarColumn<int> column;
  column.reserve(100);
  const int* const where = column.data();
  for (int i = 0; i < 100; ++i) column.push_back(i);
  CHECK(column.data() == where);
  CHECK(column.size() == 100);
  column.set(7, 70);
  CHECK(column.data() == where);
  CHECK(column[7] == 70);
}

TEST_CASE("what was moved from is empty and can be used again") {
  BarColumn<int> column = {1, 2};
  const BarColumn<int> taken = std::move(column);
  CHECK(column.empty());
  column.push_back(3);
  CHECK(column == std::vector<int>{3});
  CHECK(taken == std::vector<int>{1, 2});
}
