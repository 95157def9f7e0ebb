// Whether memory grows: compiler_cycles_test COMPILES LINKS. Compiles, links, runs and unloads so
// many times, links, runs and unloads without compiling so many times more, and fails if the
// process has grown by more than 500 bytes for each, beyond a few megabytes for the allocator.
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/engine/backtest.hpp"

#include <fmt/format.h>

#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace stratgen;

constexpr int warm_up = 50;

double resident_megabytes() {
  malloc_trim(0);
  long pages = 0;
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  if (!file || std::fscanf(file, "%*d %ld", &pages) != 1) std::abort();
  std::fclose(file);
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Every second one ends with an error, every fifth in the signal belt.
std::string source(int number) {
  const std::string end = number % 5 == 0   ? "k = *(int*)8;"
                          : number % 2 == 0 ? "k = bar_index() / k;"
                                            : "";
  return fmt::format(
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {{\n  int k = 0;\n  Series mean;\n"
      "  void init() {{ mean = sma(close, {}); }}\n"
      "  void next() {{ if (crossover(close, mean)) buy(); if (bar_index() == 50) {{ {} }} }}\n"
      "}};\nSTRATGEN_STRATEGY(S)\n",
      number % 20 + 2, end);
}

Bars sawtooth() {
  Bars bars;
  bars.symbol = "TEST";
  for (int i = 0; i < 100; ++i) {
    bars.time.push_back(1704067200 + 86400 * i);
    for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close})
      column->push_back(100 + i % 7);
    bars.volume.push_back(1000);
  }
  return bars;
}

void link_and_run(Jit& jit, const CompiledObject& object, const DataSet& data) {
  const auto linked = LinkedProgram::link(jit, object.object, host_symbols());
  if (!linked) std::abort();
  const Program program{object.class_name, linked->entry()};
  const auto report = run_backtest(program, data, {}, {}, {});
  if (!report && report.error().fault != Fault::Run) std::abort();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const int compiles = std::atoi(arguments[1]), links = std::atoi(arguments[2]);
  Jit jit = Jit::create().value();
  const DataSet data(sawtooth());
  const CompileOptions options{.layers = {.tree = false}};
  double before = 0;
  for (int i = 0; i < warm_up + compiles; ++i) {
    if (i == warm_up) before = resident_megabytes();
    const auto object = compile(source(i), options);
    if (!object) {
      fmt::print("{}\n", object.error().message);
      return 1;
    }
    link_and_run(jit, *object, data);
  }
  const double between = resident_megabytes();
  const CompiledObject object = compile(source(1), options).value();
  for (int i = 0; i < links; ++i) link_and_run(jit, object, data);
  const double after = resident_megabytes();
  fmt::print("{} MB at first, {} MB after {} compiles, {} MB after {} links\n", before, between,
             compiles, after, links);
  return after - before > 4 + 0.0005 * (compiles + links) ? 1 : 0;
}
