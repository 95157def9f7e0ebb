#include "runtime/sweep/constraint.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace stratgen;
using abi::ParamKind;

namespace {

using Texts = std::vector<std::string>;

const std::vector<ParamDeclaration> declared = {{"fast", ParamKind::Int, 10, std::nullopt},
                                                {"slow", ParamKind::Int, 30, std::nullopt},
                                                {"stop", ParamKind::Double, 0.02, std::nullopt},
                                                {"both", ParamKind::Bool, 1, std::nullopt}};

struct Values {
  double fast, slow, stop, both;
};

std::unique_ptr<const Constraint> made(const Texts& texts) {
  auto constraint =
      Constraint::create("SmaCross", declared, std::vector<double>{10, 30, 0.02, 1}, texts);
  if (!constraint) FAIL(constraint.error().message);
  return std::move(*constraint);
}

bool admits(const Constraint& constraint, const Values& v) {
  return constraint.admits(std::vector{v.fast, v.slow, v.stop, v.both});
}

std::string error(const std::string& text) {
  const auto constraint =
      Constraint::create("SmaCross", declared, std::vector<double>{10, 30, 0.02, 1}, Texts{text});
  REQUIRE_MESSAGE(!constraint, text);
  CHECK(constraint.error().fault == Fault::Usage);
  return constraint.error().message;
}

Values random_values(std::mt19937& random) {
  const auto below = [&](unsigned n) { return static_cast<double>(random() % n); };
  return {below(12), below(12), below(12) / 4, below(2)};
}

}  // namespace

TEST_CASE("an expression means what the same one means in C++") {
  struct Case {
    const char* text;
    std::function<bool(const Values&)> same;
  };
  const std::vector<Case> cases = {
      {"fast < slow", [](const Values& v) { return v.fast < v.slow; }},
      {"fast<=slow", [](const Values& v) { return v.fast <= v.slow; }},
      {"fast != slow", [](const Values& v) { return v.fast != v.slow; }},
      {"fast == slow", [](const Values& v) { return v.fast == v.slow; }},
      {"slow >= 2*fast && stop > 1.01",
       [](const Values& v) { return v.slow >= 2 * v.fast && v.stop > 1.01; }},
      {"slow >= 2*fast and stop > 1.01",
       [](const Values& v) { return v.slow >= 2 * v.fast && v.stop > 1.01; }},
      {"fast > 8 or slow > 8 and both",
       [](const Values& v) { return v.fast > 8 || (v.slow > 8 && v.both != 0); }},
      {"fast > 8 || slow > 8 && both",
       [](const Values& v) { return v.fast > 8 || (v.slow > 8 && v.both != 0); }},
      {"not fast < slow", [](const Values& v) { return !(v.fast < v.slow); }},
      {"not (fast < slow) and both",
       [](const Values& v) { return v.fast >= v.slow && v.both != 0; }},
      {"both and not fast < slow", [](const Values& v) { return v.fast >= v.slow && v.both != 0; }},
      {"!(fast < slow)", [](const Values& v) { return !(v.fast < v.slow); }},
      {"!both && fast>3", [](const Values& v) { return v.both == 0 && v.fast > 3; }},
      {"!both == (fast>3)", [](const Values& v) { return (v.both == 0) == (v.fast > 3); }},
      {"not (not both)", [](const Values& v) { return v.both != 0; }},
      {"!(-stop < -1 or !(-stop < 5)) == both",
       [](const Values& v) { return !(-v.stop < -1 || !(-v.stop < 5)) == (v.both != 0); }},
      {"both == true", [](const Values& v) { return v.both != 0; }},
      {"both == false", [](const Values& v) { return v.both == 0; }},
      {"-fast < 3 - slow", [](const Values& v) { return -v.fast < 3 - v.slow; }},
      {"fast - -stop > 2", [](const Values& v) { return v.fast + v.stop > 2; }},
      {"(fast + slow) / 2 > 5.5", [](const Values& v) { return (v.fast + v.slow) / 2 > 5.5; }},
      {"fast ^ 2 < 1e1 * slow", [](const Values& v) { return v.fast * v.fast < 10 * v.slow; }},
      {"abs(fast - slow) > 3", [](const Values& v) { return std::abs(v.fast - v.slow) > 3; }},
      {"max(fast, slow) > min(8, 3 * stop)",
       [](const Values& v) { return std::max(v.fast, v.slow) > std::min(8.0, 3 * v.stop); }},
      {"both ? fast < slow : fast > slow",
       [](const Values& v) { return v.both != 0 ? v.fast < v.slow : v.fast > v.slow; }},
      {"fast / slow < 1",  // not where slow is 0 and the ratio NaN or infinite
       [](const Values& v) { return v.fast / v.slow < 1; }},
      {"fast", [](const Values& v) { return v.fast != 0; }},
      {"true", [](const Values&) { return true; }},
      {"stop*0/0", [](const Values&) { return false; }},
  };
  std::mt19937 random(7);
  for (const auto& [text, same] : cases) {
    CAPTURE(text);
    const auto constraint = made({text});
    for (int i = 0; i < 300; ++i) {
      const Values values = random_values(random);
      CAPTURE(values.fast);
      CAPTURE(values.slow);
      CAPTURE(values.stop);
      CAPTURE(values.both);
      REQUIRE(admits(*constraint, values) == same(values));
    }
  }
}

