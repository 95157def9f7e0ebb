// Private to compiler/frontend: what to write instead of what clang did not accept, for the things
// that people and models take for granted and a strategy does not have.
#pragma once

#include <string_view>

namespace stratgen {

// Of an error message of clang's; empty if there is nothing better to say than the message.
std::string_view hint_for(std::string_view message);

// Of a note that says why a constant is none; empty if the note says it best.
std::string_view hint_for_constant(std::string_view note);

// For a message that has no better hint: never empty.
std::string_view general_hint_for(std::string_view message);

}  // namespace stratgen
