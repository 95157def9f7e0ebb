#include "compiler/inspect/constants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

namespace stratgen {

namespace {

std::size_t bytes_read(std::string_view instruction) {
  struct Operand {
    std::string_view name;
    std::size_t bytes;
  };
  // "xmmword" ends in "word" as well: the longer ones come first.
  constexpr Operand operands[] = {{"zmmword ptr", 64},
                                  {"ymmword ptr", 32},
                                  {"xmmword ptr", 16},
                                  {"qword ptr", 8},
                                  {"dword ptr", 4}};
  for (const Operand& each : operands)
    if (instruction.find(each.name) != instruction.npos) return each.bytes;
  return 0;
}

template <class T>
T read(llvm::StringRef bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

// Masks and integers, read as a double, are tiny, huge or no number.
bool is_number(double value) {
  const double size = std::abs(value);
  return value == 0 || (size > 1e-30 && size < 1e30);
}

std::string number_text(llvm::StringRef eight_bytes) {
  const auto value = read<double>(eight_bytes);
  if (is_number(value)) return fmt::format("{}", value);
  return fmt::format("{:#x}", read<std::uint64_t>(eight_bytes));
}

std::string quoted_text(llvm::StringRef data) {
  const llvm::StringRef text = data.substr(0, data.find('\0'));
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
  return plain && text.size() < data.size() ? fmt::format("\"{}\"", text.str()) : "";
}

}  // namespace

std::string immediate_text(std::string_view instruction) {
  if (!instruction.starts_with("movabs ")) return {};
  const std::string_view text = instruction.substr(instruction.rfind(' ') + 1);
  std::int64_t bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  const auto value = std::bit_cast<double>(bits);
  return value != 0 && is_number(value) ? fmt::format("{}", value) : "";
}

std::string constant_text(llvm::StringRef data, std::uint64_t offset,
                          std::string_view instruction) {
  if (offset >= data.size()) return {};
  data = data.substr(offset);
  if (instruction.starts_with("lea")) return quoted_text(data);
  const std::size_t size = bytes_read(instruction);
  if (size == 0 || size > data.size()) return {};
  if (size == 4) return fmt::format("{:#x}", read<std::uint32_t>(data));
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < size; at += 8) numbers.push_back(number_text(data.substr(at)));
  return fmt::format("{}", fmt::join(numbers, ", "));
}

}  // namespace stratgen
