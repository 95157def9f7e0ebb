// What status shows of an account.
#pragma once

#include "tools/cli/account_status.hpp"
#include "tools/cli/console.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

nlohmann::ordered_json status_json(const AccountStatus& status, const Limits& limits, bool paper);

void print_status(Console& out, const AccountStatus& status, const Limits& limits, bool paper);

}  // namespace stratgen
