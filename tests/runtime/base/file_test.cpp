#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("stratgen-file-test-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("a file reads back as it was written, in folders made on the way") {
  const Folder folder;
  const fs::path file = folder.path / "a" / "b.txt";
  const std::string content("one\0two\n", 8);
  REQUIRE(stratgen::write_file(file, content));
  CHECK(stratgen::read_file(file).value() == content);
  CHECK((fs::status(file).permissions() & fs::perms::others_read) != fs::perms::none);
}

TEST_CASE("many threads writing one file leave one whole version and nothing beside it") {
  const Folder folder;
  const fs::path file = folder.path / "contended.txt";
  std::vector<std::thread> writers;
  for (char letter = 'a'; letter < 'i'; ++letter) {
    writers.emplace_back([&, letter] {
      for (int i = 0; i < 20; ++i) CHECK(stratgen::write_file(file, std::string(5000, letter)));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string text = stratgen::read_file(file).value();
  CHECK(text == std::string(5000, text[0]));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("what cannot be read or written is an error that names the file") {
  const Folder folder;
  CHECK(stratgen::read_file(folder.path / "absent").error().message.find("absent") !=
        std::string::npos);
  CHECK(stratgen::read_file(folder.path).error().message.find("folder") != std::string::npos);
  const auto refused = stratgen::write_file("/proc/stratgen/none.txt", "text");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fault == stratgen::Fault::Data);
}
