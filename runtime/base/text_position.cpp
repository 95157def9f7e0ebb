#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none. The second
// byte's range is what excludes overlong forms, surrogates and code points above U+10FFFF.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace

TextPosition position_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(lines) + 1, static_cast<int>(before.size() - line_start) + 1};
}

std::string excerpt_at(std::string_view text, std::size_t offset) {
  constexpr std::size_t reach = 24;
  offset = std::min(offset, text.size());
  const std::size_t newline_before = offset == 0 ? text.npos : text.rfind('\n', offset - 1);
  const std::size_t line_start = newline_before + 1;
  const std::size_t line_end = std::min(text.find('\n', offset), text.size());
  std::size_t begin = std::max(line_start, offset - std::min(offset, reach));
  const std::size_t end = std::min(line_end, offset + reach);
  // Do not begin inside a character.
  while (begin < end && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;

  std::string excerpt;
  while (begin < end) {
    const std::size_t length = utf8_length(text.substr(begin, end - begin));
    const auto lead = static_cast<unsigned char>(text[begin]);
    if (length == 0 || lead < 0x20 || lead == 0x7F) {
      excerpt += fmt::format("\\x{:02x}", lead);
      ++begin;
    } else {
      excerpt += text.substr(begin, length);
      begin += length;
    }
  }
  return excerpt;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = text[i] == '\0' ? 0 : utf8_length(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

}  // namespace stratgen
