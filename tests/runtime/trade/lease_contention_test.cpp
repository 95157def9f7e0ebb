// Processes that want one lease: never two of them hold it.
#include "runtime/trade/lease.hpp"
#include "tests/runtime/child_process.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/mman.h>

#include <atomic>
#include <memory>
#include <new>
#include <random>
#include <vector>

namespace stratgen {
namespace {

using testing::Child;
using testing::linger;
using testing::report_one;
using testing::TemporaryFolder;
using Taken = std::variant<Lease, LeaseHolder>;

// What all children see.
struct Seen {
  std::atomic<int> holder = 0;    // whose turn it is; 0: nobody's
  std::atomic<int> overlaps = 0;  // two at a time
  std::atomic<int> turns = 0;
  std::atomic<std::int64_t> token = 0;
};

class Shared {
 public:
  Shared()
      : seen_(new(::mmap(nullptr, sizeof(Seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                         -1, 0)) Seen) {}
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() { ::munmap(seen_, sizeof(Seen)); }
  Seen* operator->() const { return seen_; }

 private:
  Seen* seen_;
};

// Takes turns until `turns` are over: each time it holds the lease it writes its name, does some
// work, and looks whether the name is still there. A killed one leaves its name behind, which the
// next may find.
int compete(const TemporaryFolder& folder, const Shared& seen, int name, int turns, int pipe) {
  std::mt19937 random(static_cast<unsigned>(name));
  while (seen->turns < turns) {
    Result<Taken> taken = Lease::take(folder.folder(), "paper", {.seconds = 60});
    if (!taken) return 1;
    const auto* lease = std::get_if<Lease>(&*taken);
    if (lease == nullptr) continue;
    if (const int other = seen->holder.exchange(name); other != 0 && !lease->taken_over())
      ++seen->overlaps;
    if (seen->token.exchange(lease->token()) >= lease->token()) ++seen->overlaps;
    linger(random);
    if (!lease->held() || seen->holder != name) ++seen->overlaps;
    ++seen->turns;
    report_one(pipe);
    seen->holder = 0;
  }
  return 0;
}

TEST_CASE("of two processes that want a lease one holds it, over 100 turns") {
  const TemporaryFolder folder;
  const Shared seen;
  std::vector<std::unique_ptr<Child>> children;
  for (int name : {1, 2}) {
    children.push_back(std::make_unique<Child>(
        [&, name](int pipe) { return compete(folder, seen, name, 100, pipe); }));
  }
  for (const auto& child : children) CHECK(child->exit_code() == 0);
  CHECK(seen->overlaps == 0);
  CHECK(seen->turns >= 100);
}

TEST_CASE("holders that are killed at any moment are replaced, and never beside a living one") {
  std::mt19937 random(20260304);
  const TemporaryFolder folder;
  const Shared seen;
  constexpr int no_end = 1'000'000;
  Child steady([&](int pipe) { return compete(folder, seen, 1, no_end, pipe); });
  for (int name = 2; name < 32; ++name) {
    Child doomed([&](int pipe) { return compete(folder, seen, name, no_end, pipe); });
    doomed.await(1);
    linger(random);
    doomed.kill();
  }
  steady.kill();
  CHECK(seen->overlaps == 0);
  CHECK(seen->turns >= 30);
}

}  // namespace
}  // namespace stratgen
