#include "runtime/market/bar_ends.hpp"

#include "runtime/market/sessions.hpp"
#include "runtime/market/timeframe.hpp"

#include <algorithm>

namespace stratgen {
namespace {

using namespace std::chrono;

double share_outside_of_hours(const Bars& bars) {
  Sessions sessions(Market::UsStocks, bars.clock);
  std::size_t outside = 0;
  for (const std::int64_t stamp : bars.time) {
    const Session& session = sessions.of(stamp);
    const std::int64_t time = sessions.instant(stamp);
    if (time < session.open || time >= session.close) ++outside;
  }
  return static_cast<double>(outside) / static_cast<double>(bars.size());
}

// Whether nothing trades for hours after the session.
bool rests_after(const Session& session, const BarKind& kind) {
  if (kind.market == Market::UsStocks) return !kind.extended;
  const bool has_weekends = kind.market == Market::Forex || kind.market == Market::UsFutures;
  return has_weekends && weekday(session.date) == Friday;
}

std::int64_t intraday_end(std::int64_t stamp, const BarKind& kind, Sessions& sessions) {
  const std::int64_t time = sessions.instant(stamp);
  const std::int64_t end = time + kind.seconds;
  const Session& session = sessions.of(stamp);
  const bool is_cut = time < session.close && rests_after(session, kind);
  return is_cut ? std::min(end, session.close) : end;
}

sys_days last_date(std::int64_t stamp, const BarKind& kind, const Sessions& sessions) {
  const sys_days date = sessions.date_of(stamp);
  if (kind.seconds == seconds_of_a_day) return date;
  return kind.seconds == 7 * seconds_of_a_day ? sessions.last_of_week(date)
                                              : sessions.last_of_month(date);
}

}  // namespace

Result<BarKind> bar_kind(const Bars& bars) {
  STRATGEN_TRY(const std::string timeframe, find_timeframe(bars));
  const auto seconds = timeframe_seconds(timeframe);
  if (!seconds) {
    return fail(Fault::Data,
                bars.symbol + " has " + timeframe + " bars, of which no day is made up");
  }
  BarKind kind{find_market(bars).market, *seconds, false};
  if (kind.seconds < seconds_of_a_day && kind.market == Market::UsStocks) {
    const double outside = share_outside_of_hours(bars);
    if (outside > 0.5) kind.market = Market::Weekdays;
    kind.extended = outside > 0.01;
  }
  const bool told_by_symbol = kind.market == Market::Forex || kind.market == Market::UsFutures;
  if (kind.seconds > seconds_of_a_day && !told_by_symbol) kind.market = Market::Unknown;
  return kind;
}

bool has_hours(Market market) { return market != Market::Unknown && market != Market::Weekdays; }

std::vector<std::int64_t> bar_ends(const Bars& bars, const BarKind& kind) {
  std::vector<std::int64_t> ends;
  ends.reserve(bars.size());
  Sessions sessions(kind.market, bars.clock);
  for (const std::int64_t stamp : bars.time) {
    ends.push_back(kind.seconds < seconds_of_a_day
                       ? intraday_end(stamp, kind, sessions)
                       : sessions.on(last_date(stamp, kind, sessions)).close);
  }
  return ends;
}

std::vector<std::int64_t> last_dates(const Bars& bars, const BarKind& kind) {
  std::vector<std::int64_t> dates;
  dates.reserve(bars.size());
  const Sessions sessions(kind.market, bars.clock);
  for (const std::int64_t stamp : bars.time) {
    dates.push_back(last_date(stamp, kind, sessions).time_since_epoch().count());
  }
  return dates;
}

std::vector<std::int64_t> session_dates(const Bars& bars, const BarKind& kind) {
  if (kind.seconds >= seconds_of_a_day) return last_dates(bars, kind);
  std::vector<std::int64_t> dates;
  dates.reserve(bars.size());
  Sessions sessions(kind.market, bars.clock);
  for (const std::int64_t stamp : bars.time) {
    dates.push_back(sessions.of(stamp).date.time_since_epoch().count());
  }
  return dates;
}

}  // namespace stratgen
