#include "runtime/trade/lease.hpp"

#include "runtime/database/database_file.hpp"
#include "runtime/trade/process_identity.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace stratgen {
namespace {

using SQLite::TransactionBehavior;

constexpr const char* file_name = "leases.sqlite";
// A row stays when the lease is given back (`pid` is 0 then), so that tokens go on.
constexpr std::array migrations = {
    R"sql(
      create table lease (
        account       text primary key not null,
        token         integer not null,
        host          text not null,
        boot          text not null,
        pid_namespace text not null,
        pid           integer not null,
        started       integer not null,
        renewed_boot  real not null,
        renewed_wall  real not null,
        term          real not null
      ) strict;
    )sql",
};
// The letters "sgle".
constexpr DatabaseFormat format = {
    .application_id = 0x73676c65,
    .migrations = migrations,
    .remedy = "stop every stratgen that trades, then move the file away"};

double seconds_of(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

struct Row {
  std::int64_t token = 0;
  std::string host;
  ProcessIdentity holder;  // pid 0: nobody
  double renewed_boot = 0, renewed_wall = 0;
  double term = 0;
};

std::optional<Row> find_row(SQLite::Database& database, const std::string& account) {
  SQLite::Statement query(database, "select * from lease where account = ?");
  query.bind(1, account);
  if (!query.executeStep()) return std::nullopt;
  const auto text = [&](const char* name) { return query.getColumn(name).getString(); };
  const auto number = [&](const char* name) { return query.getColumn(name).getDouble(); };
  return Row{.token = query.getColumn("token").getInt64(),
             .host = text("host"),
             .holder = {.boot = text("boot"),
                        .pid_namespace = text("pid_namespace"),
                        .pid = query.getColumn("pid").getInt(),
                        .started = query.getColumn("started").getInt64()},
             .renewed_boot = number("renewed_boot"),
             .renewed_wall = number("renewed_wall"),
             .term = number("term")};
}

double age_of(const Row& row) {
  return same_boot(row.holder, this_process()) ? seconds_of(CLOCK_BOOTTIME) - row.renewed_boot
                                               : seconds_of(CLOCK_REALTIME) - row.renewed_wall;
}

// Who holds what `row` says, now.
std::optional<LeaseHolder> holder_in(const std::optional<Row>& row) {
  if (!row || row->holder.pid == 0 || is_gone(row->holder)) return std::nullopt;
  const double age = age_of(*row);
  if (age > row->term) return std::nullopt;
  return LeaseHolder{row->host, row->holder.pid, age};
}

void write_row(SQLite::Database& database, const std::string& account, std::int64_t token,
               const LeaseTerms& terms) {
  const ProcessIdentity self = this_process();
  SQLite::Statement row(database,
                        "insert or replace into lease values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, account);
  row.bind(2, token);
  row.bind(3, host_name());
  row.bind(4, self.boot);
  row.bind(5, self.pid_namespace);
  row.bind(6, self.pid);
  row.bind(7, self.started);
  row.bind(8, seconds_of(CLOCK_BOOTTIME));
  row.bind(9, seconds_of(CLOCK_REALTIME));
  row.bind(10, terms.seconds);
  row.exec();
}

// Signals are for the threads of the program.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

struct Lease::Keeper {
  std::unique_ptr<DatabaseFile> database;
  std::string account;
  LeaseTerms terms;
  std::int64_t token = 0;
  bool taken_over = false;
  std::jthread renewing = {};  // last: it ends before what it uses

  void start() {
    const SignalsBlocked blocked;
    renewing = std::jthread([this](const std::stop_token& stop) { keep(stop); });
  }

  // Goes on after an Error, which may be a disk or another process that was slow, and ends when
  // somebody else has the lease.
  void keep(const std::stop_token& stop) const {
    std::mutex mutex;
    std::condition_variable_any waiting;
    const std::chrono::duration<double> pause(terms.renew_seconds);
    while (true) {
      std::unique_lock lock(mutex);
      waiting.wait_for(lock, stop, pause, [] { return false; });
      if (stop.stop_requested()) return;
      const Result<bool> ours = renew();
      if (ours && !*ours) return;
    }
  }

  // The times are taken once the file is ours to write: however long the rest lasts, the row never
  // promises more than a term from a moment at which the lease was ours.
  Result<bool> renew() const {
    return database->run([&](SQLite::Database& db) -> Result<bool> {
      SQLite::Transaction transaction(db, TransactionBehavior::IMMEDIATE);
      SQLite::Statement row(
          db,
          "update lease set renewed_boot = ?, renewed_wall = ? where account = ? and token = ?");
      row.bind(1, seconds_of(CLOCK_BOOTTIME));
      row.bind(2, seconds_of(CLOCK_REALTIME));
      row.bind(3, account);
      row.bind(4, token);
      const bool ours = row.exec() != 0;
      transaction.commit();
      return ours;
    });
  }

  Result<void> give_back() const {
    return database->run([&](SQLite::Database& db) -> Result<void> {
      SQLite::Statement row(db, "update lease set pid = 0 where account = ? and token = ?");
      row.bind(1, account);
      row.bind(2, token);
      row.exec();
      return {};
    });
  }

  bool held() const {
    const Result<bool> ours = database->run([&](SQLite::Database& db) -> Result<bool> {
      const std::optional<Row> row = find_row(db, account);
      if (!row || row->token != token) return false;
      // The time after the reading: what is older than the row may have been long ago.
      return seconds_of(CLOCK_BOOTTIME) - row->renewed_boot <= row->term * (2.0 / 3);
    });
    return ours && *ours;
  }

  ~Keeper() {
    renewing = {};                    // stops it and waits
    if (database) (void)give_back();  // if it fails, the lease lapses
  }
};

Result<std::variant<Lease, LeaseHolder>> Lease::take(const std::filesystem::path& folder,
                                                     std::string_view account, LeaseTerms terms) {
  using Taken = std::variant<Lease, LeaseHolder>;
  STRATGEN_TRY(std::unique_ptr<DatabaseFile> database,
               DatabaseFile::open(folder / file_name, format));
  const std::string name(account);
  std::int64_t token = 0;
  bool taken_over = false;
  STRATGEN_TRY(const std::optional<LeaseHolder> holder,
               database->run([&](SQLite::Database& db) -> Result<std::optional<LeaseHolder>> {
                 SQLite::Transaction transaction(db, TransactionBehavior::IMMEDIATE);
                 const std::optional<Row> row = find_row(db, name);
                 if (auto found = holder_in(row)) return found;
                 token = row ? row->token + 1 : 1;
                 taken_over = row && row->holder.pid != 0;
                 write_row(db, name, token, terms);
                 transaction.commit();
                 // Renewals need not outlast a loss of power, which ends the holder as well.
                 db.exec("pragma synchronous = normal");
                 return std::optional<LeaseHolder>{};
               }));
  if (holder) return Taken(*holder);
  auto keeper = std::make_unique<Keeper>(std::move(database), name, terms, token, taken_over);
  keeper->start();
  return Taken(Lease(std::move(keeper)));
}

Result<std::optional<LeaseHolder>> Lease::holder(const std::filesystem::path& folder,
                                                 std::string_view account) {
  STRATGEN_TRY(const std::unique_ptr<DatabaseFile> database,
               DatabaseFile::open(folder / file_name, format));
  return database->run([&](SQLite::Database& db) -> Result<std::optional<LeaseHolder>> {
    return holder_in(find_row(db, std::string(account)));
  });
}

Lease::Lease(std::unique_ptr<Keeper> keeper) : keeper_(std::move(keeper)) {}
Lease::Lease(Lease&&) noexcept = default;
Lease& Lease::operator=(Lease&&) noexcept = default;
Lease::~Lease() = default;

bool Lease::held() const { return keeper_->held(); }
bool Lease::taken_over() const { return keeper_->taken_over; }
std::int64_t Lease::token() const { return keeper_->token; }

}  // namespace stratgen
