#include "runtime/trade/lease.hpp"

#include "runtime/base/file.hpp"
#include "tests/runtime/child_process.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

using testing::Child;
using testing::report_one;
using testing::TemporaryFolder;
using Taken = std::variant<Lease, LeaseHolder>;

constexpr LeaseTerms forever = {.seconds = 1e6, .renew_seconds = 1e5};
constexpr LeaseTerms brief = {.seconds = 0.3, .renew_seconds = 0.05};

std::optional<Lease> try_take(const TemporaryFolder& folder, const char* account = "paper",
                              LeaseTerms terms = forever) {
  Result<Taken> taken = Lease::take(folder.folder(), account, terms);
  if (!taken) FAIL(taken.error().message);
  if (auto* lease = std::get_if<Lease>(&*taken)) return std::move(*lease);
  return std::nullopt;
}

Lease take(const TemporaryFolder& folder, const char* account = "paper",
           LeaseTerms terms = forever) {
  while (true)
    if (auto lease = try_take(folder, account, terms)) return std::move(*lease);
}

// What stands in the row, behind the lease's back.
void execute(const TemporaryFolder& folder, const char* sql) {
  SQLite::Database((folder.folder() / "leases.sqlite").string(), SQLite::OPEN_READWRITE, 10'000)
      .exec(sql);
}

TEST_CASE("one holds the lease of an account, and says so to whoever asks") {
  const TemporaryFolder folder;
  {
    const Lease lease = take(folder);
    CHECK(lease.held());
    CHECK_FALSE(lease.taken_over());
    Result<Taken> second = Lease::take(folder.folder(), "paper");
    REQUIRE(second.has_value());
    const auto* holder = std::get_if<LeaseHolder>(&*second);
    REQUIRE(holder != nullptr);
    CHECK(holder->pid == ::getpid());
    CHECK_FALSE(holder->host.empty());
    CHECK(holder->renewed_ago >= 0);
    CHECK(Lease::holder(folder.folder(), "paper")->value().pid == ::getpid());
    CHECK(take(folder, "another account").held());
    CHECK(lease.held());
  }
  CHECK_FALSE(Lease::holder(folder.folder(), "paper")->has_value());
  const Lease next = take(folder);
  CHECK(next.held());
  CHECK_FALSE(next.taken_over());  // it was given back
}

TEST_CASE("tokens grow from holder to holder") {
  const TemporaryFolder folder;
  for (std::int64_t expected = 1; expected <= 5; ++expected)
    CHECK(take(folder).token() == expected);
}

TEST_CASE("a lease that was moved is the same lease") {
  const TemporaryFolder folder;
  Lease first = take(folder);
  Lease second = std::move(first);
  CHECK(second.held());
  CHECK_FALSE(try_take(folder).has_value());
}

TEST_CASE("a holder that was killed is replaced at once, though its term is long") {
  const TemporaryFolder folder;
  Child holder([&](int pipe) {
    const Lease lease = take(folder);
    report_one(pipe);
    while (true) ::pause();
    return 0;
  });
  holder.await(1);
  CHECK_FALSE(try_take(folder).has_value());
  holder.kill();
  const auto lease = try_take(folder);
  REQUIRE(lease.has_value());
  CHECK(lease->held());
  CHECK(lease->taken_over());
  CHECK(lease->token() == 2);
}

TEST_CASE("a holder that is stopped is replaced when its term is over, and finds that out") {
  const TemporaryFolder folder;
  Child holder([&](int pipe) {
    const Lease lease = take(folder, "paper", brief);
    if (!lease.held()) return 1;
    report_one(pipe);
    while (lease.held()) continue;  // while it runs it goes on for many terms
    for (int i = 0; i < 1000; ++i)
      if (lease.held()) return 2;  // for good
    return 0;
  });
  holder.await(1);
  holder.stop();
  Lease lease = take(folder, "paper");  // tries until it is free
  CHECK(lease.taken_over());
  holder.go_on();
  CHECK(holder.exit_code() == 0);  // it has not given back what is not its own
  CHECK(lease.held());
}

TEST_CASE("while its holder lives a lease is renewed beyond its term") {
  const TemporaryFolder folder;
  const Lease lease = take(folder, "paper", brief);
  // Renewals that others see, for three terms.
  double last = 1e9;
  for (int renewals = 0; renewals < 18;) {
    const auto holder = Lease::holder(folder.folder(), "paper");
    REQUIRE(holder.has_value());
    REQUIRE(holder->has_value());
    if ((*holder)->renewed_ago < last) ++renewals;
    last = (*holder)->renewed_ago;
  }
  CHECK(lease.held());
}

TEST_CASE("a lease whose renewal is too long ago is not held, though nobody took it") {
  const TemporaryFolder folder;
  const Lease lease = take(folder);
  execute(folder, "update lease set renewed_boot = renewed_boot - 0.6 * term");
  CHECK(lease.held());
  execute(folder, "update lease set renewed_boot = renewed_boot - 0.1 * term");
  CHECK_FALSE(lease.held());  // less than a third is left
  CHECK_FALSE(try_take(folder).has_value());
  execute(folder, "update lease set renewed_boot = renewed_boot - 0.4 * term");
  const auto other = try_take(folder);
  REQUIRE(other.has_value());
  CHECK(other->held());
  CHECK_FALSE(lease.held());
}

TEST_CASE("the clock on the wall does not matter on one machine, and decides between two") {
  const TemporaryFolder folder;
  const Lease lease = take(folder);
  execute(folder, "update lease set renewed_wall = renewed_wall - 2 * term");
  CHECK(lease.held());
  CHECK_FALSE(try_take(folder).has_value());
  // As though another machine, or this one before its last start, had written it.
  execute(folder,
          "update lease set boot = 'other', pid = 1, renewed_wall = renewed_wall + 2 * term");
  CHECK_FALSE(try_take(folder).has_value());
  execute(folder, "update lease set renewed_wall = renewed_wall - 1.1 * term");
  CHECK(try_take(folder).has_value());
}

TEST_CASE("a lease is not held while its file cannot be read") {
  const TemporaryFolder folder;
  const Lease lease = take(folder);
  execute(folder, "alter table lease rename to gone");
  CHECK_FALSE(lease.held());
  execute(folder, "alter table gone rename to lease");
  CHECK(lease.held());
}

TEST_CASE("a damaged file is an error that says to stop what trades") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.folder() / "leases.sqlite";
  REQUIRE(write_file(file, std::string(5000, 'x')));
  CHECK(Lease::take(folder.folder(), "paper").error().message ==
        file.string() +
            ": not a SQLite database; stop every stratgen that trades, then move the file away");
}

}  // namespace
}  // namespace stratgen
