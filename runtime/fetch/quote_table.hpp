// QuoteTable: the pages of one fetch, put together and sifted.
#pragma once

#include "runtime/fetch/market_source.hpp"
#include "runtime/market/bar_store.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

class QuoteTable {
 public:
  explicit QuoteTable(const BarAsk& ask) : ask_(ask), now_(ask.now) {}

  void add(QuotePage page);

  // The `Date` of an answer. Where it is more than five minutes off our clock, the source's clock
  // says which bars are final, and a note says so.
  void see_clock(std::string_view http_date);

  std::size_t rows() const { return quoted_.size(); }
  // Adjusted prices have begun to come, and not all are there.
  bool is_half_adjusted() const;
  const std::vector<std::string>& notes() const { return notes_; }

  // In order of time, within what was asked for, without bars that are not final. Of two rows of
  // the same time the last one stays; rows without all prices are left out; both are said as
  // Defects.
  NewBars bars(Adjustment quoted) &&;

 private:
  BarAsk ask_;
  std::int64_t now_;
  std::vector<Quote> quoted_;
  std::vector<Quote> adjusted_;
  std::vector<CorporateAction> actions_;
  std::vector<std::string> notes_;
};

}  // namespace stratgen
