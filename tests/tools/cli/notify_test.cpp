#include "tools/cli/notify.hpp"

#include "runtime/base/file.hpp"
#include "tests/runtime/http/loopback_server.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace stratgen;

namespace {

std::string error_of(const Result<void>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.error().fault == Fault::Service);
  return result.error().message;
}

}  // namespace

TEST_CASE("a command reads the text") {
  const testing::TemporaryFolder folder;
  const auto file = folder.folder() / "alert.txt";
  REQUIRE(notify("cat > '" + file.string() + "'", "SPY bought"));
  CHECK(read_file(file).value() == "SPY bought\n");
  REQUIRE(notify("true", std::string(1'000'000, 'x')));  // one that does not read
}

TEST_CASE("a command that fails, hangs or is not there is an error without its arguments") {
  CHECK(error_of(notify("false --token=secret", "x")) == "--notify false: the command failed");
  CHECK(error_of(notify("no-such-program-here secret 2> /dev/null", "x")) ==
        "--notify no-such-program-here: the command failed");
  const auto began = std::chrono::steady_clock::now();
  CHECK(error_of(notify("sleep 60", "x", 0.1)) ==
        "--notify sleep: the command took too long and was ended");
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("a webhook gets the text as JSON") {
  const LoopbackServer server({answer_with(200, "ok")});
  REQUIRE(notify(server.url("/services/secret"), "a \"quoted\"\nline \xff"));
  REQUIRE(server.requests().size() == 1);
  const LoopbackRequest request = server.requests()[0];
  CHECK(request.method == "POST");
  CHECK(request.target == "/services/secret");
  CHECK(request.header("content-type") == "application/json");
  CHECK(request.body == "{\"text\":\"a \\\"quoted\\\"\\nline \xef\xbf\xbd\"}");
}

TEST_CASE("a webhook that fails is an error that does not hold its path") {
  const auto holds_no_secret = [](const std::string& message) {
    CAPTURE(message);
    CHECK(message.starts_with("--notify"));
    CHECK(message.find("secret") == std::string::npos);
  };
  std::string gone;
  {
    const LoopbackServer server({answer_with(404, "no secret here"),
                                 answer_with(302, "", "Location: http://127.0.0.1/secret\r\n"),
                                 cut(answer_with(200, "ok"), 5, LoopbackAnswer::End::Reset)});
    gone = server.url("/secret?key=secret");
    for (int i = 0; i < 3; ++i) holds_no_secret(error_of(notify(gone, "x")));
  }
  holds_no_secret(error_of(notify(gone, "x")));
  holds_no_secret(error_of(notify("http://hooks.invalid/secret", "x")));
  holds_no_secret(error_of(notify("https://user:secret@127.0.0.1/secret", "x")));
  const LoopbackServer silent({LoopbackAnswer{.bytes = "", .wait_seconds = 30}});
  holds_no_secret(error_of(notify(silent.url("/secret"), "x", 0.2)));
}

TEST_CASE("what somebody wants to know is told, in one line") {
  for (const char* const kind : {"ended", "rejected", "limit", "stale", "failover", "error"})
    CHECK(is_alert({0, 0, kind, "SPY", "x"}));
  for (const char* const kind : {"sent", "order", "cancel", "waits", "held"})
    CHECK_FALSE(is_alert({0, 0, kind, "SPY", "x"}));
  CHECK(alert_text({0, 0, "limit", "SPY", "no"}) == "stratgen: limit: SPY no");
  CHECK(alert_text({0, 0, "failover", "", "taken"}) == "stratgen: failover: taken");
}
