#include "runtime/base/hash.hpp"

#include <doctest/doctest.h>

TEST_CASE("sha256 gives the standard's digests") {  // FIPS 180-4, examples
  CHECK(stratgen::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(stratgen::sha256("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
