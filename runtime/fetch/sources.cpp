#include "runtime/fetch/sources.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stratgen {
namespace {

// A setting that holds a key. The message never quotes it.
Result<std::string> key_of(const SourceKind& kind, std::string_view name, const Setting& setting) {
  if (name.empty()) return std::string();
  std::string key = setting(name);
  if (key.empty()) {
    return fail(Fault::Usage,
                fmt::format("{}: set {} in the environment or in .env", kind.name, name));
  }
  if (!is_key(key)) {
    return fail(Fault::Usage, fmt::format("{}: {} holds blanks or other characters that no key has",
                                          kind.name, name));
  }
  return key;
}

}  // namespace

// Limits stay below what each allows without a paid plan. Tiingo's 50 an hour and Alpha Vantage's
// 25 a day are left to their own refusals.
std::span<const SourceKind> source_kinds() {
  static const std::vector<SourceKind> kinds = {
      {"yahoo",
       "https://query1.finance.yahoo.com",
       "YAHOO_BASE_URL",
       "",
       "",
       {"1m", "5m", "15m", "1h", "4h", "1d", "1wk"},
       {.concurrent = 4, .requests_per_minute = 100},
       make_yahoo},
      {"stooq",
       "https://stooq.com",
       "STOOQ_BASE_URL",
       "",
       "",
       {"1d", "1wk"},
       {.concurrent = 1, .requests_per_minute = 60},
       make_stooq},
      {"alpaca",
       "https://data.alpaca.markets",
       "APCA_API_DATA_URL",
       "APCA_API_KEY_ID",
       "APCA_API_SECRET_KEY",
       {"1m", "5m", "15m", "1h", "4h", "1d", "1wk"},
       {.concurrent = 4, .requests_per_minute = 180},
       make_alpaca},
      {"tiingo",
       "https://api.tiingo.com",
       "TIINGO_BASE_URL",
       "TIINGO_API_KEY",
       "",
       {"1d"},
       {.concurrent = 2, .requests_per_minute = 60},
       make_tiingo},
      {"alphavantage",
       "https://www.alphavantage.co",
       "ALPHAVANTAGE_BASE_URL",
       "ALPHAVANTAGE_API_KEY",
       "",
       {"1d", "1wk"},
       {.concurrent = 1, .requests_per_minute = 30},
       make_alpha_vantage},
      {"binance",
       "https://api.binance.com",
       "BINANCE_BASE_URL",
       "",
       "",
       {"1m", "5m", "15m", "1h", "4h", "1d", "1wk"},
       {.concurrent = 4, .requests_per_minute = 1000},
       make_binance},
      {"kraken",
       "https://api.kraken.com",
       "KRAKEN_BASE_URL",
       "",
       "",
       {"1m", "5m", "15m", "1h", "4h", "1d", "1wk"},
       {.concurrent = 1, .requests_per_minute = 50},
       make_kraken},
  };
  return kinds;
}

Result<const SourceKind*> find_source(std::string_view name) {
  std::vector<std::string_view> names;
  for (const SourceKind& kind : source_kinds()) {
    if (kind.name == name) return &kind;
    names.push_back(kind.name);
  }
  return fail(Fault::Usage,
              fmt::format("there is no source \"{}\"; there are {}", name, fmt::join(names, ", ")));
}

Result<SourceAccess> source_access(const SourceKind& kind, const Setting& setting) {
  SourceAccess access;
  access.base_url = setting(kind.base_url_setting);
  if (access.base_url.empty()) access.base_url = kind.base_url;
  while (access.base_url.ends_with('/')) access.base_url.pop_back();
  if (const auto good = check_url(access.base_url); !good) {
    return fail(Fault::Usage, fmt::format("{}: {}", kind.base_url_setting, good.error().message));
  }
  STRATGEN_TRY(access.key, key_of(kind, kind.key_setting, setting));
  STRATGEN_TRY(access.secret, key_of(kind, kind.secret_setting, setting));
  return access;
}

}  // namespace stratgen
