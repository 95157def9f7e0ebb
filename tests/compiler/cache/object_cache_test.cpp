#include "compiler/cache/object_cache.hpp"

#include "runtime/base/file.hpp"
#include "tests/compiler/cache/objects.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

namespace fs = std::filesystem;

ObjectCache open_cache(const fs::path& folder, std::size_t max_bytes = 1 << 20) {
  auto cache = ObjectCache::open(folder, max_bytes);
  REQUIRE(cache);
  return std::move(*cache);
}

fs::path file_of(const fs::path& folder, const std::string& key) {
  return folder / key.substr(0, 1) / key;
}

mode_t mode_of(const fs::path& path) {
  struct stat status{};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

void set_age(const fs::path& file, std::time_t seconds) {
  const timespec then{std::time(nullptr) - seconds, 0};
  const timespec times[] = {then, then};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
}

std::time_t age_of(const fs::path& file) {
  struct stat status{};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return std::time(nullptr) - status.st_mtim.tv_sec;
}

std::size_t number_of_files(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder)) count += !each.is_directory();
  return count;
}

// What `work` returns, in a process of its own.
int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("what is stored is found, also when it is opened again") {
  const PrivateFolder home;
  const fs::path folder = home.path() / "cache" / "stratgen" / "objects";
  {
    const ObjectCache cache = open_cache(folder);
    CHECK_FALSE(cache.find(key()));
    REQUIRE(cache.store(key(), some_object()));
    REQUIRE(cache.store(key(), some_object(200)));  // replaces
  }
  const auto found = open_cache(folder).find(key());
  REQUIRE(found);
  CHECK(same(*found, some_object(200)));
  CHECK(number_of_files(folder) == 1);
}

TEST_CASE("folders and files are for their user alone") {
  const PrivateFolder home;
  const mode_t before = ::umask(0);
  const ObjectCache cache = open_cache(home.path() / "new" / "objects");
  REQUIRE(cache.store(key(), some_object()));
  ::umask(before);
  CHECK(mode_of(home.path() / "new") == 0700);
  CHECK(mode_of(home.path() / "new" / "objects") == 0700);
  CHECK(mode_of(home.path() / "new" / "objects" / "a") == 0700);
  CHECK(mode_of(file_of(home.path() / "new" / "objects", key())) == 0600);
}

TEST_CASE("a folder that others may write to is refused, one they may read is closed to them") {
  const PrivateFolder home;
  for (const mode_t mode : {0770U, 0707U, 0777U, 01777U, 0720U}) {
    REQUIRE(::chmod(home.path().c_str(), mode) == 0);
    const auto refused = ObjectCache::open(home.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("others may write to " + home.path().string()) !=
          std::string::npos);
  }
  REQUIRE(::chmod(home.path().c_str(), 0755) == 0);
  CHECK(ObjectCache::open(home.path()));
  CHECK(mode_of(home.path()) == 0700);
}

TEST_CASE("what is no folder of ours is an error") {
  const PrivateFolder home;
  REQUIRE(write_file(home.path() / "file", "a file"));
  fs::create_directory(home.path() / "real");
  fs::create_directory_symlink(home.path() / "real", home.path() / "link");
  CHECK_FALSE(ObjectCache::open(home.path() / "file"));
  CHECK_FALSE(ObjectCache::open(home.path() / "file" / "below"));
  CHECK_FALSE(ObjectCache::open(home.path() / "link"));
  CHECK_FALSE(ObjectCache::open("/proc/nosuch/objects"));
  CHECK_FALSE(ObjectCache::open(""));
  if (::geteuid() == 0) {
    REQUIRE(::chown((home.path() / "real").c_str(), 65534, 65534) == 0);
    CHECK_FALSE(ObjectCache::open(home.path() / "real"));
  }
}

