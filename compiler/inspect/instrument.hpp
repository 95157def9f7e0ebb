// The text of a strategy, rewritten so that it reports what it sees: the value of each condition,
// the place of each order, its members after each bar. Lines stay where they are, and what it
// computes and orders stays the same. Only for a text that compile() has accepted.
#pragma once

#include "runtime/base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct TextPlace {
  int line = 0;
  int column = 0;
};

// An expression that is watched. Its number is its index, and Observation::id.
struct WatchedExpression {
  enum class Kind {
    Leaf,
    And,
    Or,
    Not,
    Operand,  // a number that a Leaf compares
    Switch,
  };
  TextPlace at;
  Kind kind = Kind::Leaf;
  std::string text;                 // on one line
  std::vector<int> parts;           // of And, Or, Not; of a Leaf: the conditions it stands for
  std::string left, right;          // of a comparison or a crossover: its operands
  int left_id = -1, right_id = -1;  // where these are watched for themselves
  std::string definition;           // of an Operand that is a local variable
};

// What has to hold for the program to come to a place.
struct Step {
  enum class Kind {
    Condition,  // `id` is an expression; it has to have the value `needed`
    Case,       // `id` is a switch; its value has to be one of `cases`, or none of `other_cases`
    NoExit,     // `id` is a marked place that leaves before
    Position,   // the engine's own rule for the signal form
  };
  enum class Side { Long, Short, NotLong, NotShort };
  Kind kind = Kind::Condition;
  int id = 0;
  bool needed = true;
  std::vector<long> cases, other_cases;
  Side side = Side::NotLong;
};

// A place that reports when it is reached. Its number is its index, and OrderEvent::call.
struct MarkedPlace {
  enum class Kind { Buy, Sell, Close, OtherOrder, Exit };
  TextPlace at;
  Kind kind = Kind::Exit;
  std::string text;
  // From the start of next(), in the order of the text; one for each chain of calls that leads
  // here. Of an exit: from the start of its function, one.
  std::vector<std::vector<Step>> ways;
};

// Its number is its index, and MemberValue::id.
struct WatchedMember {
  enum class Kind { Series, Number, Bool, Enum };
  std::string name;  // "m.hist", "levels[2]"
  Kind kind = Kind::Number;
  bool parameter = false;
  std::map<long, std::string> labels;  // of an Enum
};

struct InstrumentedSource {
  std::string text;
  bool signals = false;  // the signal form
  std::vector<WatchedExpression> expressions;
  std::vector<MarkedPlace> places;
  std::vector<WatchedMember> members;
};

// Fault::Internal if the text does not parse.
Result<InstrumentedSource> instrument(std::string_view source);

}  // namespace stratgen
