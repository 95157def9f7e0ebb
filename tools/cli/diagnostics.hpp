// Findings about a source, as people read them: place, message, the line with a caret, what to
// write instead.
#pragma once

#include "runtime/base/error.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/strategy_source.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>

namespace stratgen {

// "file:line:column", as much of it as is known.
std::string place_of(const Diagnostic& finding);

std::string render_diagnostics(const Console& console, std::span<const Diagnostic> diagnostics,
                               std::string_view source);

nlohmann::ordered_json diagnostics_json(std::span<const Diagnostic> diagnostics,
                                        std::string_view source);

// Writes the findings of `error` to standard error. What is left to say is a sentence.
Error after_findings(Context& context, Error error, const StrategySource& source);

}  // namespace stratgen
