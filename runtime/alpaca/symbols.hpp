// Symbols as the workspace and Alpaca spell them: BRK-B is BRK.B there, and BTC-USD is BTC/USD in
// orders and prices but BTCUSD among positions.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

// A pair of currencies: "BTC-USD", "ETH/USDT".
bool is_crypto_pair(std::string_view symbol);

std::string to_alpaca(std::string_view symbol);

// `crypto`: known to be a pair. Without that one that has no slash is known by its length, since
// no stock has six letters.
std::string from_alpaca(std::string_view symbol, bool crypto);

}  // namespace stratgen
