// Attacks and how they end: compiled with the text's and the tree's layers off, linked and run.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <initializer_list>
#include <string>

namespace stratgen::test {

inline constexpr Layers code_only{.text = false, .tree = false, .code = true};
inline constexpr Layers no_layer{.text = false, .tree = false, .code = false};

// How compile, link or run ended; "" if with a report. Over 60 daily bars at 100, 101, ... from
// Monday, 1 January 2024, and with 5,000,000 units of fuel beside those for each bar.
std::string failure(const std::string& source, const Layers& layers = code_only);

// Each as the body of next(), which stands at line 10, fails at the first bar that is traded.
void each_ends(const std::string& reason, std::initializer_list<const char*> bodies);

// The same of bodies that fail inside a function of libc.
void each_ends_in_libc(const std::string& reason, std::initializer_list<const char*> bodies);

// Where that is, as failure() says it.
inline const std::string place = "S line 10, at bar 10 (2024-01-11): ";
// With AddressSanitizer, functions of libc are its interceptors, whose frames are larger than the
// part of the stack in which the belt looks for the caller: then a fault in one of them, which only
// unchecked code can cause, has no line.
#if __has_feature(address_sanitizer)
inline const std::string in_libc_at_line_4 = "S in init(): ";
inline const std::string place_in_libc = "S at bar 10 (2024-01-11): ";
#else
inline const std::string in_libc_at_line_4 = "S line 4, in init(): ";
inline const std::string place_in_libc = place;
#endif
inline const std::string memory = "it reads, writes or jumps to memory that is not its own";
inline const std::string trap =
    "an array index out of bounds, an integer overflow, a division by zero or a conversion out of "
    "range";
inline const std::string fuel =
    "the budget of loop iterations and calls is spent; does a loop end?";
inline const std::string stack = "the stack is full; does a recursion end?";

}  // namespace stratgen::test
