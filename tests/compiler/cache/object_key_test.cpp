#include "compiler/cache/object_key.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace stratgen;

TEST_CASE("a key is 64 hexadecimal digits, the same every time") {
  const std::string once = object_key("source", {});
  CHECK(once.size() == 64);
  CHECK(once.find_first_not_of("0123456789abcdef") == once.npos);
  CHECK(object_key("source", {}) == once);
}

TEST_CASE("everything that decides the code has a key of its own") {
  std::set<std::string> keys = {object_key("source", {}), object_key("source ", {}),
                                object_key("", {})};
  const auto with = [&](auto change) {
    CompileOptions options;
    change(options);
    keys.insert(object_key("source", options));
  };
  with([](CompileOptions& o) { o.debug_info = DebugInfo::Lines; });
  with([](CompileOptions& o) { o.debug_info = DebugInfo::Full; });
  with([](CompileOptions& o) { o.text_on_disk.source = "a.cpp"; });
  with([](CompileOptions& o) { o.text_on_disk.headers = "a.cpp"; });
  with([](CompileOptions& o) { o.optimised = false; });
  with([](CompileOptions& o) { o.layers.text = false; });
  with([](CompileOptions& o) { o.layers.tree = false; });
  with([](CompileOptions& o) { o.layers.code = false; });
  with([](CompileOptions& o) { o.max_bytes = 5; });  // which the source does not fit
  CHECK(keys.size() == 12);
}

TEST_CASE("the name of the file and a limit that holds do not matter") {
  CompileOptions options;
  options.file_name = "elsewhere/strategy.cpp";
  options.max_bytes = 6;
  CHECK(object_key("source", options) == object_key("source", {}));
}