TEST_CASE("a damaged file is absent, and gone") {
  const PrivateFolder home;
  const ObjectCache cache = open_cache(home.path());
  const fs::path file = file_of(home.path(), key());
  REQUIRE(cache.store(key(), some_object()));
  const std::string whole = *read_file(file);
  for (const std::string& damaged :
       {std::string(), whole.substr(0, 1), whole.substr(0, whole.size() - 1), whole + "x",
        std::string(whole.size(), '\0'), whole.substr(0, whole.size() - 4) + "\n\n\n\n"}) {
    CAPTURE(damaged.size());
    REQUIRE(write_file(file, damaged));
    CHECK_FALSE(cache.find(key()));
    CHECK_FALSE(fs::exists(file));
  }
  REQUIRE(cache.store(key(), some_object()));
  fs::rename(file, file_of(home.path(), key('a', '1')));
  CHECK_FALSE(cache.find(key('a', '1')));  // it is another key's
  REQUIRE(cache.store(key(), some_object()));
  CHECK(cache.find(key()));
}

TEST_CASE("a file of another user, one that others may write to, and what is no file are absent") {
  const PrivateFolder home;
  const ObjectCache cache = open_cache(home.path());
  const fs::path file = file_of(home.path(), key());
  const auto refused = [&] {
    CHECK_FALSE(cache.find(key()));
    CHECK_FALSE(fs::exists(fs::symlink_status(file)));
    REQUIRE(cache.store(key(), some_object()));
    REQUIRE(cache.find(key()));
  };
  REQUIRE(cache.store(key(), some_object()));
  for (const mode_t mode : {0620U, 0602U, 0666U}) {
    REQUIRE(::chmod(file.c_str(), mode) == 0);
    refused();
  }
  fs::rename(file, home.path() / "elsewhere");
  fs::create_symlink(home.path() / "elsewhere", file);
  refused();
  CHECK(fs::exists(home.path() / "elsewhere"));
  fs::remove(file);
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  refused();
  if (::geteuid() == 0) {
    REQUIRE(::chown(file.c_str(), 65534, 65534) == 0);
    refused();
  }
}

TEST_CASE("what was not used for longest makes room") {
  const PrivateFolder home;
  // 16 KB for each first digit: four files of a block.
  const ObjectCache cache = open_cache(home.path(), 16 * 4 * 4096);
  for (const char number : {'0', '1', '2', '3'}) {
    REQUIRE(cache.store(key('a', number), some_object()));
    REQUIRE(cache.store(key('b', number), some_object()));
    set_age(file_of(home.path(), key('a', number)), 10 * 24 * 3600 - (number - '0'));
  }
  CHECK(cache.find(key('a', '0')));  // the oldest, used now
  REQUIRE(cache.store(key('a', '4'), some_object()));
  CHECK(cache.find(key('a', '0')));
  CHECK_FALSE(cache.find(key('a', '1')));
  CHECK(cache.find(key('a', '2')));
  // Two blocks: two others go.
  set_age(file_of(home.path(), key('a', '2')), 3);
  set_age(file_of(home.path(), key('a', '3')), 2);
  REQUIRE(cache.store(key('a', '5'), some_object(5000)));
  CHECK_FALSE(cache.find(key('a', '2')));
  CHECK_FALSE(cache.find(key('a', '3')));
  CHECK(cache.find(key('a', '0')));
  CHECK(cache.find(key('a', '4')));
  CHECK(cache.find(key('a', '5')));
  for (const char number : {'0', '1', '2', '3'}) CHECK(cache.find(key('b', number)));
}

TEST_CASE("the whole stays within its bound, and what is too large for it is not kept") {
  const PrivateFolder home;
  const std::size_t max_bytes = 16 * 3 * 4096;
  const ObjectCache cache = open_cache(home.path(), max_bytes);
  for (const char digit : std::string("0123456789abcdef"))
    for (char number = 'g'; number < 'g' + 10; ++number)
      REQUIRE(cache.store(key(digit, number), some_object(3000)));
  CHECK(number_of_files(home.path()) == 16 * 3);
  CHECK_FALSE(cache.store(key(), some_object(3 * 4096)));
  CHECK(number_of_files(home.path()) == 16 * 3);
}