TEST_CASE("all of several constraints have to hold") {
  const auto constraint = made({"fast < slow", "stop > 0.5"});
  CHECK(admits(*constraint, {1, 2, 0.6, 0}));
  CHECK(!admits(*constraint, {1, 2, 0.5, 0}));
  CHECK(!admits(*constraint, {2, 2, 0.6, 0}));
}

TEST_CASE("names may begin or end like an operator or a function") {
  const std::vector<ParamDeclaration> odd = {{"notional", ParamKind::Int, 1, std::nullopt},
                                             {"order", ParamKind::Int, 2, std::nullopt},
                                             {"brand", ParamKind::Int, 3, std::nullopt},
                                             {"max", ParamKind::Int, 4, std::nullopt},
                                             {"weird name", ParamKind::Int, 5, std::nullopt}};
  const std::vector<double> values = {1, 2, 3, 4, 5};
  const Texts texts = {"notional < order and brand < max or not notional", "min(max, brand) == 3"};
  const auto constraint = Constraint::create("Odd", odd, values, texts);
  if (!constraint) FAIL(constraint.error().message);
  CHECK((*constraint)->admits(values));
}

TEST_CASE("an unknown name is refused with its place and the names there are") {
  CHECK(error("fats < slow") ==
        "constraint \"fats < slow\": there is no \"fats\" (character 1); SmaCross's parameters are "
        "fast, slow, stop, both");
  CHECK(error("fast < slow and stopp > 1").find("there is no \"stopp\" (character 17)") !=
        std::string::npos);
  CHECK(error("sin(fast) < 1").find("there is no \"sin\" (character 1)") != std::string::npos);
}

TEST_CASE("what is no expression is refused with the place where it stops to be one") {
  CHECK(error("fast << slow") ==
        "constraint \"fast << slow\": it makes no sense from \"< slow\" (character 7) on");
  CHECK(error("fast slow").find("from \"slow\" (character 6)") != std::string::npos);
  CHECK(error("fast < slow)").find("from \")\" (character 12)") != std::string::npos);
  CHECK(error("fast & slow").find("(character 6)") != std::string::npos);
  CHECK(error("3 fast").find("from \"fast\" (character 3)") != std::string::npos);
  CHECK(error("fast < 5x").find("(character 9)") != std::string::npos);
  CHECK(error("fast <") == "constraint \"fast <\": it ends where a value or a bracket is missing");
  CHECK(error("fast < (slow").ends_with("it ends where a value or a bracket is missing"));
  CHECK(error("").ends_with("it is empty; write one like \"fast < slow\""));
  CHECK(error("   ").ends_with("it is empty; write one like \"fast < slow\""));
}

TEST_CASE("an assignment, a list and a text are no conditions") {
  CHECK(error("fast = slow") ==
        "constraint \"fast = slow\": \"=\" (character 6) compares nothing; write \"==\"");
  CHECK(error("fast === slow").find("(character 8)") != std::string::npos);
  CHECK(error("fast < slow, stop > 0.1").ends_with("a comma joins no conditions; write \"and\""));
  error("fast < \"slow\"");
  error("fast < slow;");
  error("fast < slow\nslow < 5x");
  error("\xc3\xa9 < 3");
  error("max(1)");
  error("max()");
  error("if(fast)");
}

TEST_CASE("deep nesting and long texts are evaluated or refused") {
  const std::string deep = std::string(2000, '(') + "fast" + std::string(2000, ')') + " < slow";
  const auto constraint =
      Constraint::create("SmaCross", declared, std::vector<double>{1, 2, 3, 1}, Texts{deep});
  if (constraint) CHECK(admits(**constraint, {1, 2, 0, 0}));
  std::string many = "fast < slow";
  for (int i = 0; i < 2000; ++i) many += " and fast < slow";
  const auto conjunction =
      Constraint::create("SmaCross", declared, std::vector<double>{1, 2, 3, 1}, Texts{many});
  if (conjunction) CHECK(admits(**conjunction, {1, 2, 0, 0}));
}

TEST_CASE("many threads ask at once") {
  const auto constraint = made({"fast < slow and stop > 1"});
  std::vector<int> wrong(4);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
      threads.emplace_back([&, t] {
        std::mt19937 random(static_cast<unsigned>(t));
        for (int i = 0; i < 2000; ++i) {
          const Values v = random_values(random);
          wrong[t] += admits(*constraint, v) != (v.fast < v.slow && v.stop > 1);
        }
      });
    }
  }
  CHECK(wrong == std::vector<int>(4));
}
