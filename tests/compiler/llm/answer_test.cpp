#include "compiler/llm/answer.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace stratgen;

namespace {

std::string json_error(std::string_view answer) {
  const auto object = json_object_in(answer);
  REQUIRE_FALSE(object);
  CHECK(object.error().fault == Fault::Strategy);
  CHECK(object.error().message.size() < 400);
  return object.error().message;
}

std::string program_error(std::string_view answer) {
  const auto program = program_in(answer);
  REQUIRE_FALSE(program);
  CHECK(program.error().fault == Fault::Strategy);
  CHECK(program.error().message.size() < 400);
  return program.error().message;
}

const std::string program = "#include <stratgen/strategy.hpp>\nSTRATGEN_STRATEGY(S)\n";

}  // namespace

TEST_CASE("the object is found in prose and fences") {
  for (const char* answer :
       {R"({"a": 1})", "  \n{\"a\": 1}\n", "Sure! Here it is:\n\n```json\n{\"a\": 1}\n```\nEnjoy.",
        "{\"a\": 1} (the stop is {not} used, {as said}", "Of {braces} in prose: {\"a\": 1}",
        "\xef\xbb\xbf{\"a\": 1}"}) {
    const auto object = json_object_in(answer);
    INFO(answer);
    REQUIRE(object);
    CHECK(*object == R"({"a": 1})");
  }
}

TEST_CASE("braces, quotes and fences inside texts belong to the texts") {
  for (const char* answer : {R"({"a": "}{ \" ``` \\"})", R"({"a": "```json\n{}\n```"})",
                             R"({"a": {"b": {}}, "c": "{"})"}) {
    const auto object = json_object_in(std::string("```json\n") + answer + "\n```");
    REQUIRE(object);
    CHECK(*object == answer);
  }
}

TEST_CASE("an answer without an object is refused") {
  CHECK(json_error("") == "answer: it is empty");
  CHECK(json_error(" \n\t") == "answer: it is empty");
  CHECK(json_error("\n I cannot do that.") ==
        "answer: line 2, column 2: there is no JSON object; answer with one, near ' I cannot do "
        "that.'");
  CHECK(json_error("[1, 2]").find("there is no JSON object") != std::string::npos);
}

TEST_CASE("two objects are one too many") {
  CHECK(json_error("A: {\"a\": 1}\nB: {\"a\": 2}") ==
        "answer: line 2, column 4: a second JSON object; answer with exactly one, near 'B: {\"a\": "
        "2}'");
  CHECK(json_error("[{}, {}]").find("a second JSON object") != std::string::npos);
}

TEST_CASE("bad JSON is placed in the answer, not in the object") {
  CHECK(json_error("Here:\n```json\n{\n  \"a\": 1,\n}\n```") ==
        "answer: line 5, column 1: unexpected '}'; expected string literal, near '}'");
  CHECK(json_error("x {'a': 1}").starts_with("answer: line 1, column 4: "));
  CHECK(json_error("Here:\n {\"a\": [1, 2") ==
        "answer: line 2, column 2: the object that opens here does not end; give it whole, near ' "
        "{\"a\": [1, 2'");
  CHECK(json_error("{\"a\": \"cut off").find("does not end") != std::string::npos);
}

