#include "compiler/inspect/readable_names.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("a symbol is what it is called in the source") {
  CHECK(signature("_ZN3Sma4nextEv") == "Sma::next()");
  CHECK(call_name("_ZN3Sma6volumeEid") == "Sma::volume()");
  CHECK(signature("_ZN3Sma6volumeEid") == "Sma::volume(int, double)");
  CHECK(base_name("_ZN3Sma6volumeEid") == "volume");
}

TEST_CASE("the namespaces of the contract are left out, also in arguments") {
  CHECK(signature("_ZN8stratgen2v16detail4gapsENS0_6SeriesE") == "gaps(Series)");
}

TEST_CASE("what a template returns is left out") {
  // int half<double>(double)
  CHECK(signature("_Z4halfIdEiT_") == "half<double>(double)");
  CHECK(call_name("_Z4halfIdEiT_") == "half<double>()");
}

TEST_CASE("other texts stay") {
  for (const char* each : {"sg_place", "", "_Z", "_Znonsense", "stratgen_run"}) {
    CHECK(signature(each) == each);
    CHECK(call_name(each) == each);
    CHECK(base_name(each) == each);
  }
}
