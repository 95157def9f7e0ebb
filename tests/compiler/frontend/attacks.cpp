#include "tests/compiler/frontend/attacks.hpp"

#include "compiler/frontend/source_line.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/engine/backtest.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

namespace stratgen::test {

namespace {

// Daily bars at 100, 101, ... from Monday, 1 January 2024.
Bars rising_bars(std::size_t count) {
  Bars made;
  made.symbol = "TEST";
  for (std::size_t i = 0; i < count; ++i) {
    made.time.push_back(1704067200 + 86400 * static_cast<std::int64_t>(i));
    for (auto* column : {&made.open, &made.high, &made.low, &made.close})
      column->push_back(100 + static_cast<double>(i));
    made.volume.push_back(1000);
  }
  return made;
}

void each_fails(const std::string& message, std::initializer_list<const char*> bodies) {
  for (const std::string body : bodies) {
    CAPTURE(body);
    CHECK(failure(in_next(body)) == message);
  }
}

}  // namespace

std::string failure(const std::string& source, const Layers& layers) {
  const auto compiled = compile(source, {.layers = layers});
  if (!compiled) return "compile: " + compiled.error().message;
  auto jit = Jit::create();
  REQUIRE(jit);
  const auto linked = LinkedProgram::link(*jit, compiled->object, host_symbols());
  if (!linked) return "link: " + linked.error().message;
  const auto line_of = [&](std::ptrdiff_t offset) {
    static std::string text;
    static Result<CompiledObject> with_lines = fail(Fault::Internal, "");
    if (text != source)
      with_lines = compile(text = source, {.debug_info = DebugInfo::Lines, .layers = layers});
    return source_line(with_lines.value().object, offset).value_or(0);
  };
  const Program program{"S", linked->entry(), line_of};
  const DataSet data(rising_bars(60), {});
  RunOptions options;
  options.fuel = 5'000'000;
  const auto report = run_backtest(program, data, {}, {}, options);
  return report ? "" : report.error().message;
}

void each_ends(const std::string& reason, std::initializer_list<const char*> bodies) {
  each_fails(place + reason, bodies);
}

void each_ends_in_libc(const std::string& reason, std::initializer_list<const char*> bodies) {
  each_fails(place_in_libc + reason, bodies);
}

}  // namespace stratgen::test
