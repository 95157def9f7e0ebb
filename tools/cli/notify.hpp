// Alerts: what a run tells somebody who is not looking.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/trade_log.hpp"

#include <string>
#include <vector>

namespace stratgen {

// Whether somebody wants to be told: fills and ends of orders, refusals, limits, stale bars,
// failover.
bool is_alert(const LoggedEvent& event);

// "stratgen: ended: SPY buy 10 of 10 filled at 500".
std::string alert_text(const LoggedEvent& event);

// To a webhook (http or https: POST {"text": ...}) or, for all else, to the standard input of a
// command that the shell runs; trading waits for it no longer than `seconds`. What goes wrong is an
// Error that holds nothing of a URL but its server, and of a command but its program: the rest may
// be a secret.
Result<void> notify(const std::string& where, const std::string& text, double seconds = 10);

}  // namespace stratgen
