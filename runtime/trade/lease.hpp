// Lease: one process trades an account at a time. The holder renews it; whoever waits may take it
// once it has lapsed (C. Gray, D. Cheriton, "Leases", SOSP 1989).
//
// Processes of one machine compare times of CLOCK_BOOTTIME, which goes on while the machine sleeps
// and which nobody sets. Where machines share the folder, their wall clocks have to agree to well
// within the term.
#pragma once

#include "runtime/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace stratgen {

struct LeaseTerms {
  double seconds = 15;       // after the last renewal it lapses
  double renew_seconds = 3;  // how often the holder renews it, on a thread of its own
};

// Who holds a lease that somebody else asked for.
struct LeaseHolder {
  std::string host;
  int pid = 0;
  double renewed_ago = 0;  // seconds
};

class Lease {
 public:
  // Takes the lease of `account`, or says who holds it. It is kept in <folder>/leases.sqlite. That
  // of a process of this machine that is no longer running has lapsed at once. Errors: Fault::Data.
  static Result<std::variant<Lease, LeaseHolder>> take(const std::filesystem::path& folder,
                                                       std::string_view account,
                                                       LeaseTerms terms = {});

  // Who holds it, without taking it. Nothing: nobody, or one whose lease has lapsed.
  static Result<std::optional<LeaseHolder>> holder(const std::filesystem::path& folder,
                                                   std::string_view account);

  Lease(Lease&&) noexcept;
  Lease& operator=(Lease&&) noexcept;
  ~Lease();  // gives it back

  // Whether it is still ours, read anew, with a third of its term left: time to send one order.
  // False while it cannot be renewed or read, and for good once somebody else has taken it. A
  // process that was stopped, or a machine that slept, for too long finds that out here.
  bool held() const;

  bool taken_over() const;  // from a holder that had not given it back

  // Grows each time the lease of this account is taken: whoever comes with a smaller one is late.
  std::int64_t token() const;

 private:
  struct Keeper;
  explicit Lease(std::unique_ptr<Keeper> keeper);
  std::unique_ptr<Keeper> keeper_;
};

}  // namespace stratgen
