#include "tools/cli/notify.hpp"

#include "runtime/base/file_descriptor.hpp"
#include "runtime/http/http_client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

namespace stratgen {
namespace {

constexpr std::array<std::string_view, 6> alerts = {"ended", "rejected", "limit",
                                                    "stale", "failover", "error"};

Result<void> post(const std::string& url, const std::string& text, double seconds) {
  HttpClient client(
      {.connect_seconds = seconds, .first_byte_seconds = seconds, .total_seconds = seconds});
  const nlohmann::json body = {{"text", text}};
  const auto answer =
      client.send({.method = "POST",
                   .url = url,
                   .headers = {{"Content-Type", "application/json"}},
                   .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
  if (!answer) return fail(Fault::Service, fmt::format("--notify: {}", answer.error().message));
  if (answer->status / 100 != 2)
    return fail(Fault::Service, fmt::format("--notify: the webhook answered {}", answer->status));
  return {};
}

// A file in memory that is read from its beginning.
FileDescriptor file_of(const std::string& text) {
  FileDescriptor file(::memfd_create("alert", MFD_CLOEXEC));
  if (!file || !write_all(file.get(), text) || ::lseek(file.get(), 0, SEEK_SET) != 0)
    return FileDescriptor(-1);
  return file;
}

// The shell, in a group of its own; -1 where it does not start.
pid_t start(const std::string& command, int input) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string shell = "/bin/sh", option = "-c", words = command;
  char* const arguments[] = {shell.data(), option.data(), words.data(), nullptr};
  pid_t child = -1;
  if (::posix_spawn(&child, shell.c_str(), &files, &attributes, arguments, environ) != 0)
    child = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return child;
}

// Its status; nothing where it took too long and was ended.
std::optional<int> end_of(pid_t child, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() >= end) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      return std::nullopt;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return status;
}

// Its arguments may hold a secret.
std::string program_of(const std::string& command) { return command.substr(0, command.find(' ')); }

Result<void> pipe_to(const std::string& command, const std::string& text, double seconds) {
  const FileDescriptor input = file_of(text + "\n");
  const pid_t child = input ? start(command, input.get()) : -1;
  const auto failed = [&](const char* how) {
    return fail(Fault::Service, fmt::format("--notify {}: {}", program_of(command), how));
  };
  if (child < 0) return failed("the command could not be started");
  const auto status = end_of(child, seconds);
  if (!status) return failed("the command took too long and was ended");
  if (*status != 0) return failed("the command failed");
  return {};
}

}  // namespace

bool is_alert(const LoggedEvent& event) {
  return std::ranges::find(alerts, event.kind) != alerts.end();
}

std::string alert_text(const LoggedEvent& event) {
  return fmt::format("stratgen: {}: {}{}{}", event.kind, event.symbol,
                     event.symbol.empty() ? "" : " ", event.text);
}

Result<void> notify(const std::string& where, const std::string& text, double seconds) {
  const bool web = where.starts_with("http://") || where.starts_with("https://");
  return web ? post(where, text, seconds) : pipe_to(where, text, seconds);
}

}  // namespace stratgen
