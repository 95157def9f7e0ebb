#include "runtime/market/resample.hpp"

#include "runtime/market/sessions.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

using namespace std::chrono;

// The longer bar that a bar begins in.
struct Span {
  std::int64_t stamp = 0;
  std::int64_t end = 0;  // an instant
};

std::int64_t seconds_of(sys_days date) { return sys_seconds(date).time_since_epoch().count(); }

std::int64_t floor_to(std::int64_t time, std::int64_t step) {
  return time - (((time % step) + step) % step);
}

class Spans {
 public:
  Spans(const Bars& bars, const BarKind& kind, std::int64_t to)
      : sessions_(kind.market, bars.clock), kind_(kind), to_(to) {}

  // Nothing for what is outside of the session's hours.
  std::optional<Span> of(std::int64_t stamp, std::int64_t end) {
    if (kind_.seconds >= seconds_of_a_day) return of_date(sessions_.date_of(stamp));
    const Session session = sessions_.of(stamp);
    const std::int64_t time = sessions_.instant(stamp);
    const bool rests = kind_.market == Market::UsStocks || kind_.market == Market::Forex ||
                       kind_.market == Market::UsFutures;
    if (rests && (end <= session.open || time >= session.close)) return std::nullopt;
    if (to_ >= seconds_of_a_day) return of_date(session.date);
    return within(session, stamp, time);
  }

 private:
  Span of_date(sys_days date) {
    if (to_ == seconds_of_a_day) return {seconds_of(date), sessions_.on(date).close};
    if (date != last_date_) {
      last_date_ = date;
      const bool weeks = to_ == 7 * seconds_of_a_day;
      const sys_days first = weeks ? sessions_.monday_of(date) : first_of_month(date);
      const sys_days last = weeks ? sessions_.last_of_week(date) : sessions_.last_of_month(date);
      long_span_ = {seconds_of(first), sessions_.on(last).close};
    }
    return long_span_;
  }

  Span within(const Session& session, std::int64_t stamp, std::int64_t time) const {
    const bool from_open = kind_.market == Market::UsStocks;
    const std::int64_t begin =
        from_open ? session.open + std::max<std::int64_t>(0, floor_to(time - session.open, to_))
                  : floor_to(time, to_);
    const bool last_of_week =
        (kind_.market == Market::Forex || kind_.market == Market::UsFutures) &&
        weekday(session.date) == Friday;
    const std::int64_t end =
        from_open || last_of_week ? std::min(begin + to_, session.close) : begin + to_;
    return {stamp - (time - begin), end};
  }

  Sessions sessions_;
  BarKind kind_;
  std::int64_t to_;
  sys_days last_date_ = sys_days(days(-1'000'000));
  Span long_span_;
};

tl::unexpected<Error> not_fitting(const Bars& bars, std::size_t row, std::string_view to) {
  return fail(Fault::Data,
              fmt::format("{} cannot be resampled to {}: its bar at {} reaches over the edge of a "
                          "{} bar; resample from finer bars",
                          bars.symbol, to, to_iso(bars.time[row], bars.clock), to));
}

class LongBars {
 public:
  bool empty() const { return time_.empty(); }

  void add(std::int64_t stamp, const Bars& bars, std::size_t row) {
    if (!empty() && time_.back() == stamp) return extend(bars, row);
    time_.push_back(stamp);
    open_.push_back(bars.open[row]);
    high_.push_back(bars.high[row]);
    low_.push_back(bars.low[row]);
    close_.push_back(bars.close[row]);
    volume_.push_back(bars.volume[row]);
  }

  void drop_last() {
    time_.pop_back();
    for (std::vector<double>* const column : {&open_, &high_, &low_, &close_, &volume_}) {
      column->pop_back();
    }
  }

  Bars take(const std::string& symbol, Clock clock) && {
    return {symbol,           clock,           std::move(time_),  std::move(open_),
            std::move(high_), std::move(low_), std::move(close_), std::move(volume_)};
  }

 private:
  void extend(const Bars& bars, std::size_t row) {
    high_.back() = std::max(high_.back(), bars.high[row]);
    low_.back() = std::min(low_.back(), bars.low[row]);
    close_.back() = bars.close[row];
    volume_.back() += bars.volume[row];
  }

  std::vector<std::int64_t> time_;
  std::vector<double> open_, high_, low_, close_, volume_;
};

bool is_multiple(std::int64_t to, std::int64_t from) {
  return to > from && (to >= seconds_of_a_day || to % from == 0);
}

}  // namespace

Result<Bars> resample(const Bars& bars, std::string_view to) {
  STRATGEN_TRY(const BarKind kind, bar_kind(bars));
  return resample(bars, kind, to);
}

Result<Bars> resample(const Bars& bars, const BarKind& kind, std::string_view to) {
  const auto seconds = timeframe_seconds(to);
  if (!seconds) {
    return fail(Fault::Usage,
                fmt::format("'{}' is not a time frame; use 5m, 15m, 1h, 4h, 1d, 1wk or 1mo", to));
  }
  if (!is_multiple(*seconds, kind.seconds)) {
    return fail(Fault::Data,
                fmt::format("{} cannot be resampled to {}: its bars are {} bars, and only "
                            "multiples of that can be made of them",
                            bars.symbol, to, timeframe_text(kind.seconds)));
  }
  const std::vector<std::int64_t> ends = bar_ends(bars, kind);
  LongBars made;
  Spans spans(bars, kind, *seconds);
  std::int64_t known = 0, end = 0;
  for (std::size_t row = 0; row < bars.size(); ++row) {
    known = std::max(known, ends[row]);
    const auto span = spans.of(bars.time[row], ends[row]);
    if (!span) continue;
    const bool begins_before = *seconds < seconds_of_a_day && bars.time[row] < span->stamp;
    if (ends[row] > span->end || begins_before) return not_fitting(bars, row, to);
    made.add(span->stamp, bars, row);
    end = span->end;
  }
  if (!made.empty() && known < end) made.drop_last();
  if (made.empty()) {
    return fail(Fault::Data, fmt::format("{} holds no whole {} bar in its {} bars", bars.symbol, to,
                                         bars.size()));
  }
  return std::move(made).take(bars.symbol, *seconds < seconds_of_a_day ? bars.clock : Clock::Dates);
}

}  // namespace stratgen
