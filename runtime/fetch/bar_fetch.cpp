#include "runtime/fetch/bar_fetch.hpp"

#include "runtime/fetch/quote_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::size_t overlap_bars = 10;
constexpr double tolerance = 2e-5;  // see the header

bool is_close(double a, double b) { return std::abs(a - b) <= tolerance * std::abs(a); }

bool is_same_bar(const Bars& a, std::size_t i, const Bars& b, std::size_t j) {
  return is_close(a.open[i], b.open[j]) && is_close(a.high[i], b.high[j]) &&
         is_close(a.low[i], b.low[j]) && is_close(a.close[i], b.close[j]);
}

// Whether the source still has kept bars from `from` on as they are kept.
bool agrees(const Bars& kept, const Bars& fetched, std::int64_t from) {
  const auto begin = std::lower_bound(kept.time.begin(), kept.time.end(), from);
  std::size_t j = 0;
  for (auto i = static_cast<std::size_t>(begin - kept.time.begin()); i < kept.size(); ++i) {
    while (j < fetched.size() && fetched.time[j] < kept.time[i]) ++j;
    if (j == fetched.size() || fetched.time[j] != kept.time[i]) return false;
    if (!is_same_bar(kept, i, fetched, j)) return false;
  }
  return true;
}

// `kept`, and behind it the fetched bars that are newer.
Bars joined(const Bars& kept, const Bars& fetched) {
  Bars all = kept;
  for (std::size_t i = 0; i < fetched.size(); ++i) {
    if (!kept.time.empty() && fetched.time[i] <= kept.time.back()) continue;
    append_row(all, fetched, i);
  }
  return all;
}

std::vector<CorporateAction> joined(std::vector<CorporateAction> kept,
                                    const std::vector<CorporateAction>& fetched) {
  for (const CorporateAction& action : fetched) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const CorporateAction& other) {
      return other.kind == action.kind && other.time == action.time;
    });
    if (!known) kept.push_back(action);
  }
  return kept;
}

struct Pages {
  QuoteTable table;
  std::optional<Error> stopped;
};

// All pages, or those until something stopped them.
Pages fetch_pages(const MarketSource& source, HttpService& service, const BarAsk& ask,
                  const FetchProgress& progress) {
  Pages pages{QuoteTable(ask), std::nullopt};
  std::string cursor;
  do {
    QuotePage page;
    const auto answered = service.call(
        {.request = source.request(ask, cursor), .read = [&](const HttpAnswer& answer) {
           page = {};
           return source.read(answer, ask, cursor, page);
         }});
    if (!answered) {
      pages.stopped = answered.error();
      return pages;
    }
    if (!page.next.empty() && page.next == cursor) {
      pages.stopped =
          Error{Fault::Service, fmt::format("{}: the same page comes again and again", ask.symbol)};
      return pages;
    }
    pages.table.see_clock(answered->answer.header("date"));
    cursor = page.next;
    pages.table.add(std::move(page));
    if (progress) progress(pages.table.rows());
  } while (!cursor.empty());
  return pages;
}

NewBars new_bars(QuoteTable table, const MarketSource& source, const BarAsk& ask) {
  NewBars bars = std::move(table).bars(source.quoted_adjustment());
  bars.timeframe = ask.timeframe;
  bars.fetched_at = ask.now;
  return bars;
}

Result<FetchedBars> fetch_all(const MarketSource& source, HttpService& service, const BarAsk& ask,
                              const FetchProgress& progress) {
  Pages pages = fetch_pages(source, service, ask, progress);
  // The first pass of two leaves prices without their adjustment: no history yet.
  if (pages.stopped && (pages.table.rows() == 0 || pages.table.is_half_adjusted())) {
    return tl::unexpected(std::move(*pages.stopped));
  }
  FetchedBars fetched;
  fetched.notes = pages.table.notes();
  fetched.stopped = std::move(pages.stopped);
  fetched.bars = new_bars(std::move(pages.table), source, ask);
  fetched.added = fetched.bars.bars.size();
  if (fetched.added == 0) {
    return fail(Fault::Data,
                fmt::format("there are no {} bars of {} from {} to {}", ask.timeframe, ask.symbol,
                            to_iso(ask.from, Clock::Utc), to_iso(ask.to, Clock::Utc)));
  }
  return fetched;
}

// Nothing where kept bars have other values now.
Result<std::optional<FetchedBars>> fetch_newer(const MarketSource& source, HttpService& service,
                                               const BarAsk& ask, const KeptBars& kept,
                                               const FetchProgress& progress) {
  BarAsk newer = ask;
  newer.from = kept.bars.time[kept.bars.size() - std::min(kept.bars.size(), overlap_bars)];
  Pages pages = fetch_pages(source, service, newer, progress);
  if (pages.stopped && (pages.table.rows() == 0 || pages.table.is_half_adjusted())) {
    return tl::unexpected(std::move(*pages.stopped));
  }
  FetchedBars fetched;
  fetched.notes = pages.table.notes();
  fetched.stopped = std::move(pages.stopped);
  NewBars tail = new_bars(std::move(pages.table), source, newer);
  const bool keeps_raw = kept.raw.has_value() == tail.raw.has_value();
  if (!fetched.stopped && (!agrees(kept.bars, tail.bars, newer.from) || !keeps_raw)) {
    return std::nullopt;
  }
  fetched.bars = std::move(tail);
  if (kept.raw && fetched.bars.raw) fetched.bars.raw = joined(*kept.raw, *fetched.bars.raw);
  fetched.bars.bars = joined(kept.bars, fetched.bars.bars);
  fetched.bars.actions = joined(kept.actions, fetched.bars.actions);
  fetched.added = fetched.bars.bars.size() - kept.bars.size();
  return fetched;
}

}  // namespace

Result<FetchedBars> fetch_bars(const MarketSource& source, HttpService& service, const BarAsk& ask,
                               const std::optional<KeptBars>& kept, const FetchProgress& progress) {
  if (!kept || kept->bars.size() == 0) return fetch_all(source, service, ask, progress);
  BarAsk whole = ask;
  whole.from = std::min({ask.from, kept->asked_from, kept->bars.time.front()});
  const bool reaches_back = ask.from < std::min(kept->asked_from, kept->bars.time.front());
  if (!reaches_back) {
    STRATGEN_TRY(std::optional<FetchedBars> newer,
                 fetch_newer(source, service, ask, *kept, progress));
    if (newer) return std::move(*newer);
  }
  STRATGEN_TRY(FetchedBars all, fetch_all(source, service, whole, progress));
  if (all.stopped) return tl::unexpected(std::move(*all.stopped));  // half would replace a whole
  all.restated = !reaches_back;
  const std::size_t now = all.bars.bars.size();
  all.added = now - std::min(now, kept->bars.size());
  return all;
}

}  // namespace stratgen
