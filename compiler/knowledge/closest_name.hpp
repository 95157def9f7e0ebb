// "Did you mean": the candidate that a mistyped name was most likely meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace stratgen {

// The candidate with the smallest edit distance, if that is at most a third of the longer name's
// length (and at least one edit is always forgiven), or one that the name begins or is begun by.
// Empty when nothing is close.
std::string closest_name(std::string_view name, std::span<const std::string> candidates);

// "; did you mean fast?" for closest_name, or nothing.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace stratgen
