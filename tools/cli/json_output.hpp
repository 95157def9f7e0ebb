// JSON on standard output.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace stratgen {

// NaN as null, infinities as the texts "inf" and "-inf".
nlohmann::ordered_json json_number(double value);

// `indent` below 0 is one line. Bytes that are not UTF-8, as in names of files, become U+FFFD.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace stratgen
