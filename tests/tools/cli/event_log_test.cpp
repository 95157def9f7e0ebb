#include "tools/cli/event_log.hpp"

#include "runtime/base/file.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <sstream>
#include <thread>
#include <vector>

using namespace stratgen;

TEST_CASE("lines of several threads and logs are whole, and none is lost") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "log.jsonl";
  REQUIRE(write_file(path, "{\"number\":-1}\n"));  // of an earlier run
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&path, t] {
      auto log = EventLog::open(path);
      REQUIRE(log);
      for (int i = 0; i < 100; ++i) {
        log->write({{"event", "answer"}, {"number", (100 * t) + i}, {"text", "a\nb \xC3\xBC"}});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::istringstream lines(read_file(path).value());
  std::set<int> numbers;
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    REQUIRE_FALSE(json.is_discarded());
    numbers.insert(json["number"].get<int>());
    if (json["number"] >= 0) CHECK(json["at"].get<std::string>().ends_with("Z"));
  }
  CHECK(numbers.size() == 401);
}

TEST_CASE("a log that cannot be written is wrong usage") {
  const auto log = EventLog::open("/nonexistent/log.jsonl");
  REQUIRE_FALSE(log);
  CHECK(log.error().fault == Fault::Usage);
  CHECK(log.error().message.starts_with("--log /nonexistent/log.jsonl: No such file"));
}
