#include "tools/cli/traded_period.hpp"

#include "runtime/market/bar_ends.hpp"
#include "runtime/market/new_york.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace stratgen {
namespace {

std::int64_t date_of(std::int64_t time) {
  return (time - (time % seconds_of_a_day + seconds_of_a_day) % seconds_of_a_day) /
         seconds_of_a_day;
}

// The bar during which, or at whose open, an order of `time` can be filled: the first that is not
// over. The number of bars where there is none yet.
std::size_t bar_at(const DailyBars& bars, std::int64_t time) {
  return static_cast<std::size_t>(std::upper_bound(bars.ends.begin(), bars.ends.end(), time) -
                                  bars.ends.begin());
}

// A strategy's last signal, and what its weight is a part of.
struct LastSignal {
  LoggedSignal signal;
  double equity = 0;
};
using LastSignals = std::map<std::string, LastSignal>;  // by document

void learn(LastSignals& last, const LoggedRun& run) {
  std::set<std::string> named;
  for (const LoggedSignal& signal : run.signals) {
    named.insert(signal.strategy);
    if (signal.error.empty()) last[signal.strategy] = {signal, run.equity};
  }
  std::erase_if(last, [&](const auto& each) { return !named.contains(each.first); });
}

// The shares that a strategy wants at `now`: those that it was given as long as it wants the same
// part of its capital.
double recomputed_shares(const LastSignal& last, double close, std::int64_t now,
                         const Recompute& recompute) {
  constexpr double same = 1e-9;
  const LoggedSignal& signal = last.signal;
  const std::optional<double> share = recompute(signal.strategy, now);
  if (!share || std::abs(*share - signal.share) < same) return to_double(signal.target);
  return close > 0 ? signal.weight * *share * last.equity / close : 0;
}

bool has_signals(const LoggedRun& run) { return !run.signals.empty(); }

bool failed_for(const LoggedRun& run, const std::string& symbol) {
  return std::any_of(run.signals.begin(), run.signals.end(), [&](const LoggedSignal& signal) {
    return signal.symbol == symbol && !signal.error.empty();
  });
}

double logged_target(const LoggedRun& run, const std::string& symbol) {
  double shares = 0;
  for (const LoggedSignal& signal : run.signals)
    if (signal.symbol == symbol) shares += to_double(signal.target);
  return shares;
}

bool is_refused(const Intent& intent) {
  return intent.status == "refused" || intent.status == "rejected";
}

// One symbol, from the record and its bars. Sessions without a bar of it have the last close.
class SymbolSessions {
 public:
  SymbolSessions(const std::string& symbol, const DailyBars& bars,
                 const std::vector<std::int64_t>& dates)
      : bars_(bars), dates_(dates) {
    traded_.symbol = symbol;
    std::size_t bar = 0;
    while (bar < bars.bars.size() && date_of(bars.bars.time[bar]) < dates.front()) ++bar;
    first_bar_ = bar;
    double close = bar > 0                  ? bars.bars.close[bar - 1]
                   : bar < bars.bars.size() ? bars.bars.open[bar]
                                            : 0;
    traded_.close_before = close;
    for (const std::int64_t date : dates) {
      const bool has_bar = bar < bars.bars.size() && date_of(bars.bars.time[bar]) == date;
      const double open = has_bar ? bars.bars.open[bar] : close;
      if (has_bar) close = bars.bars.close[bar++];
      traded_.sessions.push_back({.open = open, .close = close});
    }
  }

  // `fills` are those of its order.
  void add(const Intent& intent, const std::vector<Fill>& fills) {
    const std::size_t bar = bar_at(bars_, intent.decided);
    TradedSession* const session = bar < first_bar_ ? nullptr : session_of(bar);
    if (session != nullptr && session->decision_price == 0)
      session->decision_price = intent.decision_price;
    if (session != nullptr && is_refused(intent))
      session->refused +=
          to_double(signed_quantity(intent.order.side, intent.order.quantity - intent.filled));
    add_fills({intent.order.side, intent.filled, intent.filled_price, intent.decided}, fills,
              false);
  }

