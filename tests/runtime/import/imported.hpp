// A text, read as a file of bars.
#pragma once

#include "runtime/import/bar_import.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

inline FormatHints hinted(const std::vector<std::string>& texts) {
  FormatHints hints;
  for (const std::string& text : texts) REQUIRE(add_format_hint(text, hints));
  return hints;
}

inline ImportedFile imported(std::string_view text, const std::vector<std::string>& hints = {}) {
  auto file = parse_bars(text, "bars.csv", "BARS", hinted(hints));
  REQUIRE_MESSAGE(file, (file ? "" : file.error().message));
  REQUIRE(!file->markets.empty());
  return std::move(*file);
}

// The message of the Error.
inline std::string refusal(std::string_view text, const std::vector<std::string>& hints = {}) {
  const auto file = parse_bars(text, "bars.csv", "BARS", hinted(hints));
  REQUIRE(!file);
  CHECK(file.error().fault == Fault::Data);
  return file.error().message;
}

inline bool concludes(const ImportedFile& file, std::string_view what) {
  return std::any_of(file.conclusions.begin(), file.conclusions.end(),
                     [what](const std::string& said) { return said.find(what) != said.npos; });
}

// "2020-01-02T00:00:00 10 12 9 11 100" of one bar.
inline std::string bar_text(const Bars& bars, std::size_t row) {
  std::string text = to_iso(bars.time[row], bars.clock);
  for (const auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    const double value = (*column)[row];
    std::string digits = std::to_string(value);  // six decimals
    if (value == value) {
      digits.erase(digits.find_last_not_of('0') + 1);
      if (digits.ends_with('.')) digits.pop_back();
    }
    text += " " + digits;
  }
  return text;
}

}  // namespace stratgen