TEST_CASE("hostile answers are refused at once") {
  CHECK(json_error(std::string(2'000'000, 'x')) ==
        "answer: 2000000 bytes are more than the 1000000 allowed; answer with the one thing asked "
        "for");
  CHECK(json_error(std::string_view("{\"a\": \"\0\"}", 10)).find("NUL byte") != std::string::npos);
  CHECK(json_error("{\"a\": \"\xc3\x28\"}").starts_with("answer: line 1, column 8: not UTF-8"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  CHECK(json_error(deep + "1" + std::string(100'000, '}')) ==
        "answer: nested deeper than 32 levels");
  json_error(std::string(1'000'000, '{'));
  json_error(std::string(1'000'000, '"'));
  std::string many;
  for (int i = 0; i < 250'000; ++i) many += "{x} ";
  json_error(many);
}

TEST_CASE("the program is found in a block or bare") {
  for (const std::string& answer :
       {program, "```cpp\n" + program + "```", "Here it is.\n\n```c++\n" + program + "```\nDone.\n",
        "```\n" + program + "```\n", "```json\n{}\n```\n```cpp\n" + program + "```",
        "````cpp\n" + program + "````\n", "  ```cpp\n" + program + "  ```  \n"}) {
    const auto found = program_in(answer);
    INFO(answer);
    REQUIRE(found);
    CHECK(*found == program);
  }
}

TEST_CASE("a block may come with Windows line ends") {
  const auto found = program_in("```cpp\r\nint x;\r\n```\r\n");
  REQUIRE(found);
  CHECK(*found == "int x;\r\n");
}

TEST_CASE("backticks inside a program are part of it") {
  const std::string source = "// see `sma` and ```cpp\n  const Tag t = \"```\";\n";
  const auto found = program_in("```cpp\n" + source + "```");
  REQUIRE(found);
  CHECK(*found == source);
  const auto longer = program_in("````cpp\n/*\n```\n*/\n````");
  REQUIRE(longer);
  CHECK(*longer == "/*\n```\n*/\n");
}

TEST_CASE("an answer without a whole program is refused") {
  CHECK(program_error("") == "answer: it is empty");
  CHECK(program_error("I am sorry.") ==
        "answer: line 1, column 1: there is no program; answer with one ```cpp block, near 'I am "
        "sorry.'");
  CHECK(program_error("```python\nprint(1)\n```") ==
        "answer: line 1, column 1: the block is not C++; answer with one ```cpp block, near "
        "'```python'");
  CHECK(program_error("Here:\n```cpp\nstruct S {") ==
        "answer: line 2, column 1: the block that opens here does not end; give it whole, near "
        "'```cpp'");
  CHECK(program_error("```cpp\n\n```") == "answer: the program is empty");
  CHECK(program_error("```cpp\nint a;\n```\nor\n```cpp\nint b;\n```") ==
        "answer: line 5, column 1: a second program; answer with exactly one block, near '```cpp'");
}

TEST_CASE("a program has a size limit, and is text") {
  const std::string largest(64 * 1024 - 1, '/');
  CHECK(program_in("```cpp\n" + largest + "\n```"));
  CHECK(program_error("```cpp\n/" + largest + "\n```") ==
        "answer: a program of 65537 bytes is more than the 65536 allowed; write less");
  CHECK(program_error(std::string(2'000'000, 'x')).find("1000000 allowed") != std::string::npos);
  CHECK(program_error(std::string_view("```cpp\nint\0x;\n```", 18)).find("NUL byte") !=
        std::string::npos);
  CHECK(program_error("```cpp\nint \xff;\n```").starts_with("answer: line 2, column 5: "));
}

TEST_CASE("random answers of what matters to the scanners are taken or refused") {
  std::mt19937_64 random(42);
  const std::vector<std::string> pieces = {"{",      "}",  "\"",         "\\", "```",
                                           "```cpp", "\n", "a",          ":",  "[",
                                           "]",      ",",  "{\"a\": 1}", " ",  "STRATGEN_STRATEGY"};
  for (int round = 0; round < 20'000; ++round) {
    std::string answer;
    for (std::uint64_t n = random() % 20; n > 0; --n) answer += pieces[random() % pieces.size()];
    if (const auto object = json_object_in(answer)) {
      CHECK(object->starts_with('{'));
      CHECK(answer.find(*object) != answer.npos);
      CHECK(json_object_in(*object));  // taking it out again changes nothing
    }
    if (const auto source = program_in(answer)) CHECK(answer.find(*source) != answer.npos);
  }
}
