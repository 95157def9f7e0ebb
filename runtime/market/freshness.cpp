#include "runtime/market/freshness.hpp"

#include "runtime/market/sessions.hpp"

#include <algorithm>
#include <chrono>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 3600;
constexpr int unknown_holidays = 3;

sys_days date_of(std::int64_t time) { return floor<days>(sys_seconds(seconds(time))); }
std::int64_t stamp_of(sys_days date) { return sys_seconds(date).time_since_epoch().count(); }

bool is_intraday(const BarKind& kind) { return kind.seconds < seconds_of_a_day; }

// From the end of a bar until feeds have it.
std::int64_t bars_take(const BarKind& kind) {
  return is_intraday(kind) ? std::min(kind.seconds, 15 * minute) : 2 * hour;
}

// By how much days are over before their session in bar_ends() is.
std::int64_t ends_earlier(const BarKind& kind) {
  const bool is_late = kind.market == Market::Weekdays && !is_intraday(kind);
  return is_late ? 2 * hour : 0;
}

// The days on which there should be a bar; of weekdays any may be a holiday.
std::vector<sys_days> days_between(Market market, sys_days first, sys_days last) {
  if (market != Market::Weekdays) return expected_days(market, first, last);
  std::vector<sys_days> found;
  for (sys_days day = first; day <= last; day += days(1)) {
    if (weekday(day) != Saturday && weekday(day) != Sunday) found.push_back(day);
  }
  return found;
}

// Counts the bars that should come after another.
class BarsAfter {
 public:
  BarsAfter(const BarKind& kind, Clock clock, std::int64_t now)
      : kind_(kind), sessions_(kind.market, clock), now_(now) {}

  Freshness count(std::int64_t last_stamp, std::int64_t last_end) {
    found_.last_bar = last_stamp;
    if (kind_.seconds > seconds_of_a_day) {
      add_long(sessions_.date_of(last_stamp));
    } else if (kind_.seconds == seconds_of_a_day) {
      add_days(sessions_.date_of(last_stamp));
    } else if (kind_.market == Market::UsStocks) {
      found_.missing_clock = Clock::Utc;
      add_in_sessions(sessions_.of(last_stamp).date, last_end);
    } else if (has_hours(kind_.market)) {
      found_.missing_clock = Clock::Utc;
      add_steps(last_end);
    } else {
      add_days(date_of(last_stamp));
    }
    return found_;
  }

 private:
  void add(std::int64_t stamp, std::int64_t end) {
    if (end > now_) return;
    ++found_.age;
    if (end + bars_take(kind_) > now_) return;
    if (found_.missing++ == 0) found_.missing_from = stamp;
    found_.missing_to = stamp;
  }

  void add_days(sys_days last) {
    for (const sys_days day : days_between(kind_.market, last + days(1), date_of(now_))) {
      add(stamp_of(day), sessions_.on(day).close - ends_earlier(kind_));
    }
  }

  // Weeks have the stamp of their Monday here, months that of their first day.
  void add_long(sys_days last) {
    const bool weeks = kind_.seconds == 7 * seconds_of_a_day;
    for (sys_days next = after(last, weeks);; next = after(next, weeks)) {
      const sys_days day = weeks ? sessions_.last_of_week(next) : sessions_.last_of_month(next);
      const std::int64_t end = sessions_.on(day).close - ends_earlier(kind_);
      if (end > now_) return;
      add(stamp_of(next), end);
    }
  }
  sys_days after(sys_days date, bool weeks) const {
    return weeks ? sessions_.monday_of(date) + days(7)
                 : first_of_month(first_of_month(date) + days(31));
  }

  // The last one of a session may be shorter.
  void add_in_sessions(sys_days last_session, std::int64_t last_end) {
    for (const sys_days day : expected_days(kind_.market, last_session, date_of(now_))) {
      const Session& session = sessions_.on(day);
      for (std::int64_t time = std::max(session.open, last_end); time < session.close;) {
        const std::int64_t end = std::min(time + kind_.seconds, session.close);
        if (end > now_) return;
        add(time, end);
        time = end;
      }
    }
  }

  void add_steps(std::int64_t last_end) {
    for (std::int64_t time = last_end; time + kind_.seconds <= now_; time += kind_.seconds) {
      if (surely_trades(time)) add(time, time + kind_.seconds);
    }
  }

  // Forex and futures rest around 17:00 in New York, each feed for as long as it likes.
  bool surely_trades(std::int64_t time) {
    if (kind_.market == Market::Crypto) return true;
    const Session& session = sessions_.of(time);
    const bool within = time >= session.open + hour && time + kind_.seconds <= session.close - hour;
    return within && !expected_days(kind_.market, session.date, session.date).empty();
  }

  BarKind kind_;
  Sessions sessions_;
  std::int64_t now_;
  Freshness found_;
};

}  // namespace

std::size_t finished_bars(const Bars& bars, const BarKind& kind, std::int64_t now) {
  const std::vector<std::int64_t> ends = bar_ends(bars, kind);
  const auto unfinished = std::upper_bound(ends.begin(), ends.end(), now + ends_earlier(kind));
  return static_cast<std::size_t>(unfinished - ends.begin());
}

Freshness freshness(const Bars& bars, const BarKind& kind, std::int64_t now) {
  Freshness fresh =
      BarsAfter(kind, bars.clock, now).count(bars.time.back(), bar_ends(bars, kind).back());
  const bool by_weekdays = kind.market == Market::Weekdays && kind.seconds <= seconds_of_a_day;
  if (by_weekdays && fresh.missing <= unknown_holidays) fresh.missing = 0;
  return fresh;
}

}  // namespace stratgen
