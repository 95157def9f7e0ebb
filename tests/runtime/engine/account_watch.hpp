// Watches a random run bar by bar and says what of the following is broken:
// - equity is cash plus the open positions, and cash follows from the trades and their fees, to the
// cent;
// - each entry order is pending, filled, cancelled by an action, or cancelled with a counted
// warning;
// - sizes are whole, signs and bars make sense, and fills lie inside their bar where the rules say
// so.
#pragma once

#include "runtime/engine/report.hpp"
#include "tests/runtime/engine/random_run.hpp"

#include <map>
#include <string>
#include <vector>

class AccountWatch : public replay::Watcher {
 public:
  explicit AccountWatch(const random_run::RandomRun& run) : run_(run) {}

  void at_bar(const stratgen::abi::Frame& frame) override;
  void after(const stratgen::abi::Frame& frame, const replay::Action& action) override;
  void at_end(const stratgen::Report& report);

  const std::vector<std::string>& broken() const { return broken_; }

 private:
  enum class Fate { Pending, Filled, Cancelled, GoneAtFill };

  void check_account(const stratgen::abi::Frame& frame);
  void check_trade(const stratgen::Trade& trade, bool open);
  void follow_orders(const stratgen::Broker& broker, Fate when_gone);
  bool fills_stay_inside(long tag) const;
  void require(bool holds, const std::string& what);

  const random_run::RandomRun& run_;
  std::map<long, Fate> fates_;  // of the entry orders, by their tags
  int bar_ = 0;
  std::vector<std::string> broken_;
};
