// AlpacaAccess: where Alpaca is and who asks.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/base/setting.hpp"

#include <string>

namespace stratgen {

struct AlpacaAccess {
  std::string trading_url;  // without a slash at its end
  std::string data_url;
  std::string key;
  std::string secret;
  double requests_per_minute = 180;  // to both URLs; 200 are allowed without a paid plan
};

// From the settings APCA_API_BASE_URL (of paper trading without it), APCA_API_DATA_URL,
// APCA_API_KEY_ID, APCA_API_SECRET_KEY and APCA_API_REQUESTS_PER_MINUTE. A URL may end in "/v2".
// Fault::Usage says what to set.
Result<AlpacaAccess> alpaca_access(const Setting& setting);

// Whether orders cost nothing: Alpaca's paper trading, or a server of this machine.
bool is_paper(const AlpacaAccess& access);

}  // namespace stratgen
