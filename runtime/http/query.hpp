// The part of a URL behind the question mark.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace stratgen {

// Everything but letters, digits and -._~ as %XX (RFC 3986, section 2.3).
std::string percent_encoded(std::string_view text);

// "?a=1&b=x%2Fy"; parameters without a value are left out.
std::string query(std::initializer_list<std::pair<std::string_view, std::string>> parameters);

}  // namespace stratgen
