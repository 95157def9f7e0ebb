// Setting: what the environment, or a file in its place, says.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

namespace stratgen {

// The value of a setting by its name ("OPENAI_API_KEY"), "" where there is none.
using Setting = std::function<std::string(std::string_view name)>;

// Whether a header can carry it: visible ASCII without a blank.
inline bool is_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace stratgen
