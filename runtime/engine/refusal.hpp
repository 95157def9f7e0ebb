// Refusal: why an order or a change of one is refused.
#pragma once

#include <string>

namespace stratgen {

// A number until somebody asks for the words.
struct Refusal {
  enum class Rule { None, Size, GoodFor, Price, NotBelow, NotAbove, Portion };

  Rule rule = Rule::None;
  bool is_order = false, is_long = false;  // of an order: buy or sell
  const char* field = "";                  // "limit", "stop", "sl", "tp"
  double value = 0, reference = 0;

  explicit operator bool() const { return rule != Rule::None; }
  std::string text() const;
};

}  // namespace stratgen
