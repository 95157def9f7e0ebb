// An Exchange as JSON, for its file and for capsules.
#pragma once

#include "compiler/llm/exchange_store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

std::string exchange_to_json(const Exchange& exchange);

// Nothing if `text` is not an exchange, or its answer is not the one whose hash it holds.
std::optional<Exchange> exchange_from_json(std::string_view text);

}  // namespace stratgen
