// Defect: something wrong, or odd, in bars or in the file that they came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

enum class Severity {
  Note,     // worth knowing: rows were newest first, a volume of zero
  Warning,  // results may suffer: a gap, an outlier, a stale tail
  Severe,   // results would be wrong: an impossible bar, a split that is not adjusted for
};

// "note", "warning", "severe".
constexpr std::string_view to_text(Severity severity) {
  constexpr std::string_view names[] = {"note", "warning", "severe"};
  return names[static_cast<std::size_t>(severity)];
}

struct Defect {
  std::string kind;  // one word that scripts rely on: "ohlc", "duplicate", "gap", "split", ...
  Severity severity = Severity::Warning;
  std::optional<std::size_t> bar;    // its number in the bars, from 0; none if it is not there
  std::optional<std::int64_t> time;  // of that bar, or of the one that is missing
  std::optional<std::size_t> line;   // in the file, from 1, where there was one
  std::string message;               // one sentence: what is wrong, with the figures
  std::string repair;                // what to do about it; "" where nothing is suggested
};

}  // namespace stratgen
