#include "runtime/fetch/quote_table.hpp"

#include "runtime/fetch/answers.hpp"
#include "runtime/http/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stratgen {
namespace {

constexpr std::int64_t honest_skew = 300;  // seconds between two clocks that are both right

bool is_whole(const Quote& row) {
  return std::isfinite(row.open) && std::isfinite(row.high) && std::isfinite(row.low) &&
         std::isfinite(row.close);
}

// Ascending in time, the last of equal times.
void put_in_order(std::vector<Quote>& rows, const BarAsk& ask, std::vector<Defect>* defects) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return rows[a].time != rows[b].time ? rows[a].time < rows[b].time : a < b;
  });
  std::vector<Quote> kept;
  kept.reserve(rows.size());
  for (const std::size_t number : order) {
    const Quote& row = rows[number];
    if (kept.empty() || kept.back().time != row.time) {
      kept.push_back(row);
      continue;
    }
    kept.back() = row;
    if (defects == nullptr) continue;
    defects->push_back({.kind = "duplicate",
                        .severity = Severity::Note,
                        .bar = {},
                        .time = row.time,
                        .line = {},
                        .message = fmt::format("two rows of {}; the last one was kept",
                                               bar_stamp(row.time, ask.timeframe)),
                        .repair = {}});
  }
  rows = std::move(kept);
}

Bars bars_of(const std::vector<Quote>& rows, const BarAsk& ask) {
  Bars bars;
  bars.symbol = ask.symbol;
  bars.clock = is_daily_or_longer(ask.timeframe) ? Clock::Dates : Clock::Utc;
  for (const Quote& row : rows) {
    bars.time.push_back(row.time);
    bars.open.push_back(row.open);
    bars.high.push_back(row.high);
    bars.low.push_back(row.low);
    bars.close.push_back(row.close);
    bars.volume.push_back(row.volume);
  }
  return bars;
}

// As traded on the day: what came before a split costs, and trades, by so many old shares.
void undo_splits(std::vector<Quote>& rows, const std::vector<CorporateAction>& actions) {
  for (const CorporateAction& action : actions) {
    if (action.kind != CorporateAction::Kind::Split) continue;
    for (Quote& row : rows) {
      if (row.time >= action.time) break;
      for (double* price : {&row.open, &row.high, &row.low, &row.close}) *price *= action.value;
      row.volume /= action.value;
    }
  }
}

}  // namespace

void QuoteTable::add(QuotePage page) {
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(quoted_, page.quoted);
  append(adjusted_, page.adjusted);
  append(actions_, page.actions);
  if (!page.note.empty()) notes_.push_back(std::move(page.note));
}

void QuoteTable::see_clock(std::string_view http_date) {
  const auto seconds = parse_http_date(http_date);
  if (!seconds || std::abs(*seconds - ask_.now) <= honest_skew || now_ != ask_.now) return;
  now_ = *seconds;
  notes_.push_back(fmt::format("this machine's clock says {}, the source's {}, which is believed",
                               to_iso(ask_.now, Clock::Utc), to_iso(now_, Clock::Utc)));
}

bool QuoteTable::is_half_adjusted() const {
  return !adjusted_.empty() && adjusted_.size() != quoted_.size();
}

NewBars QuoteTable::bars(Adjustment quoted) && {
  NewBars result;
  put_in_order(quoted_, ask_, &result.defects);
  put_in_order(adjusted_, ask_, nullptr);
  const std::int64_t from = is_daily_or_longer(ask_.timeframe) ? day_of(ask_.from) : ask_.from;
  const auto is_wanted = [&](const Quote& row) {
    return row.time >= from && row.time <= ask_.to && row.end <= now_;
  };
  std::vector<Quote> raw;
  std::vector<Quote> adjusted;
  auto other = adjusted_.begin();
  for (const Quote& row : quoted_) {
    while (other != adjusted_.end() && other->time < row.time) ++other;
    if (!is_wanted(row)) continue;
    const bool has_other = other != adjusted_.end() && other->time == row.time;
    if (is_whole(row) && (adjusted_.empty() || (has_other && is_whole(*other)))) {
      raw.push_back(row);
      if (has_other) adjusted.push_back(*other);
      continue;
    }
    result.defects.push_back({.kind = "blank",
                              .severity = Severity::Warning,
                              .bar = {},
                              .time = row.time,
                              .line = {},
                              .message = fmt::format("the row of {} has no {}; it was left out",
                                                     bar_stamp(row.time, ask_.timeframe),
                                                     is_whole(row) ? "adjusted price" : "prices"),
                              .repair = "fetch it from another source"});
  }
  if (adjusted_.empty()) {
    result.bars = bars_of(raw, ask_);
    result.adjustment = quoted;
  } else {
    result.bars = bars_of(adjusted, ask_);
    result.adjustment = Adjustment::Full;
    if (quoted == Adjustment::Splits) undo_splits(raw, actions_);
    result.raw = bars_of(raw, ask_);
  }
  result.actions = std::move(actions_);
  return result;
}

}  // namespace stratgen
