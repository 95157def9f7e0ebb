// What a field may hold that nobody expects there.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace stratgen {

inline std::vector<nlohmann::json> hostile_values() {
  return {nullptr,
          true,
          -1,
          1e308,
          "",
          "NaN",
          "inf",
          "-5",
          "1e3",
          "9999999999999999999999",
          "0.00000000000000000000001",
          "\x1b[2J\n",
          std::string(100'000, 'x'),
          nlohmann::json::array(),
          nlohmann::json::object(),
          {{"a", 1}},
          {1, 2}};
}

// `body` with each of its fields missing, and with each hostile value in its place.
template <class Check>
void with_each_field_broken(const nlohmann::json& body, const Check& check) {
  for (const auto& [name, value] : body.items()) {
    nlohmann::json broken = body;
    broken.erase(name);
    check(broken);
    for (const nlohmann::json& hostile : hostile_values()) {
      broken[name] = hostile;
      check(broken);
    }
  }
}

}  // namespace stratgen
