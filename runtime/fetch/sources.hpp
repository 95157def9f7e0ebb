// The sources of market data: which there are, what each can give, and how it wants to be asked.
#pragma once

#include "runtime/base/setting.hpp"
#include "runtime/fetch/market_source.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Yahoo answers only what calls itself Mozilla.
inline constexpr const char* browser_like_agent = "Mozilla/5.0 (compatible; stratgen)";

// One source, before it is set up. Settings are named <prefix>_BASE_URL, ...
struct SourceKind {
  std::string_view name;
  std::string_view base_url;
  std::string_view base_url_setting;
  std::string_view key_setting;     // "" where it wants none
  std::string_view secret_setting;  // "" where it wants none
  std::vector<std::string_view> timeframes;
  ServiceLimits limits;
  std::unique_ptr<MarketSource> (*make)(SourceAccess access);
};

std::span<const SourceKind> source_kinds();

// Fault::Usage, naming those that there are.
Result<const SourceKind*> find_source(std::string_view name);

// Names the source that the pipeline's commands fetch missing bars from.
inline constexpr const char* data_source_setting = "STRATGEN_DATA_SOURCE";

// From settings. Fault::Usage says what to set.
Result<SourceAccess> source_access(const SourceKind& kind, const Setting& setting);

std::unique_ptr<MarketSource> make_yahoo(SourceAccess access);
std::unique_ptr<MarketSource> make_stooq(SourceAccess access);
std::unique_ptr<MarketSource> make_alpaca(SourceAccess access);
std::unique_ptr<MarketSource> make_tiingo(SourceAccess access);
std::unique_ptr<MarketSource> make_alpha_vantage(SourceAccess access);
std::unique_ptr<MarketSource> make_binance(SourceAccess access);
std::unique_ptr<MarketSource> make_kraken(SourceAccess access);

}  // namespace stratgen
