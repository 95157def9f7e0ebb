#include "compiler/frontend/toolchain.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

using namespace stratgen;

// Tests run in the root of the repository.
TEST_CASE("the sources that decide machine code are hashed as they are, all of them") {
  std::set<std::string> files;
  for (const char* const folder :
       {"compiler/frontend", "compiler/check", "runtime/include/stratgen"})
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder))
      if (each.path().extension() == ".cpp" || each.path().extension() == ".hpp")
        files.insert(each.path().generic_string());
  CHECK(files.contains("compiler/frontend/fuel.cpp"));
  std::string lines;
  for (const std::string& file : files) {
    const auto text = read_file(file);
    REQUIRE(text);
    lines += file + " " + sha256(*text) + "\n";
  }
  CHECK(compiler_sources_hash() == sha256(lines));
}

TEST_CASE("the toolchain has one name in a process") {
  CHECK(toolchain_id().size() == 64);
  CHECK(&toolchain_id() == &toolchain_id());
}
