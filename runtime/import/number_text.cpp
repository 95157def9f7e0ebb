#include "runtime/import/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace stratgen {
namespace {

constexpr std::array<std::string_view, 5> currencies = {"$", "€", "£", "¥", "₹"};
constexpr std::array<std::string_view, 2> wide_blanks = {"\u00A0", "\u202F"};  // no-break, and thin

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_currency(std::string_view text) {
  for (const std::string_view sign : currencies) {
    if (text.starts_with(sign)) return trimmed(text.substr(sign.size()));
    if (text.ends_with(sign)) return trimmed(text.substr(0, text.size() - sign.size()));
  }
  return text;
}

// Length of the separator of groups at `text`'s front; 0 if there is none.
std::size_t group_mark(std::string_view text, char group) {
  if (text.starts_with(group) || text.starts_with('\'') || text.starts_with(' ')) return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

// Copies the digits of an integer part to `plain` and takes out the marks between groups of three.
// False if a group has another length, or the marks differ.
bool take_integer(std::string_view& text, char group, std::string& plain, int& groups) {
  std::size_t digits = 0;
  std::string_view mark;
  groups = 0;
  while (!text.empty()) {
    if (is_digit(text.front())) {
      plain += text.front();
      text.remove_prefix(1);
      ++digits;
      continue;
    }
    const std::size_t length = group_mark(text, group);
    if (length == 0) break;
    const std::string_view found = text.substr(0, length);
    if (groups == 0 ? digits == 0 || digits > 3 : digits != 3 || found != mark) return false;
    mark = found;
    ++groups;
    digits = 0;
    text.remove_prefix(length);
  }
  return groups == 0 || digits == 3;
}

}  // namespace

bool is_no_value(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 6) return false;
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  constexpr std::array<std::string_view, 13> words = {
      "", "null", "nan", "n/a", "na", "#n/a", "none", "-", "--", "nil", "n.a.", "<na>", "nat"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<double> parse_number(std::string_view text, const NumberStyle& style) {
  text = trimmed(text);
  std::string plain;
  if (text.starts_with('-') || text.starts_with('+')) {
    if (text.front() == '-') plain += '-';
    text = trimmed(text.substr(1));
  }
  text = without_currency(text);
  if (plain.empty() && text.starts_with('-')) {  // $-1.50
    plain += '-';
    text.remove_prefix(1);
  }
  int groups = 0;
  const std::size_t sign = plain.size();
  const bool own_mark = text.find(style.group()) != std::string_view::npos;
  if (!take_integer(text, style.group(), plain, groups)) return {};
  bool digits = plain.size() > sign;
  if (!digits) plain += '0';
  if (text.starts_with(style.decimal)) {
    plain += '.';
    text.remove_prefix(1);
    const std::size_t before = plain.size();
    while (!text.empty() && is_digit(text.front())) {
      plain += text.front();
      text.remove_prefix(1);
    }
    digits = digits || plain.size() > before;
    if (plain.size() == before) plain.pop_back();
  } else if (groups == 1 && own_mark && !style.grouped) {
    return {};
  }
  if (!digits) return {};
  if (text.starts_with('e') || text.starts_with('E')) {
    plain += 'e';
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.find_first_not_of("-0123456789") != std::string_view::npos) return {};
    plain += text;
    text = {};
  }
  if (!text.empty()) return {};
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value))
    return {};
  return value;
}

std::optional<double> parse_quantity(std::string_view text, const NumberStyle& style) {
  constexpr std::array<std::pair<char, std::string_view>, 4> powers = {
      {{'k', "e3"}, {'m', "e6"}, {'b', "e9"}, {'t', "e12"}}};
  text = trimmed(text);
  if (text.empty()) return {};
  for (const auto& [letter, exponent] : powers) {
    if ((text.back() | 0x20) != letter) continue;
    return parse_number(std::string(trimmed(text.substr(0, text.size() - 1))).append(exponent),
                        style);
  }
  return parse_number(text, style);
}

void weigh(std::string_view text, StyleEvidence& evidence) {
  text = without_currency(trimmed(text));
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  text = without_currency(text);
  if (text.ends_with('%')) text.remove_suffix(1);
  if (!text.empty() && std::string_view("KMBTkmbt").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789.,") != std::string_view::npos) return;
  const auto commas = std::count(text.begin(), text.end(), ',');
  const auto points = std::count(text.begin(), text.end(), '.');
  if (commas == 0 && points == 0) return;
  if (commas > 0 && points > 0) {
    ++evidence.both_marks;
    ++(text.rfind(',') > text.rfind('.') ? evidence.decimal_comma : evidence.decimal_point);
    return;
  }
  if (commas > 1 || points > 1) {
    ++(commas > 1 ? evidence.comma_groups : evidence.point_groups);
    return;
  }
  const std::size_t mark = text.find_first_of(".,");
  const bool like_group = text.size() - mark == 4 && mark >= 1 && mark <= 3 && text.front() != '0';
  if (like_group) {
    ++(commas ? evidence.comma_either : evidence.point_either);
  } else {
    ++(commas ? evidence.decimal_comma : evidence.decimal_point);
  }
}

}  // namespace stratgen
