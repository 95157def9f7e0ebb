#include "tests/runtime/alpaca/standin.hpp"

#include "runtime/base/file.hpp"
#include "runtime/http/http_client.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

extern char** environ;

namespace stratgen {
namespace {

using nlohmann::json;

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "standin-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  return name;
}

pid_t start_python(std::vector<std::string> arguments, const std::filesystem::path& out) {
  arguments.insert(arguments.begin(), {"python3", "-B"});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid = 0;
  const int failed = ::posix_spawnp(&pid, "python3", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(failed == 0);
  return pid;
}

std::string port_in(const std::filesystem::path& file) {
  for (int i = 0; i < 1000; ++i) {
    if (const auto port = read_file(file); port && !port->empty()) return *port;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  FAIL("the stand-in did not start");
  return "";
}

}  // namespace

Standin::Standin(const json& scenario) : folder_(new_folder()) {
  REQUIRE(write_file(folder_ / "scenario.json", scenario.dump()));
  pid_ = start_python({STRATGEN_APIS_DIR "/standin.py", "serve", "--scenario",
                       folder_ / "scenario.json", "--port-file", folder_ / "port", "--log", log()},
                      folder_ / "out");
  url_ = "http://127.0.0.1:" + port_in(folder_ / "port");
}

Standin::~Standin() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  std::filesystem::remove_all(folder_);
}

AlpacaAccess Standin::access() const {
  return {.trading_url = url_ + "/alpaca",
          .data_url = url_ + "/alpaca-data",
          .key = "PKTESTABCDEFGHIJKLMN",
          .secret = "alpacasecret0123456789abcdefghijklmnopqr"};
}

json Standin::state() const {
  HttpClient client;
  const auto answer = client.send({.url = url_ + "/__control/state"});
  REQUIRE(answer);
  return json::parse(answer->body);
}

Ran run_python(const std::vector<std::string>& arguments) {
  const std::filesystem::path folder = new_folder();
  const pid_t pid = start_python(arguments, folder / "out");
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
  Ran ran{.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = read_file(folder / "out").value_or("")};
  std::filesystem::remove_all(folder);
  return ran;
}

}  // namespace stratgen