TEST_CASE("a use is written down once a day") {
  const PrivateFolder home;
  const ObjectCache cache = open_cache(home.path());
  const fs::path file = file_of(home.path(), key());
  REQUIRE(cache.store(key(), some_object()));
  set_age(file, 23 * 3600);
  CHECK(cache.find(key()));
  CHECK(age_of(file) >= 23 * 3600);
  set_age(file, 25 * 3600);
  CHECK(cache.find(key()));
  CHECK(age_of(file) < 3600);
}

TEST_CASE("what a process left that was killed while it wrote is not found, and makes room") {
  const PrivateFolder home;
  const ObjectCache cache = open_cache(home.path(), 16 * 2 * 4096);
  REQUIRE(cache.store(key(), some_object()));
  const fs::path rest = file_of(home.path(), key('a', '1')).string() + ".0123456789abcdef.part";
  REQUIRE(write_file(rest, "half of"));
  set_age(rest, 60);
  CHECK_FALSE(cache.find(key('a', '1')));
  REQUIRE(cache.store(key('a', '2'), some_object()));
  CHECK_FALSE(fs::exists(rest));
  CHECK(cache.find(key()));
}

TEST_CASE("on a full disk nothing is stored, nothing is left behind, and what was there is found") {
  const PrivateFolder home;
  const ObjectCache cache = open_cache(home.path());
  REQUIRE(cache.store(key(), some_object()));
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{5000, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto refused = cache.store(key(), some_object(10000));
  const auto also = cache.store(key('b'), some_object(10000));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK_FALSE(refused);
  CHECK_FALSE(also);
  CHECK(number_of_files(home.path()) == 1);
  const auto found = cache.find(key());
  REQUIRE(found);
  CHECK(same(*found, some_object()));
}

TEST_CASE("in a folder that cannot be written to, what is there is found") {
  const PrivateFolder home;
  REQUIRE(open_cache(home.path()).store(key(), some_object()));
  const uid_t user = ::geteuid() == 0 ? 65534 : ::geteuid();  // root may write everywhere
  REQUIRE(::chmod((home.path() / "a").c_str(), 0500) == 0);
  REQUIRE(::chmod(home.path().c_str(), 0500) == 0);
  for (const fs::path& path : {home.path(), home.path() / "a", file_of(home.path(), key())})
    REQUIRE(::lchown(path.c_str(), user, static_cast<gid_t>(-1)) == 0);
  const int code = in_child([&] {
    if (::geteuid() != user && ::seteuid(user) != 0) return 10;
    const auto cache = ObjectCache::open(home.path());
    if (!cache) return 11;
    if (!cache->find(key())) return 12;
    return cache->store(key(), some_object()) || cache->store(key('b'), some_object()) ? 13 : 0;
  });
  REQUIRE(::chmod(home.path().c_str(), 0700) == 0);
  REQUIRE(::chmod((home.path() / "a").c_str(), 0700) == 0);
  CHECK(code == 0);
}

TEST_CASE("processes and threads that write one key and make room leave whole objects only") {
  const PrivateFolder home;
  constexpr std::size_t max_bytes = 16 * 8 * 4096;  // eight files for a first digit
  const auto store_all = [&](char fill) {
    const auto cache = ObjectCache::open(home.path(), max_bytes);
    if (!cache) return 1;
    for (int i = 0; i < 200; ++i) {
      const char number = static_cast<char>('A' + i % 12);
      // What makes room for another may be the file of this one before it has its name.
      (void)cache->store(key('a', number), some_object(3000, fill));
      (void)cache->store(key('c', '0'), some_object(3000, fill));
      const auto found = cache->find(key('c', '0'));
      if (!found || !same(*found, some_object(3000, found->object[0]))) return 2;
    }
    return 0;
  };
  std::vector<pid_t> children;
  for (const char fill : {'x', 'y', 'z'}) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(store_all(fill));
    children.push_back(child);
  }
  std::thread thread([&] { CHECK(store_all('t') == 0); });
  CHECK(store_all('u') == 0);
  thread.join();
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  CHECK(number_of_files(home.path()) <= 8 + 1);
}
