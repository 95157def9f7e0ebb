#include "tools/cli/explain_view.hpp"

#include "runtime/market/bars.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

std::string money_text(std::int64_t cents) {
  return fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", grouped(std::abs(cents) / 100),
                     std::abs(cents) % 100);
}

std::string money_text(double money) {
  return money_text(static_cast<std::int64_t>(std::llround(money * 100)));
}

std::string fees_text(const Explained& explained) {
  const char* const commission = "the backtest's commission, not paid; ";
  if (!explained.fees) return std::string(commission) + "the broker's are not available";
  return fmt::format("{}less the broker's {}, by its activities", commission,
                     money_text(*explained.fees));
}

std::string outside_text(const Explained& explained) {
  return fmt::format("deposits{}, dividends, other trades, readings beside the close",
                     explained.transferred == 0
                         ? ""
                         : " less withdrawals of " + money_text(explained.transferred));
}

std::string meaning_of(GapPart part, const Explained& explained) {
  switch (part) {
    case GapPart::DataRevisions:
      return "today's bars want other positions than those of the day";
    case GapPart::DecisionTime:
      return "prices between the open and the decision";
    case GapPart::FillPrice:
      return "fills against the price at the decision";
    case GapPart::Fees:
      return fees_text(explained);
    case GapPart::MissedFills:
      return "wanted, and not filled, or in part, or left by an exit";
    case GapPart::Rejections:
      return "wanted, and refused by the broker";
    case GapPart::Downtime:
      return "sessions without a run";
    case GapPart::Outside:
      break;
  }
  return outside_text(explained);
}

std::string date_text(std::int64_t date) {
  return to_iso(date * 86400, Clock::Dates).substr(0, 10);
}

double money(std::int64_t cents) { return double(cents) / 100; }

// Without the last part, which is of the account as a whole.
Json parts_json(const GapAmounts& parts, std::size_t count) {
  Json json = Json::object();
  for (std::size_t i = 0; i < count; ++i)
    json[to_string(static_cast<GapPart>(i))] = money(parts[i]);
  return json;
}

std::string words(std::string name) {
  for (char& c : name)
    if (c == '_') c = ' ';
  return name;
}

void print_symbols(Console& out, const Gap& gap) {
  std::vector<Table::Column> columns = {{"symbol"}, {"backtest", true}};
  for (std::size_t i = 0; i + 1 < gap_parts; ++i) {
    const int leaves = static_cast<int>(gap_parts - i);
    columns.push_back({words(to_string(static_cast<GapPart>(i))), true, leaves});
  }
  Table table(std::move(columns));
  for (const SymbolGap& symbol : gap.symbols) {
    std::vector<std::string> cells = {one_line(symbol.symbol), money_text(symbol.backtest)};
    for (std::size_t i = 0; i + 1 < gap_parts; ++i) cells.push_back(money_text(symbol.parts[i]));
    table.row(std::move(cells));
  }
  out.line();
  out.write(table.text(out, out.columns()));
}

}  // namespace

Json explained_json(const Explained& explained) {
  const Gap& gap = explained.gap;
  Json symbols = Json::array();
  for (const SymbolGap& symbol : gap.symbols) {
    symbols.push_back({{"symbol", symbol.symbol},
                       {"backtest", money(symbol.backtest)},
                       {"parts", parts_json(symbol.parts, gap_parts - 1)}});
  }
  return {{"account", explained.account},
          {"from", date_text(explained.sessions.front())},
          {"to", date_text(explained.sessions.back())},
          {"sessions", explained.sessions.size()},
          {"runs", explained.runs},
          {"backtest", money(gap.backtest)},
          {"account_change", money(gap.account)},
          {"gap", money(gap.account - gap.backtest)},
          {"parts", parts_json(gap.parts, gap_parts)},
          {"fees_paid", explained.fees ? Json(*explained.fees) : Json()},
          {"transferred", explained.transferred},
          {"symbols", std::move(symbols)},
          {"remarks", explained.remarks}};
}

void print_explained(Console& out, const Explained& explained) {
  const Gap& gap = explained.gap;
  out.line(fmt::format("{} to {}: {} sessions, {} runs", date_text(explained.sessions.front()),
                       date_text(explained.sessions.back()), explained.sessions.size(),
                       explained.runs));
  out.line();
  Table table({{"part"}, {"amount", true}, {"what it is"}});
  table.row({"backtest", money_text(gap.backtest), "the strategies over today's bars"});
  for (std::size_t i = 0; i < gap_parts; ++i) {
    const auto part = static_cast<GapPart>(i);
    table.row({words(to_string(part)), money_text(gap.parts[i]), meaning_of(part, explained)});
  }
  table.row({"account", money_text(gap.account), "what its equity changed by"});
  out.write(table.text(out, out.columns()));
  if (gap.symbols.size() > 1) print_symbols(out, gap);
  for (const std::string& remark : explained.remarks)
    out.line(out.paint(Colour::Yellow, one_line(remark)));
}

}  // namespace stratgen
