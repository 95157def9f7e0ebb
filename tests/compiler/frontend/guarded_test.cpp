#include "compiler/frontend/guarded.hpp"

#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>

using namespace stratgen;
using namespace stratgen::test;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a guarded compile gives what compile() gives") {
  const std::string source = in_next("if (crossover(close, f)) buy();");
  const auto plain = compile(source);
  const auto guarded = compile_guarded(source);
  REQUIRE(plain);
  REQUIRE(guarded);
  CHECK(guarded->object == plain->object);
  const auto typo = compile_guarded(in_next("bui();"));
  REQUIRE_FALSE(typo);
  CHECK(typo.error().diagnostics.front().rule == "compile");
}

TEST_CASE("a crash of the compiler, a full stack and a fatal error are errors of the source") {
  const CompileOptions untested{.file_name = "mine.cpp", .layers = {.text = false}};
  for (int again = 0; again < 2; ++again) {
    for (const char* const pragma : {"crash", "llvm_fatal_error"}) {
      CAPTURE(pragma);
      const auto compiled =
          compile_guarded(at_file_scope(std::string("#pragma clang __debug ") + pragma), untested);
      REQUIRE_FALSE(compiled);
      CHECK(compiled.error().fault == Fault::Strategy);
      CHECK(compiled.error().message == "mine.cpp: the compiler crashed on this text");
    }
    const auto full = compile_guarded(in_next("x = x" + repeated(" + x", 300'000) + ";"),
                                      {.file_name = "mine.cpp", .layers = {false, false, false}});
    REQUIRE_FALSE(full);
    CHECK(full.error().message == "mine.cpp: the compiler crashed on this text");
    CHECK(compile_guarded(in_next("buy();")));
  }
}

TEST_CASE("a signal outside of a compile goes where it went before") {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGSEGV, [](int) { ::_exit(7); });
    (void)compile_guarded(in_next("buy();"));
    std::raise(SIGSEGV);
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 7);
}

// A sanitizer has an operator new of its own, which ends the process by itself.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST_CASE("a process that exists to compile leaves when memory ends") {
  const pid_t child = ::fork();
  if (child == 0) {
    exit_when_out_of_memory(23, nullptr);
    const volatile std::size_t more_than_there_is = std::size_t{1} << 60;
    ::operator delete(::operator new(more_than_there_is));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 23);
}
#endif
