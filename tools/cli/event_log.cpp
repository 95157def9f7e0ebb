#include "tools/cli/event_log.hpp"

#include "tools/cli/json_output.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <cstring>

namespace stratgen {
namespace {

std::string now_utc() {
  using namespace std::chrono;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", floor<milliseconds>(system_clock::now()));
}

}  // namespace

Result<EventLog> EventLog::open(const std::filesystem::path& path) {
  constexpr int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  FileDescriptor file(::open(path.c_str(), flags, 0644));
  if (!file) {
    return fail(Fault::Usage, fmt::format("--log {}: {}; name a file that can be written",
                                          path.string(), std::strerror(errno)));
  }
  return EventLog(std::move(file));
}

void EventLog::write(nlohmann::ordered_json event) {
  nlohmann::ordered_json line = {{"at", now_utc()}};
  line.update(event);
  const std::string text = json_text(line) + "\n";
  const std::scoped_lock lock(mutex_);
  // One write: lines of several processes do not mix. NOLINTNEXTLINE(bugprone-unused-return-value)
  if (::write(file_.get(), text.data(), text.size()) < 0) return;
}

}  // namespace stratgen
