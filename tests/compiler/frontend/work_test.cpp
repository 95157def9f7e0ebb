#include "compiler/frontend/work.hpp"

#include "compiler/frontend/fuel.hpp"
#include "compiler/frontend/host_names.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>
#include <string>

namespace {

struct Parsed {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module;

  explicit Parsed(const std::string& text) {
    llvm::SMDiagnostic problem;
    module = llvm::parseAssemblyString(text, problem, context);
    REQUIRE(module != nullptr);
  }
  llvm::Function& function() { return *module->getFunction("f"); }
};

std::string times(int count, const std::string& line) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line;
  return text;
}

void add_fuel(llvm::Function& function) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  stratgen::FuelPass().run(function, functions);
}

// What is taken from the counter, in the order of the function's blocks.
std::vector<std::uint64_t> charges(llvm::Function& function) {
  std::vector<std::uint64_t> units;
  for (const llvm::Instruction& each : llvm::instructions(function))
    if (each.getOpcode() == llvm::Instruction::Sub)
      if (const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(each.getOperand(1)))
        units.push_back(constant->getZExtValue());
  return units;
}

}  // namespace

using namespace stratgen;

TEST_CASE("straight code is charged by its instructions, calls of libm and of the host by more") {
  // 40 divisions of 20 parts each, 16 parts a unit: 50 units.
  CHECK(work_of(Parsed("define void @f(double %x) {\n" + times(40, "fdiv double %x, %x\n") +
                       "ret void }")
                    .function()) == 50);
  CHECK(work_of(Parsed("declare double @llvm.pow.f64(double, double)\n"
                       "define void @f(double %x) {\n" +
                       times(3, "call double @llvm.pow.f64(double %x, double %x)\n") + "ret void }")
                    .function()) == 48);
  CHECK(work_of(Parsed("declare ptr @sg_day(ptr, i32)\ndefine void @f() {\n" +
                       times(5, "call ptr @sg_day(ptr null, i32 0)\n") + "ret void }")
                    .function()) == 20);
}

TEST_CASE(
    "a turn of a loop is charged for all that the loop holds, and what ends the run is free") {
  Parsed parsed(
      "declare void @llvm.ubsantrap(i8)\n"
      "define void @f(i1 %c, double %x) {\n"
      "entry: br label %outer\n"
      "outer: br label %inner\n"
      "inner:\n" +
      times(16, "fdiv double %x, %x\n") +  // 20 units
      "br i1 %c, label %inner, label %latch\n"
      "latch:\n" +
      times(8, "fdiv double %x, %x\n") +  // 10 units
      "br i1 %c, label %outer, label %last\n"
      "last: br i1 %c, label %trap, label %done\n"
      "trap:\n" +
      times(99, "fdiv double %x, %x\n") +
      "call void @llvm.ubsantrap(i8 1)\nunreachable\n"
      "done: ret void }");
  add_fuel(parsed.function());
  // In parts of 16 to a unit, rounded up: 20 for a division, 2 for a branch. On entry everything
  // once, 24 * 20 + 5 * 2; per turn of the inner loop 16 * 20 + 2; of the outer one 24 * 20 + 3
  // * 2.
  CHECK(charges(parsed.function()) == std::vector<std::uint64_t>{31, 21, 31});
}

TEST_CASE("a small function without loops is its caller's to pay for, a large one is not") {
  Parsed small("define double @f(double %x) { %y = fdiv double %x, %x\nret double %y }");
  add_fuel(small.function());
  CHECK(charges(small.function()).empty());
  Parsed large("define double @f(double %x) {\n" + times(16, "fdiv double %x, %x\n") +
               "ret double %x }");
  add_fuel(large.function());
  CHECK(charges(large.function()) == std::vector<std::uint64_t>{20});
}

TEST_CASE("copying is charged by the bytes, also of a length that is known when it runs") {
  Parsed parsed(
      "declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)\n"
      "define void @f(ptr %p, i64 %n) {\n"
      "call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 6400, i1 false)\n"
      "call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 %n, i1 false)\n"
      "ret void }");
  add_fuel(parsed.function());
  CHECK(charges(parsed.function()) == std::vector<std::uint64_t>{1, 100});  // 6400 / 64
  int divided = 0;
  for (const llvm::Instruction& each : llvm::instructions(parsed.function()))
    divided += each.getOpcode() == llvm::Instruction::UDiv;
  CHECK(divided == 1);
}

TEST_CASE("arguments that the caller copies are part of its frame") {
  Parsed parsed(
      "declare void @g(ptr byval([1000 x double]))\n"
      "define void @f(ptr %p) {\n%a = alloca [10 x double]\n"
      "call void @g(ptr byval([1000 x double]) %p)\nret void }");
  CHECK(frame_bytes(parsed.function()) == 8080);
}

TEST_CASE("what a source defines under a name of the host's gets another name") {
  Parsed parsed(
      "declare ptr @sg_place(ptr, ptr)\n"
      "declare ptr @sg_budget()\n"
      "define void @f() { call ptr @sg_place(ptr null, ptr null)\n"
      "call ptr @sg_budget()\nret void }\n"
      "define void @sg_trap() { ret void }\n"
      "define void @\"\\01sg_out_of_fuel\"() { ret void }\n"
      "define void @other() { ret void }\n");
  keep_host_names(*parsed.module);
  CHECK(parsed.module->getFunction("sg_place") != nullptr);
  CHECK(parsed.module->getFunction("other") != nullptr);
  for (const char* name : {"sg_budget", "sg_trap", "sg_out_of_fuel", "\1sg_out_of_fuel"})
    CHECK(parsed.module->getFunction(name) == nullptr);
  for (const char* name : {"source.sg_budget", "source.sg_trap", "source.sg_out_of_fuel"})
    CHECK(parsed.module->getFunction(name) != nullptr);
}
