// What a service wrote, made fit for our messages: short, on one line, without a key.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

inline constexpr std::size_t longest_foreign_text = 200;  // characters

// The first 200 characters of `text`. White space and control characters become single spaces,
// bytes that are not UTF-8 become '?'. Words that hold `secret`, a piece of it, a key that is half
// starred out, or anything that begins like a key ("sk-...") become "[key]".
std::string foreign_text(std::string_view text, std::string_view secret);

// The text of an answer, in which nothing but the secret itself is hidden; and not one that is so
// short that it could be a word, as servers of one's own are content with.
std::string without_secret(std::string text, std::string_view secret);

}  // namespace stratgen
