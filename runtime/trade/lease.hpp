// Lease: one process trades an account at a time. The holder renews it; whoever waits may take it
// once it has lapsed (C. Gray, D. Cheriton, "Leases", SOSP 1989).
#pragma once

#include "runtime/base/result.hpp"

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
  // Takes the lease of `account`, or says who holds it. It is kept in <folder>/leases.sqlite. A
  // holder of this machine that is no longer running has lapsed at once. Errors: Fault::Data.
  static Result<std::variant<Lease, LeaseHolder>> take(const std::filesystem::path& folder,
                                                       std::string_view account,
                                                       LeaseTerms terms = {});

  Lease(Lease&&) noexcept;
  Lease& operator=(Lease&&) noexcept;
  ~Lease();  // gives it back

  // Whether it is still ours, read anew, for long enough to send one order. False for good once
  // somebody else has taken it: also after the process was stopped for a while.
  bool held() const;

  bool taken_over() const;  // from a holder that had not given it back

 private:
  struct Keeper;
  explicit Lease(std::unique_ptr<Keeper> keeper);
  std::unique_ptr<Keeper> keeper_;
};

}  // namespace stratgen
