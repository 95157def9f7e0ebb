// perf's dump, read back by the format's specification: tools/perf/Documentation/
// jitdump-specification.txt of the Linux kernel.
#include "compiler/jit/perf_dump.hpp"

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "tests/compiler/check/refused_sources.hpp"
#include "tests/compiler/jit/small_host.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

namespace {

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("stratgen-perf-test-" + std::to_string(getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

struct Reader {
  std::string_view rest;

  template <class Number>
  Number number() {
    Number value;
    REQUIRE(rest.size() >= sizeof value);
    std::memcpy(&value, rest.data(), sizeof value);
    rest.remove_prefix(sizeof value);
    return value;
  }
  std::string text() {
    const std::string result(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(result.size() + 1);
    return result;
  }
  std::string_view bytes(std::size_t count) {
    REQUIRE(rest.size() >= count);
    const std::string_view result = rest.substr(0, count);
    rest.remove_prefix(count);
    return result;
  }
};

struct Line {
  std::uint64_t address;
  std::uint32_t line;
  std::string file;
};

std::vector<Line> read_lines(Reader record) {
  record.number<std::uint64_t>();  // the function's address
  std::vector<Line> lines(record.number<std::uint64_t>());
  for (Line& each : lines) {
    each.address = record.number<std::uint64_t>();
    each.line = record.number<std::uint32_t>();
    record.number<std::uint32_t>();  // discriminator
    each.file = record.text();
  }
  CHECK(record.rest.empty());
  return lines;
}

struct Code {
  std::uint64_t address;
  std::string name;
  std::string bytes;
};

Code read_code(Reader record) {
  CHECK(record.number<std::uint32_t>() == static_cast<std::uint32_t>(getpid()));
  record.number<std::uint32_t>();  // thread
  const auto address = record.number<std::uint64_t>();
  CHECK(record.number<std::uint64_t>() == address);
  const auto size = record.number<std::uint64_t>();
  CHECK(record.number<std::uint64_t>() == 0);  // the first function
  const std::string name = record.text();
  return {address, name, std::string(record.bytes(size))};
}

}  // namespace

TEST_CASE("the dump holds the code, its name and its lines as the strategy sees them") {
  const Folder folder;
  std::optional<Jit> jit = std::move(*Jit::create({.perf_folder = folder.path}));
  // in_next() puts the body on the line 10.
  const auto compiled =
      compile(in_next("x += close[1] * f;\nif (x > 1e9) buy();"),
              {.debug_info = DebugInfo::Full, .text_on_disk = {"/disk/mine.cpp", "/disk/include"}});
  REQUIRE(compiled);
  auto linked = LinkedProgram::link(*jit, compiled->object, small_host());
  REQUIRE(linked);
  const auto entry = reinterpret_cast<std::uintptr_t>(linked->entry());
  const std::string dump =
      read_file(folder.path / ("jit-" + std::to_string(getpid()) + ".dump")).value();

  Reader reader{dump};
  CHECK(reader.number<std::uint32_t>() == 0x4A695444);
  CHECK(reader.number<std::uint32_t>() == 1);   // version
  CHECK(reader.number<std::uint32_t>() == 40);  // bytes of the header
  reader.number<std::uint32_t>();               // machine
  CHECK(reader.number<std::uint32_t>() == 0);
  CHECK(reader.number<std::uint32_t>() == static_cast<std::uint32_t>(getpid()));
  reader.number<std::uint64_t>();              // time
  CHECK(reader.number<std::uint64_t>() == 0);  // flags: perf refuses others

  std::vector<Line> lines;
  std::vector<Code> codes;
  while (!reader.rest.empty()) {
    const auto kind = reader.number<std::uint32_t>();
    const auto bytes = reader.number<std::uint32_t>();
    reader.number<std::uint64_t>();  // time
    const Reader record{reader.bytes(bytes - 16)};
    if (kind == 2) lines = read_lines(record);
    if (kind == 0) codes.push_back(read_code(record));
  }
  REQUIRE(codes.size() == 1);
  CHECK(codes[0].name == "stratgen_run");
  CHECK(codes[0].address == entry);
  CHECK(std::memcmp(codes[0].bytes.data(), reinterpret_cast<const void*>(entry),
                    codes[0].bytes.size()) == 0);

  bool at_sum = false;
  for (const Line& each : lines) {
    CHECK(each.line != 0);
    CHECK(each.address >= entry + 0x40);  // behind the header of the file that perf makes
    CHECK(each.address < entry + 0x40 + codes[0].bytes.size());
    at_sum = at_sum || (each.file == "/disk/mine.cpp" && each.line == 10);
  }
  CHECK(at_sum);
  linked = fail(Fault::Internal, "gone");  // before the linker goes
}

TEST_CASE("a folder that does not take the dump is an error") {
  const auto jit = Jit::create({.perf_folder = "/nonexistent folder"});
  REQUIRE_FALSE(jit);
  CHECK(jit.error().message.starts_with("/nonexistent folder/jit-"));
}
