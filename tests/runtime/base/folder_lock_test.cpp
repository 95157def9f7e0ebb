#include "runtime/base/folder_lock.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

TEST_CASE("only one holds a folder at a time") {
  std::atomic<int> inside = 0, most = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const stratgen::FolderLock lock(std::filesystem::temp_directory_path());
        const int now = ++inside;
        if (now > most) most = now;
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(most == 1);
}

TEST_CASE("a folder that is not there is no obstacle") {
  const stratgen::FolderLock lock("/nowhere/at/all");
}
