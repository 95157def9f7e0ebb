// What a run knows before it sends anything. Inside of execution.
#pragma once

#include "runtime/trade/account_news.hpp"
#include "runtime/trade/execution.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stratgen {

// What happened in the account since the last run.
struct News {
  std::vector<Intent> orders;
  std::vector<LoggedExit> exits;
  std::vector<std::string> unread;  // what could not be asked for; the next run asks again
};

// The log says what is held before anything is decided: an order that was filled since the last run
// is a position of ours.
Result<News> catch_up(const std::vector<Want>& wants, const LoggedRun& run, Brokerage& brokerage,
                      TradeLog& log);

struct Prepared {
  std::int64_t since = 0;
  Snapshot snapshot;
  std::vector<Want> wants;
  std::vector<Target> targets;
  Decider decider;
  TradingPast past;
  std::vector<AccountOrder> left;  // exits that were filled at any time
};

Result<Prepared> prepare(const std::vector<Want>& wants, Brokerage& brokerage, const TradeLog& log,
                         const ExecutionTerms& terms);

// Of what may be read later as well: why it was not read, "" if it was. Only a Fault::Service is
// not an Error here.
Result<std::string> unread_of(const Result<void>& noted);

}  // namespace stratgen
