#include "runtime/http/query.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("a query escapes what a URL may not hold, and leaves out what is empty") {
  CHECK(query({{"symbols", "BTC/USD"}, {"page_token", ""}, {"limit", "10"}}) ==
        "?symbols=BTC%2FUSD&limit=10");
  CHECK(query({}).empty());
  CHECK(percent_encoded("^GSPC CL=F \xc3\xbc") == "%5EGSPC%20CL%3DF%20%C3%BC");
  CHECK(percent_encoded("Az09-._~") == "Az09-._~");
}
