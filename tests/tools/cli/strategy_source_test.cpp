#include "tools/cli/strategy_source.hpp"

#include "runtime/base/file.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <cstdint>
#include <string>

using namespace stratgen;
namespace fs = std::filesystem;

namespace {

// A home and a workspace that tests put strategies into.
struct Place {
  TemporaryFolder folder;
  Context context{Home{folder.path() / "home"},
                  folder.path() / "workspace",
                  false,
                  Console(stdout),
                  Console(stderr),
                  {}};

  void put(const fs::path& root, const std::string& name, const std::string& text) {
    REQUIRE(write_file(root / name / "spec.json", "{}"));
    REQUIRE(write_file(root / name / "strategy.cpp", text));
  }
  fs::path recorded() const { return context.home.generated(); }
  fs::path emitted() const { return context.workspace / "generated"; }
};

}  // namespace

TEST_CASE("a file is read as it is and has no folder of artifacts") {
  Place place;
  const fs::path file = place.folder.path() / "with a blank é.cpp";
  REQUIRE(write_file(file, "int a;\n"));
  const auto source = find_strategy(place.context, file.string());
  REQUIRE(source);
  CHECK(source->text == "int a;\n");
  CHECK(source->file == file);
  CHECK(source->folder.empty());
}

TEST_CASE("what may have no end is not read, and what is far too long neither") {
  Place place;
  const fs::path pipe = place.folder.path() / "pipe.cpp";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const fs::path link = place.folder.path() / "zero.cpp";
  fs::create_symlink("/dev/zero", link);
  for (const fs::path& each : {pipe, link}) {
    const auto source = find_strategy(place.context, each.string());
    REQUIRE_FALSE(source);
    CHECK(source.error().fault == Fault::Data);
    CHECK(source.error().message.find("a pipe or a device") != std::string::npos);
  }
  const fs::path huge = place.folder.path() / "huge.cpp";
  REQUIRE(write_file(huge, ""));
  fs::resize_file(huge, std::uintmax_t{1} << 33);
  const auto source = find_strategy(place.context, huge.string());
  REQUIRE_FALSE(source);
  CHECK(source.error().fault == Fault::Strategy);
}

TEST_CASE("a name is a slug or category/slug") {
  Place place;
  place.put(place.recorded(), "momentum/sma", "recorded");
  for (const char* name : {"sma", "momentum/sma"}) {
    CAPTURE(name);
    const auto source = find_strategy(place.context, name);
    REQUIRE(source);
    CHECK(source->text == "recorded");
    CHECK(source->folder == place.recorded() / "momentum" / "sma");
  }
}

TEST_CASE("the workspace's own come before the recorded ones") {
  Place place;
  place.put(place.recorded(), "momentum/sma", "recorded");
  place.put(place.emitted(), "momentum/sma", "emitted");
  CHECK(find_strategy(place.context, "sma")->text == "emitted");
}

TEST_CASE("a slug in two categories has to be named with its category") {
  Place place;
  place.put(place.recorded(), "momentum/sma", "one");
  place.put(place.recorded(), "mean-reversion/sma", "two");
  const auto source = find_strategy(place.context, "sma");
  REQUIRE_FALSE(source);
  CHECK(source.error().fault == Fault::Usage);
  CHECK(source.error().message == "there are several sma: name mean-reversion/sma or momentum/sma");
  CHECK(find_strategy(place.context, "momentum/sma")->text == "one");
}

TEST_CASE("an unknown name suggests the nearest one") {
  Place place;
  place.put(place.recorded(), "momentum/sma-crossover", "");
  const auto source = find_strategy(place.context, "sma-crosover");
  REQUIRE_FALSE(source);
  CHECK(source.error().fault == Fault::Usage);
  CHECK(source.error().message.starts_with(
      "there is no file and no emitted strategy called \"sma-crosover\"; did you mean "
      "sma-crossover?"));
}

TEST_CASE("a skipped document has a spec and no program, and says why") {
  Place place;
  REQUIRE(write_file(place.recorded() / "value" / "book" / "spec.json",
                     R"({"skipped": "It needs books."})"));
  CHECK(find_emitted(place.context, "book").value() == place.recorded() / "value" / "book");
  const auto source = find_strategy(place.context, "book");
  REQUIRE_FALSE(source);
  CHECK(source.error().fault == Fault::Usage);
  CHECK(source.error().message == "book has no program to run: It needs books.");
  REQUIRE(write_file(place.recorded() / "value" / "book" / "spec.json", "{}"));
  CHECK(find_strategy(place.context, "book").error().message ==
        "book has no program to run; run stratgen discover");
}

TEST_CASE("a missing file is bad data, a folder without a strategy no strategy") {
  Place place;
  const auto missing = find_strategy(place.context, "nosuch.cpp");
  CHECK(missing.error().fault == Fault::Data);
  CHECK(missing.error().message == "cannot read nosuch.cpp: No such file or directory");
  fs::create_directories(place.recorded() / "momentum" / "empty");
  REQUIRE(write_file(place.recorded() / "momentum" / "file", "no folder"));
  CHECK(find_strategy(place.context, "empty").error().fault == Fault::Usage);
}
