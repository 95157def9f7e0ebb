#include "tools/cli/notify.hpp"

#include "runtime/http/http_client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string_view>

namespace stratgen {
namespace {

constexpr std::array<std::string_view, 6> alerts = {"ended", "rejected", "limit",
                                                    "stale", "failover", "error"};

Result<void> post(const std::string& url, const std::string& text) {
  HttpClient client({.connect_seconds = 5, .first_byte_seconds = 10, .total_seconds = 15});
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

Result<void> pipe_to(const std::string& command, const std::string& text) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // one that does not read its input
  std::FILE* const pipe = ::popen(command.c_str(), "w");
  int status = -1;
  if (pipe != nullptr) {
    std::fputs((text + "\n").c_str(), pipe);
    status = ::pclose(pipe);
  }
  std::signal(SIGPIPE, before);
  if (status == 0) return {};
  return fail(Fault::Service, fmt::format("--notify {}: the command failed", command));
}

}  // namespace

bool is_alert(const LoggedEvent& event) {
  return std::ranges::find(alerts, event.kind) != alerts.end();
}

std::string alert_text(const LoggedEvent& event) {
  return fmt::format("stratgen: {}: {}{}{}", event.kind, event.symbol,
                     event.symbol.empty() ? "" : " ", event.text);
}

Result<void> notify(const std::string& where, const std::string& text) {
  const bool web = where.starts_with("http://") || where.starts_with("https://");
  return web ? post(where, text) : pipe_to(where, text);
}

}  // namespace stratgen
