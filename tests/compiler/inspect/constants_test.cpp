#include "compiler/inspect/constants.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// 1.5, -2, a mask, then a text.
const std::string data = [] {
  std::string bytes(24, '\0');
  bytes[6] = '\xf8', bytes[7] = '\x3f';                     // 0x3ff8'0000'0000'0000
  bytes[15] = '\xc0';                                       // 0xc000'0000'0000'0000
  for (std::size_t i = 16; i < 24; ++i) bytes[i] = '\xff';  // no number
  return bytes + "fast" + '\0' + "\x1b[2J" + '\0' + "end";
}();

}  // namespace

TEST_CASE("a constant is what the instruction takes it for") {
  CHECK(constant_text(data, 0, "vmovsd xmm0, qword ptr [rip + x]") == "1.5");
  CHECK(constant_text(data, 8, "vmovsd xmm0, qword ptr [rip + x]") == "-2");
  CHECK(constant_text(data, 0, "vmovupd xmm0, xmmword ptr [rip + x]") == "1.5, -2");
  CHECK(constant_text(data, 16, "vmovsd xmm0, qword ptr [rip + x]") == "0xffffffffffffffff");
  CHECK(constant_text(data, 4, "mov eax, dword ptr [rip + x]") == "0x3ff80000");
}

TEST_CASE("an address stands for the text that is there, if it is one") {
  CHECK(constant_text(data, 24, "lea rdi, [rip + x]") == "\"fast\"");
  CHECK(constant_text(data, 29, "lea rdi, [rip + x]") == "");  // would steer a terminal
  CHECK(constant_text(data, 34, "lea rdi, [rip + x]") == "");  // does not end
}

TEST_CASE("what is not there says nothing") {
  CHECK(constant_text(data, 1000, "lea rdi, [rip + x]") == "");
  CHECK(constant_text(data, data.size() - 4, "vmovsd xmm0, qword ptr [rip + x]") == "");
  CHECK(constant_text(data, 0, "call x") == "");
}

TEST_CASE("an immediate that is a number has it beside it") {
  CHECK(immediate_text("movabs rax, 4607182418800017408") == "1");  // 0x3ff0'0000'0000'0000
  CHECK(immediate_text("movabs rax, -4611686018427387904") == "-2");
  CHECK(immediate_text("movabs rax, 4294967296") == "");  // 2^32: an integer
  CHECK(immediate_text("mov rax, 4607182418800017408") == "");
  CHECK(immediate_text("movabs rax, x") == "");
}
