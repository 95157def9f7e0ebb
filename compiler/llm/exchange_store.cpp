#include "compiler/llm/exchange_store.hpp"

#include "compiler/llm/exchange_json.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

namespace stratgen {
namespace {

// Locks are on single bytes of one file, each at a place that the id chooses, so that nothing has
// to be tidied up after a lock. Two ids at one place (1 in 2^62) would only wait for each other.
struct flock place_of(const std::string& id, short type) {
  std::uint64_t place = 0;
  std::from_chars(id.data(), id.data() + 15, place, 16);
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(place);
  lock.l_len = 1;
  return lock;
}

}  // namespace

std::string exchange_id(const Exchange& question) {
  const bool own_server = question.provider == "compatible";
  return sha256(fmt::format("{}\n{}\n{}\n{}\n{}", question.provider,
                            own_server ? question.endpoint : "", question.model, question.sample,
                            question.request));
}

std::filesystem::path ExchangeStore::file(const std::string& id) const {
  return folder_ / id.substr(0, 2) / (id + ".json");
}

Result<std::optional<Exchange>> ExchangeStore::find(const std::string& id) const {
  const std::filesystem::path path = file(id);
  std::error_code ec;
  if (!std::filesystem::exists(path, ec)) return std::nullopt;
  STRATGEN_TRY(const std::string text, read_file(path));
  std::optional<Exchange> exchange = exchange_from_json(text);
  if (!exchange || exchange_id(*exchange) != id) {
    return fail(Fault::Data, fmt::format("{} is damaged: it is not the exchange of that name; "
                                         "delete it to ask again",
                                         path.string()));
  }
  return exchange;
}

Result<void> ExchangeStore::keep(const std::string& id, const Exchange& exchange) const {
  return write_file(file(id), exchange_to_json(exchange));
}

Result<ExchangeStore::Turn> ExchangeStore::turn(const std::string& id,
                                                const std::atomic<bool>& interrupted) const {
  std::error_code ec;
  std::filesystem::create_directories(folder_, ec);
  const std::filesystem::path path = folder_ / "lock";
  FileDescriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) {
    return fail(Fault::Data, fmt::format("{}: {}; exchanges are kept there, make it writable",
                                         path.string(), std::strerror(errno)));
  }
  struct flock mine = place_of(id, F_WRLCK);
  while (::fcntl(lock.get(), F_OFD_SETLK, &mine) != 0) {
    const bool taken = errno == EAGAIN || errno == EACCES || errno == EINTR;
    if (!taken) {
      return fail(Fault::Data, fmt::format("{}: {}; it must lie where files can be locked",
                                           path.string(), std::strerror(errno)));
    }
    if (interrupted) return fail(Fault::Interrupted, "interrupted");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return Turn(std::move(lock));
}

}  // namespace stratgen
