// A question to a source, and its answers as a test writes them.
#pragma once

#include "runtime/fetch/sources.hpp"

#include <string>
#include <utility>

namespace stratgen {

inline constexpr std::int64_t jan_2_2024 = 1704153600;  // 2024-01-02T00:00:00Z, a Tuesday
inline constexpr std::int64_t one_day = 86400;

inline BarAsk ask_for(std::string symbol, std::string timeframe = "1d") {
  return {.symbol = std::move(symbol),
          .timeframe = std::move(timeframe),
          .from = jan_2_2024,
          .to = jan_2_2024 + 30 * one_day,
          .now = jan_2_2024 + 30 * one_day};
}

inline HttpAnswer answer_of(int status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

inline const SourceAccess keys{
    .base_url = "http://127.0.0.1:1", .key = "the-key-9876543210", .secret = "the-secret-012345"};

struct ReadPage {
  Reading reading;
  QuotePage page;
};

inline ReadPage read_page(const MarketSource& source, const BarAsk& ask, const HttpAnswer& answer,
                          const std::string& cursor = "") {
  ReadPage read;
  read.reading = source.read(answer, ask, cursor, read.page);
  return read;
}

// What an answer about AAPL means.
inline Disposition disposition_of(const MarketSource& source, int status, const std::string& body) {
  return read_page(source, ask_for("AAPL"), answer_of(status, body)).reading.disposition;
}

}  // namespace stratgen
