// Setting: what the environment, or a file in its place, says.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace stratgen {

// The value of a setting by its name ("OPENAI_API_KEY"), "" where there is none.
using Setting = std::function<std::string(std::string_view name)>;

}  // namespace stratgen