  // `decided`: when its entry was.
  void add(const AccountOrder& exit, std::int64_t decided, const std::vector<Fill>& fills) {
    const std::int64_t time = exit.filled_at > 0 ? exit.filled_at : decided;
    add_fills({exit.side, exit.filled, exit.filled_price, time}, fills, true);
  }

  // `runs` have signals and are in the order of time.
  void decide(const std::vector<const LoggedRun*>& runs, const Recompute& recompute) {
    LastSignals last;
    auto run = runs.begin();
    for (; run != runs.end() && bar_at(bars_, (*run)->started) < first_bar_; ++run) {
      learn(last, **run);
      if (!failed_for(**run, traded_.symbol))
        traded_.wanted_before = logged_target(**run, traded_.symbol);
    }
    double close = traded_.close_before;
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      TradedSession& session = traded_.sessions[i];
      std::int64_t now = end_before(i);
      for (; run != runs.end() && session_of(bar_at(bars_, (*run)->started)) == &session; ++run) {
        learn(last, **run);
        if (failed_for(**run, traded_.symbol)) continue;
        now = (*run)->started;
        session.ran = true;
        session.logged = logged_target(**run, traded_.symbol);
      }
      for (const auto& [document, signal] : last)
        if (signal.signal.symbol == traded_.symbol)
          session.recomputed += recomputed_shares(signal, close, now, recompute);
      close = session.close;
    }
  }

  TradedSymbol take() { return std::move(traded_); }

 private:
  struct Filled {
    OrderSide side;
    Quantity quantity;
    double price;  // mean
    std::int64_t time;
  };

  // Part by part, and what is left of the whole at its own time, at what makes the mean right.
  void add_fills(const Filled& whole, const std::vector<Fill>& parts, bool exit) {
    Quantity left = whole.quantity;
    double value = to_double(whole.quantity) * whole.price;
    for (const Fill& part : parts) {
      if (part.quantity > left) break;
      left -= part.quantity;
      value -= to_double(part.quantity) * part.price;
      add_fill({whole.side, part.quantity, part.price, part.time}, exit);
    }
    if (left == Quantity{}) return;
    const double price = value / to_double(left);
    add_fill({whole.side, left, price > 0 ? price : whole.price, whole.time}, exit);
  }

  void add_fill(const Filled& fill, bool exit) {
    const double shares = to_double(signed_quantity(fill.side, fill.quantity));
    const std::size_t bar = bar_at(bars_, fill.time);
    if (bar < first_bar_)
      traded_.held_before += shares;
    else if (TradedSession* const session = session_of(bar))  // else after the period
      session->fills.push_back({shares, fill.price, exit});
  }

  TradedSession* session_of(std::size_t bar) {
    if (bar >= bars_.bars.size()) return nullptr;
    const auto date = std::lower_bound(dates_.begin(), dates_.end(), date_of(bars_.bars.time[bar]));
    if (date == dates_.end() || *date != date_of(bars_.bars.time[bar])) return nullptr;
    return &traded_.sessions[static_cast<std::size_t>(date - dates_.begin())];
  }

  // When the last bar before a session was over: a strategy knows nothing newer.
  std::int64_t end_before(std::size_t session) const {
    const auto bar =
        std::partition_point(bars_.bars.time.begin(), bars_.bars.time.end(),
                             [&](std::int64_t time) { return date_of(time) < dates_[session]; });
    if (bar == bars_.bars.time.begin()) return 0;
    return bars_.ends[static_cast<std::size_t>(bar - bars_.bars.time.begin()) - 1];
  }

  const DailyBars& bars_;
  const std::vector<std::int64_t>& dates_;
  TradedSymbol traded_;
  std::size_t first_bar_ = 0;
};

// When the sessions of each date were over, in all markets.
std::map<std::int64_t, std::int64_t> ends_of_dates(const std::map<std::string, DailyBars>& bars) {
  std::map<std::int64_t, std::int64_t> ends;
  for (const auto& [symbol, daily] : bars) {
    for (std::size_t i = 0; i < daily.ends.size(); ++i) {
      std::int64_t& end = ends[date_of(daily.bars.time[i])];
      end = std::max(end, daily.ends[i]);
    }
  }
  return ends;
}

