#include "runtime/base/mapped_file.hpp"

#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <string>

using namespace stratgen;
namespace fs = std::filesystem;

namespace {

std::string text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

}  // namespace

TEST_CASE("a mapped file holds its bytes, also when another takes its place") {
  const fs::path path =
      fs::temp_directory_path() / ("stratgen-mapped-" + std::to_string(::getpid()));
  const std::string content(10'000, 'x');
  REQUIRE(write_file(path, content));
  auto file = MappedFile::open(path);
  REQUIRE(file);
  CHECK(text_of(*file) == content);
  REQUIRE(write_file(path, "other"));
  const MappedFile moved = std::move(*file);
  CHECK(file->bytes().empty());
  CHECK(text_of(moved) == content);
  CHECK(text_of(*MappedFile::open(path)) == "other");

  REQUIRE(write_file(path, ""));
  CHECK(MappedFile::open(path)->bytes().empty());
  fs::remove(path);
}

TEST_CASE("a file that is not there, and a folder, are named") {
  const auto missing = MappedFile::open("/nowhere/x");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "cannot read /nowhere/x: No such file or directory");
  CHECK(MappedFile::open("/").error().message.starts_with("cannot read /: "));
}
