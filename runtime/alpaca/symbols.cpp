#include "runtime/alpaca/symbols.hpp"

#include <algorithm>

namespace stratgen {
namespace {

// What Alpaca's pairs are priced in; one that another ends with stands behind it.
constexpr std::string_view currencies[] = {"USDT", "USDC", "USD", "BTC"};
constexpr std::size_t longest_stock = 5;

bool is_currency(std::string_view text) {
  return std::find(std::begin(currencies), std::end(currencies), text) != std::end(currencies);
}

}  // namespace

bool is_crypto_pair(std::string_view symbol) {
  const std::size_t middle = symbol.find_last_of("-/");
  if (middle == symbol.npos || middle == 0) return false;
  return symbol[middle] == '/' || is_currency(symbol.substr(middle + 1));
}

std::string to_alpaca(std::string_view symbol) {
  std::string name(symbol);
  std::replace(name.begin(), name.end(), '-', is_crypto_pair(symbol) ? '/' : '.');
  return name;
}

std::string from_alpaca(std::string_view symbol, bool crypto) {
  std::string name(symbol);
  std::replace(name.begin(), name.end(), '/', '-');
  std::replace(name.begin(), name.end(), '.', '-');
  if (name.find('-') != name.npos || (!crypto && name.size() <= longest_stock)) return name;
  for (const std::string_view currency : currencies) {
    if (name.size() == currency.size() || !name.ends_with(currency)) continue;
    return name.insert(name.size() - currency.size(), "-");
  }
  return name;
}

}  // namespace stratgen
