#include "tools/cli/dot_env.hpp"

#include "runtime/base/file.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("settings of .env, in each way to write them") {
  const auto settings = parse_dot_env(
      "\xEF\xBB\xBF# keys\r\n"
      "OPENAI_API_KEY=sk-1 # mine\r\n"
      "  export ANTHROPIC_API_KEY = 'sk-ant # 2'  # theirs\n"
      "\n"
      "QUOTED=\"a \\\"b\\\"\\n\\\\\"\n"
      "HASH=a#b\n"
      "EQUALS=a=b==\n"
      "EMPTY=\n"
      "TWICE=1\n"
      "TWICE=2",
      ".env");
  REQUIRE(settings);
  CHECK(*settings == DotEnv{{"OPENAI_API_KEY", "sk-1"},
                            {"ANTHROPIC_API_KEY", "sk-ant # 2"},
                            {"QUOTED", "a \"b\"\n\\"},
                            {"HASH", "a#b"},
                            {"EQUALS", "a=b=="},
                            {"EMPTY", ""},
                            {"TWICE", "2"}});
}

TEST_CASE("what is no setting is an error with its line, and without the secret") {
  for (const std::string line :
       {"secret", "A B=secret", "=secret", "KEY='secret", "KEY=\"secret\" x", "1KEY=secret"}) {
    CAPTURE(line);
    const auto settings = parse_dot_env("A=1\n\n" + line + "\nB=2\n", "some/.env");
    REQUIRE_FALSE(settings);
    CHECK(settings.error().message.starts_with("some/.env:3: not NAME=VALUE; "));
    CHECK(settings.error().message.find("secret") == std::string::npos);
  }
}

TEST_CASE("no file says nothing, and one that cannot be read is an error") {
  const TemporaryFolder folder;
  CHECK(read_dot_env(folder.path() / ".env").value().empty());
  REQUIRE(write_file(folder.path() / ".env", "A=1\n"));
  CHECK(read_dot_env(folder.path() / ".env").value() == DotEnv{{"A", "1"}});
  CHECK_FALSE(read_dot_env(folder.path()));
}
