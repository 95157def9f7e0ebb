// JSON that someone else wrote, parsed so that what is wrong with it can be said precisely.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/base/text_position.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace stratgen {

// At most 32 levels deep, no key twice in an object, well-formed UTF-8. An Error (Fault::Strategy)
// reads
// "<what>: line 3, column 9: ..."; `start` is where `text` begins in what the reader has before
// them.
Result<nlohmann::json> parse_json(std::string_view text, std::string_view what,
                                  TextPosition start = {});

}  // namespace stratgen
