#include "runtime/alpaca/access.hpp"

#include "runtime/fetch/answers.hpp"
#include "runtime/http/http_client.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

constexpr const char* paper_url = "https://paper-api.alpaca.markets";

Result<std::string> url_of(const Setting& setting, const char* name, const char* usual) {
  std::string url = setting(name);
  if (url.empty()) url = usual;
  while (url.ends_with('/')) url.pop_back();
  if (url.ends_with("/v2")) url.resize(url.size() - 3);
  while (url.ends_with('/')) url.pop_back();
  if (const auto good = check_url(url); !good) {
    return fail(Fault::Usage, fmt::format("{}: {}", name, good.error().message));
  }
  return url;
}

// The message never quotes it.
Result<std::string> key_of(const Setting& setting, const char* name) {
  std::string key = setting(name);
  if (key.empty()) {
    return fail(Fault::Usage, fmt::format("alpaca: set {} in the environment or in .env", name));
  }
  if (!is_key(key)) {
    return fail(Fault::Usage,
                fmt::format("alpaca: {} holds blanks or other characters that no key has", name));
  }
  return key;
}

}  // namespace

Result<AlpacaAccess> alpaca_access(const Setting& setting) {
  AlpacaAccess access;
  STRATGEN_TRY(access.trading_url, url_of(setting, "APCA_API_BASE_URL", paper_url));
  STRATGEN_TRY(access.data_url,
               url_of(setting, "APCA_API_DATA_URL", "https://data.alpaca.markets"));
  STRATGEN_TRY(access.key, key_of(setting, "APCA_API_KEY_ID"));
  STRATGEN_TRY(access.secret, key_of(setting, "APCA_API_SECRET_KEY"));
  constexpr const char* rate = "APCA_API_REQUESTS_PER_MINUTE";
  if (const std::string text = setting(rate); !text.empty()) {
    access.requests_per_minute = parse_number(text);
    if (!(access.requests_per_minute >= 10 && access.requests_per_minute <= 1e6)) {
      return fail(Fault::Usage, fmt::format("{} is not a number from 10 to 1000000", rate));
    }
  }
  return access;
}

bool is_paper(const AlpacaAccess& access) {
  const std::string& url = access.trading_url;
  if (url == paper_url) return true;
  // Plain http is spoken with this machine only.
  const std::size_t scheme = url.find("://");
  return scheme != url.npos && check_url(url) && check_url("http" + url.substr(scheme));
}

}  // namespace stratgen
