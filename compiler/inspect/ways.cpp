// From the start of next() to each order: the ways of the functions on the way, put together.
#include "compiler/inspect/watch_points.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {

namespace {

constexpr std::size_t most_ways = 16;  // of one place; more are not read by anybody

const clang::FunctionDecl* method(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  for (const clang::CXXMethodDecl* each : record.methods())
    if (each->getDeclName().isIdentifier() && each->getName() == name)
      return each->getCanonicalDecl();
  return nullptr;
}

}  // namespace

void WatchPoints::finish(const clang::CXXRecordDecl& strategy, bool signals) {
  resolve_uses();
  if (signals) return add_signals(strategy);
  const std::set<Function> ordering = functions_that_order();
  for (const PendingExit& each : exits_)
    if (ordering.count(each.function))
      edits.wrap(each.range.begin, each.range.end, fmt::format(" {{ sg_mark_({}); ", each.place),
                 " }");
  std::vector<Function> chain = {};
  const Function next = method(strategy, "next");
  for (const Order& each : orders_) {
    chain = {next};
    find_ways(each.place, each.function, each.way, chain);
  }
}

// `chain` begins with next() and holds the functions that are already on the way.
void WatchPoints::find_ways(int place, Function function, const Way& way,
                            std::vector<Function>& chain) {
  auto& ways = places[static_cast<std::size_t>(place)].ways;
  if (ways.size() >= most_ways) return;
  if (function == chain.front()) return ways.push_back(way);
  if (std::find(chain.begin(), chain.end(), function) != chain.end()) return;
  chain.push_back(function);
  for (const Call& call : calls_) {
    if (call.callee != function) continue;
    Way longer = call.way;
    longer.insert(longer.end(), way.begin(), way.end());
    find_ways(place, call.caller, longer, chain);
  }
  chain.pop_back();
}

std::set<WatchPoints::Function> WatchPoints::functions_that_order() const {
  std::set<Function> found;
  for (const Order& each : orders_) found.insert(each.function);
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const Call& call : calls_)
      if (found.count(call.callee)) found.insert(call.caller);
  }
  return found;
}

// The engine itself orders, by the rules that strategy.hpp states.
void WatchPoints::add_signals(const clang::CXXRecordDecl& strategy) {
  struct Rule {
    const char* name;
    MarkedPlace::Kind kind;
    Step::Side side;
  };
  places.clear();
  for (const Rule& rule : {Rule{"long_entry", MarkedPlace::Kind::Buy, Step::Side::NotLong},
                           Rule{"short_entry", MarkedPlace::Kind::Sell, Step::Side::NotShort},
                           Rule{"long_exit", MarkedPlace::Kind::Close, Step::Side::Long},
                           Rule{"short_exit", MarkedPlace::Kind::Close, Step::Side::Short}}) {
    const Function function = method(strategy, rule.name);
    const auto returned = returned_.find(function);
    if (!function || returned == returned_.end()) continue;
    Step side, condition;
    side.kind = Step::Kind::Position;
    side.side = rule.side;
    condition.id = returned->second.front();
    places.push_back({expressions[static_cast<std::size_t>(condition.id)].at,
                      rule.kind,
                      std::string(rule.name) + "()",
                      {{side, condition}}});
  }
}

// A name or a call stands for the conditions that its value was computed from.
void WatchPoints::resolve_uses() {
  for (const auto& [id, variable] : uses_of_variables_)
    if (const auto found = definitions_.find(variable); found != definitions_.end())
      expressions[static_cast<std::size_t>(id)].parts = {found->second};
  for (const auto& [id, function] : uses_of_functions_)
    if (const auto found = returned_.find(function); found != returned_.end())
      expressions[static_cast<std::size_t>(id)].parts = found->second;
}

}  // namespace stratgen
