#include "compiler/worker/messages.hpp"

#include "tests/compiler/worker/worker_sources.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace stratgen;
using namespace stratgen::test;

namespace {

Message compiled_message() {
  CompiledObject compiled{"S", "object", {{"rule", "a.cpp", 1, 2, "message", "hint"}}, {}};
  compiled.times.parse = {1.5, 2.5};
  return compile_reply(compiled);
}

bool is_anything(const Message& message) {
  return read_request(message) || read_compile_reply(message) || read_line_reply(message) ||
         read_trial_reply(message) || read_asset_reply(message);
}

}  // namespace

TEST_CASE("requests arrive as they were sent") {
  const CompileOptions options{.file_name = "b \"c\".cpp",
                               .max_bytes = std::numeric_limits<std::size_t>::max() / 2,
                               .debug_info = DebugInfo::Full,
                               .text_on_disk = {.source = "/a/b.cpp", .headers = "/a/include"},
                               .optimised = false,
                               .layers = {true, false, true},
                               .cpu = "x86-64-v3"};
  const std::string source("zero \0 and \xff", 12);
  const auto compile = read_request(compile_request(source, options));
  REQUIRE(compile);
  const auto& asked = std::get<CompileRequest>(*compile);
  CHECK(asked.source == source);
  CHECK(asked.options.file_name == options.file_name);
  CHECK(asked.options.max_bytes == options.max_bytes);
  CHECK(asked.options.debug_info == DebugInfo::Full);
  CHECK_FALSE(asked.options.optimised);
  CHECK(asked.options.text_on_disk.source == "/a/b.cpp");
  CHECK(asked.options.text_on_disk.headers == "/a/include");
  CHECK(asked.options.cpu == "x86-64-v3");
  CHECK(asked.options.layers.text);
  CHECK_FALSE(asked.options.layers.tree);

  const auto line = read_request(line_request("x", options, -7));
  REQUIRE(line);
  CHECK(std::get<LineRequest>(*line).offset == -7);

  Bars bars = equal_bars(3);
  bars.clock = Clock::Utc;
  bars.volume.set(1, std::numeric_limits<double>::quiet_NaN());
  const auto trial = read_request(trial_request("S", "object", bars));
  REQUIRE(trial);
  const auto& run = std::get<TrialRequest>(*trial);
  CHECK(run.name == "S");
  CHECK(run.object == "object");
  CHECK(content_hash(run.bars) == content_hash(bars));
  CHECK(run.bars.symbol == "TEST");
}

TEST_CASE("replies arrive as they were sent") {
  const auto compiled = read_compile_reply(compiled_message());
  REQUIRE(compiled);
  REQUIRE(*compiled);
  CHECK((*compiled)->class_name == "S");
  CHECK((*compiled)->object == "object");
  CHECK((*compiled)->diagnostics.at(0).column == 2);
  CHECK((*compiled)->times.parse.cpu_ms == 2.5);

  const auto refused =
      read_compile_reply(compile_reply(tl::unexpected(Error{Fault::Strategy, "no", {{}}})));
  REQUIRE(refused);
  REQUIRE_FALSE(*refused);
  CHECK(refused->error().message == "no");
  CHECK(refused->error().diagnostics.size() == 1);

  CHECK(read_line_reply(line_reply(12)) == 12);
  CHECK(read_trial_reply(trial_reply({"QQQ"}))->asset == "QQQ");
  CHECK(read_trial_reply(trial_reply({"QQQ", "1wk"}))->timeframe == "1wk");
  CHECK_FALSE(read_trial_reply(trial_reply({}))->asset);
  const auto missing = read_asset_reply(asset_reply(fail(Fault::Data, "none")));
  REQUIRE(missing);
  CHECK(missing->error().message == "none");
  const auto bars = read_asset_reply(asset_reply(equal_bars(2)));
  REQUIRE(bars);
  CHECK((*bars)->size() == 2);
}

TEST_CASE("a fault that a compile cannot have is no reply") {
  static_assert(static_cast<int>(Fault::Strategy) == 3);
  const Message good = compile_reply(tl::unexpected(Error{Fault::Strategy, "no"}));
  REQUIRE(good.fields.find("\"fault\":3") != std::string::npos);
  for (const char* const fault : {"4", "7", "-1", "3.0", "\"3\"", "1e99", "18446744073709551615"}) {
    Message bad = good;
    bad.fields.replace(bad.fields.find("\"fault\":3"), 9, std::string("\"fault\":") + fault);
    CHECK_FALSE(read_compile_reply(bad));
  }
}

TEST_CASE("what has another shape is nothing") {
  for (const char* const fields :
       {"", "{", "[]", "null", "3", "{}", "{\"over\":false}", "{\"asset\":3}", "{\"line\":-1}",
        "{\"line\":2147483648}", "{\"class\":\"S\"}", "{\"class\":\"S\",\"diagnostics\":{}}",
        "{\"class\":\"S\",\"diagnostics\":[3],\"times\":[0,0,0,0,0,0,0,0,0,0]}",
        "{\"class\":\"S\",\"diagnostics\":[],\"times\":[0,0,0,0,0,0,0,0,0]}",
        "{\"class\":\"S\",\"diagnostics\":[],\"times\":[0,0,0,0,0,0,0,0,0,null]}",
        "{\"symbol\":\"\",\"clock\":3,\"bars\":0}", "{\"symbol\":\"\",\"clock\":0,\"bars\":1}",
        "{\"symbol\":\"\",\"clock\":0,\"bars\":-1}"}) {
    CAPTURE(fields);
    CHECK_FALSE(is_anything({fields, "1234567"}));
  }
}

TEST_CASE("nesting as deep as a message fills no stack") {
  const std::string half(reply_limit.fields / 2, '[');
  CHECK_FALSE(read_compile_reply({half + half, ""}));
  CHECK_FALSE(read_compile_reply({half + std::string(half.size(), ']'), ""}));
}

TEST_CASE("a message with a few wrong bytes is read or refused, and that is all") {
  std::mt19937 random(4);
  const Message good = compiled_message();
  for (int i = 0; i < 20'000; ++i) {
    Message bad = good;
    for (int k = 0; k < 3; ++k)
      bad.fields[random() % bad.fields.size()] = static_cast<char>(random());
    (void)is_anything(bad);
  }
}
