// What stratgen needs beside a language model, each tried.
#pragma once

#include "tools/cli/context.hpp"

#include <string>
#include <vector>

namespace stratgen {

struct HouseCheck {
  std::string name;  // "workspace"
  bool good = false;
  std::string text;  // what was found, or what is wrong and what to do
};

std::vector<HouseCheck> check_house(const Context& context);

}  // namespace stratgen
