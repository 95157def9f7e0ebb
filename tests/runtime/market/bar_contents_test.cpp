#include "runtime/market/bar_contents.hpp"

#include "runtime/base/hash.hpp"
#include "runtime/market/bar_file.hpp"
#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

using namespace stratgen;
using namespace stratgen::testing;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "stratgen-contents-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
  fs::path path;
};

BarContent content(int rows) {
  std::string bytes = to_bar_file(evenly_spaced(0, day, rows));
  return {sha256(bytes), bytes};
}

}  // namespace

TEST_CASE("contents are kept under their hash, one of each, and nothing beside them") {
  const Folder folder;
  const BarContents contents(folder.path);
  const std::vector<BarContent> some = {content(3), content(4), content(3), content(5), content(6)};
  REQUIRE(contents.keep(some));
  CHECK(folder.files() == 4);
  for (const BarContent& each : some) {
    const auto bars = contents.read(each.hash, "SPY");
    REQUIRE(bars);
    CHECK(bars->symbol == "SPY");
    CHECK(to_bar_file(*bars) == each.bytes);
  }
  REQUIRE(contents.keep({}));
}

TEST_CASE("bars stay as they were while their file is replaced or removed") {
  const Folder folder;
  const BarContents contents(folder.path);
  const std::vector<BarContent> some = {content(300)};
  REQUIRE(contents.keep(some));
  const auto bars = contents.read(some[0].hash, "SPY");
  REQUIRE(bars);
  const Bars part = slice(*bars, 10 * day, 20 * day).value();
  CHECK(part.close.data() == bars->close.data() + 10);  // in place
  fs::remove(folder.path / (some[0].hash + ".bars"));
  CHECK(to_bar_file(*bars) == some[0].bytes);
}

TEST_CASE("what a killed writer left is removed by the next") {
  const Folder folder;
  std::ofstream(folder.path / "abc.bars.part") << "half";
  std::ofstream(folder.path / "def.bars.XXXXXX.part") << "of an older version";
  REQUIRE(BarContents(folder.path).keep(std::vector<BarContent>{content(3)}));
  CHECK(folder.files() == 1);
}

TEST_CASE("a write that fails halfway is told and leaves nothing") {
  const Folder folder;
  const pid_t child = ::fork();
  if (child == 0) {  // as on a full disk: no file can grow beyond 1,000 bytes
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::vector<BarContent> some = {content(3), content(100)};
    const auto kept = BarContents(folder.path).keep(some);
    const bool told = !kept && kept.error().fault == Fault::Data &&
                      kept.error().message.starts_with("cannot write " + folder.path.string()) &&
                      kept.error().message.ends_with("File too large");
    ::_exit(told ? 0 : 1);
  }
  REQUIRE(child > 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(folder.files() == 0);
}

TEST_CASE("a content that is not there is named") {
  const Folder folder;
  CHECK(BarContents(folder.path).read("abc", "SPY").error().message ==
        "cannot read " + folder.path.string() +
            "/abc.bars: No such file or directory; import it again: stratgen data import FILE "
            "--symbol SPY");
}