// Readings of the equity in the order of time: those of the log, and at closes those that the
// broker told the next run.
std::vector<std::pair<std::int64_t, double>> readings_of(
    const TradingRecord& record, const std::map<std::int64_t, std::int64_t>& ends) {
  std::vector<std::pair<std::int64_t, double>> readings = record.equities;
  for (const LoggedRun& run : record.runs) {
    const auto next = ends.lower_bound(date_of(run.started + new_york_offset(run.started)));
    if (run.last_equity > 0 && next != ends.begin())
      readings.emplace_back(std::prev(next)->second, run.last_equity);
  }
  std::sort(readings.begin(), readings.end());
  return readings;
}

double equity_near(const std::vector<std::pair<std::int64_t, double>>& readings,
                   std::int64_t time) {
  const auto nearest =
      std::min_element(readings.begin(), readings.end(), [&](const auto& a, const auto& b) {
        return std::abs(a.first - time) < std::abs(b.first - time);
      });
  return nearest->second;
}

}  // namespace

Result<TradedPeriod> traded_period(const TradingRecord& record,
                                   const std::map<std::string, DailyBars>& bars, std::int64_t from,
                                   std::int64_t to, const Recompute& recompute) {
  std::vector<const LoggedRun*> runs;
  for (const LoggedRun& run : record.runs)
    if (has_signals(run) && run.started <= to) runs.push_back(&run);
  const auto first = std::find_if(runs.begin(), runs.end(),
                                  [&](const LoggedRun* run) { return run->started >= from; });
  if (first == runs.end())
    return fail(Fault::Data,
                "the log has no run in this period; name another with --from and --to");
  const auto ends = ends_of_dates(bars);
  const auto readings = readings_of(record, ends);
  if (readings.size() < 2) {
    return fail(Fault::Data,
                "the log has fewer than two readings of the equity; explain it after the next run");
  }

  TradedPeriod period;
  const std::int64_t last_reading = readings.back().first;
  std::int64_t before = (*first)->started, after = before;
  for (const auto& [date, end] : ends) {
    if (end <= (*first)->started) before = end;
    if (end <= (*first)->started || end > last_reading || date * seconds_of_a_day > to) continue;
    period.sessions.push_back(date);
    after = end;
  }
  if (period.sessions.empty()) {
    return fail(Fault::Data,
                "no session of the period is over in bars and log; fetch bars, or explain it after "
                "the next run");
  }
  std::map<std::string, std::vector<Fill>> fills;
  for (const Fill& fill : record.fills) fills[fill.order_id].push_back(fill);
  std::map<std::string, std::int64_t> decided;
  for (const Intent& intent : record.intents)
    decided[intent.order.client_order_id] = intent.decided;
  for (const auto& [symbol, daily] : bars) {
    SymbolSessions sessions(symbol, daily, period.sessions);
    for (const Intent& intent : record.intents)
      if (intent.order.symbol == symbol) sessions.add(intent, fills[intent.broker_id]);
    for (const LoggedExit& exit : record.exits)
      if (exit.order.symbol == symbol)
        sessions.add(exit.order, decided[exit.entry], fills[exit.order.id]);
    sessions.decide(runs, recompute);
    period.symbols.push_back(sessions.take());
  }
  period.runs = static_cast<std::size_t>(runs.end() - first);
  period.equity_before = equity_near(readings, before);
  period.equity_after = equity_near(readings, after);
  if (record.flows_read >= after) period.fees = 0;
  for (const auto& [flow, seen] : record.flows) {
    if (flow.time <= before || flow.time > after) continue;
    if (flow.kind == CashFlow::Kind::Transfer) period.transferred += flow.amount;
    if (flow.kind == CashFlow::Kind::Fee && period.fees) *period.fees -= flow.amount;
  }
  return period;
}

}  // namespace stratgen
