#include "runtime/http/foreign_text.hpp"

#include "runtime/base/text_position.hpp"

#include <algorithm>
#include <vector>

namespace stratgen {
namespace {

constexpr std::size_t largest_looked_at = 4096;  // bytes
constexpr std::size_t piece_of_key = 6;          // bytes in a row that are no coincidence
constexpr std::size_t shortest_key = 16;         // bytes that no word of an answer has
constexpr std::string_view key_mark = "[key]";

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

void replace_bad_bytes(std::string& text) {
  std::size_t good = 0;
  while (const auto bad = first_bad_byte(std::string_view(text).substr(good))) {
    text[good + *bad] = '?';
    good += *bad + 1;
  }
}

// Controls of ASCII, and those of Unicode that a terminal obeys or that turn text around: U+0080 to
// U+009F, U+200B to U+200F, U+2028 to U+202E, U+2060 to U+206F, U+FEFF.
bool is_control(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0) <= 0x20 || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;
  if (character.size() != 3) return false;
  const unsigned code = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

// The characters of well-formed UTF-8.
std::vector<std::string_view> characters_in(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    characters.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return characters;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  bool space_due = false;
  for (const std::string_view character : characters_in(text)) {
    if (is_control(character)) {
      space_due = !line.empty();
      continue;
    }
    if (space_due) line += ' ';
    space_due = false;
    line += character;
  }
  return line;
}

bool is_of_key(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("-_*.+/=~").find(c) != std::string_view::npos;
}

bool looks_like_key(std::string_view word, std::string_view secret) {
  if (word.starts_with("sk-") || word.find("***") != word.npos) return true;
  for (std::size_t at = 0; at + piece_of_key <= secret.size(); ++at) {
    if (word.find(secret.substr(at, piece_of_key)) != word.npos) return true;
  }
  return false;
}

std::string without_keys(std::string_view text, std::string_view secret) {
  std::string clean;
  for (auto begin = text.begin(); begin != text.end();) {
    const auto end = std::find_if_not(begin, text.end(), is_of_key);
    const std::string_view word(begin, end);
    clean += looks_like_key(word, secret) ? key_mark : word;
    begin = end;
    if (begin != text.end()) clean += *begin++;
  }
  return clean;
}

std::string shortened(std::string text) {
  const std::vector<std::string_view> characters = characters_in(text);
  if (characters.size() <= longest_foreign_text) return text;
  std::string cut;
  for (std::size_t i = 0; i + 3 < longest_foreign_text; ++i) cut += characters[i];
  return cut + "...";
}

}  // namespace

std::string foreign_text(std::string_view text, std::string_view secret) {
  std::string clean(text.substr(0, largest_looked_at));
  replace_all(clean, secret, key_mark);
  replace_bad_bytes(clean);
  return shortened(without_keys(on_one_line(clean), secret));
}

std::string without_secret(std::string text, std::string_view secret) {
  if (secret.size() >= shortest_key) replace_all(text, secret, key_mark);
  return text;
}

}  // namespace stratgen
