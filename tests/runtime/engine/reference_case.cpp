#include "tests/runtime/engine/reference_case.hpp"

#include "runtime/base/file.hpp"
#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace reference {
namespace {

using nlohmann::json;
using stratgen::Bars;

double number(const json& value) {
  if (value.is_null()) return 0;
  if (value.is_string()) {
    const double infinity = std::numeric_limits<double>::infinity();
    return value == "-inf" ? -infinity : infinity;
  }
  return value.get<double>();
}

std::int64_t stamp(const json& value) {
  if (value.is_number()) return value.get<std::int64_t>();
  return stratgen::parse_date(value.get<std::string>()).value();
}

Bars inline_bars(const json& table) {
  Bars bars;
  bars.symbol = "INLINE";
  if (table["index"][0].is_number()) bars.clock = stratgen::Clock::Numbers;
  for (const json& value : table["index"]) bars.time.push_back(stamp(value));
  bars.open = table["open"].get<std::vector<double>>();
  bars.high = table["high"].get<std::vector<double>>();
  bars.low = table["low"].get<std::vector<double>>();
  bars.close = table["close"].get<std::vector<double>>();
  bars.volume = std::vector<double>(bars.size(), 0);
  return bars;
}

Bars read_bars(const json& data, const std::filesystem::path& reference_dir) {
  if (data.contains("inline")) return inline_bars(data["inline"]);
  const auto file = reference_dir / data["file"].get<std::string>();
  Bars bars = stratgen::read_csv(file, file.stem().string()).value();
  const auto count = data["bars"].get<std::size_t>();
  for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    *column = column->rows(0, count);
  }
  bars.time = bars.time.rows(0, count);
  if (data.contains("index")) {  // "drop the dates; index is 0..n-1"
    bars.clock = stratgen::Clock::Numbers;
    for (std::size_t i = 0; i < count; ++i) bars.time.set(i, static_cast<std::int64_t>(i));
  }
  return bars;
}

double per_share_commission(double size, double) { return std::max(1.0, 0.005 * std::abs(size)); }

stratgen::RunOptions read_options(const json& settings) {
  stratgen::RunOptions options;
  options.broker.cash = settings["cash"];
  options.broker.spread = settings["spread"];
  options.broker.margin = settings["margin"];
  options.broker.trade_on_close = settings["trade_on_close"];
  options.broker.hedging = settings["hedging"];
  options.broker.exclusive_orders = settings["exclusive_orders"];
  options.finalize_trades = settings["finalize_trades"];
  options.skip_refused_orders = true;
  const json& commission = settings["commission"];
  if (commission["type"] == "callable") {
    REQUIRE(commission["formula"] == "max(1.0, 0.005*abs(size))");
    options.broker.commission.custom = per_share_commission;
  } else {
    options.broker.commission.fixed = commission.value("fixed", 0.0);
    options.broker.commission.relative = commission.value("relative", 0.0);
  }
  return options;
}

replay::Op op_of(const std::string& name) {
  if (name == "buy") return replay::Op::Buy;
  if (name == "sell") return replay::Op::Sell;
  if (name == "position_close") return replay::Op::ClosePosition;
  if (name == "trade_close") return replay::Op::CloseTrade;
  if (name == "set_sl") return replay::Op::SetSl;
  if (name == "set_tp") return replay::Op::SetTp;
  REQUIRE(name == "cancel");
  return replay::Op::Cancel;
}

replay::Action read_action(const json& entry) {
  replay::Action action{};
  action.bar = entry["bar"];
  action.op = op_of(entry["op"]);
  const auto field = [&](const char* key) { return entry.contains(key) ? number(entry[key]) : 0; };
  action.has_size = entry.contains("size") && !entry["size"].is_null();
  action.size = field("size");
  action.limit = field("limit");
  action.stop = field("stop");
  action.sl = field("sl");
  action.tp = field("tp");
  action.portion = entry.contains("portion") ? number(entry["portion"]) : 1;
  action.price = field("price");
  if (entry.contains("trade")) action.index = entry["trade"];
  if (entry.contains("order")) action.index = entry["order"];
  if (entry.contains("tag") && entry["tag"].is_number()) {
    action.has_number = true;
    action.number = entry["tag"];
  } else if (entry.contains("tag") && entry["tag"].is_string()) {
    action.has_text = true;
    std::strncpy(action.text, entry["tag"].get<std::string>().c_str(), sizeof action.text - 1);
  }
  return action;
}

bool close_to(double got, double expected) {
  if (got == expected) return true;
  return std::abs(got - expected) <= 1e-9 * std::max(std::abs(got), std::abs(expected));
}

// Collects what differs.
class Comparison {
 public:
  void number(const char* what, std::size_t row, double got, double want) {
    if (!close_to(got, want))
      add(fmt::format("{} of row {} is {}, expected {}", what, row, got, want));
  }
  void number(const char* what, std::size_t row, double got, const json& want) {
    number(what, row, got, reference::number(want));
  }
  bool rows(const char* what, std::size_t got, std::size_t want) {
    if (got != want) add(fmt::format("{} {}, expected {}", got, what, want));
    return got == want;
  }
  void holds(bool equal, const char* what, std::size_t row) {
    if (!equal) add(fmt::format("{} of row {} differs", what, row));
  }
  void add(std::string difference) { found_.push_back(std::move(difference)); }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

bool same_tag(const stratgen::abi::Tag& tag, const json& want) {
  using Kind = stratgen::abi::Tag::Kind;
  if (want.is_null()) return tag.kind == Kind::None;
  if (want.is_number()) return tag.kind == Kind::Number && tag.number == want.get<long>();
  return tag.kind == Kind::Text && tag.text == want.get<std::string>();
}

void compare_trade(Comparison& to, std::size_t row, const stratgen::Trade& got, const json& want) {
  to.number("size", row, got.size, want["size"]);
  to.number("entry bar", row, got.entry_bar, want["entry_bar"]);
  to.number("entry price", row, got.entry_price, want["entry_price"]);
  to.number("sl", row, got.sl, want["sl"]);
  to.number("tp", row, got.tp, want["tp"]);
  to.holds(same_tag(got.tag, want["tag"]), "tag", row);
  if (!want.contains("exit_bar")) return;
  to.number("exit bar", row, got.exit_bar, want["exit_bar"]);
  to.number("exit price", row, got.exit_price, want["exit_price"]);
  to.number("pl", row, got.pl(), want["pnl"]);
  to.number("commission", row, got.commission, want["commission"]);
  to.number("return", row, got.return_ratio(), want["return_pct"]);
}

void compare_trades(Comparison& to, const char* what, const std::vector<stratgen::Trade>& got,
                    const json& want) {
  if (!to.rows(what, got.size(), want.size())) return;
  for (std::size_t i = 0; i < got.size(); ++i) compare_trade(to, i, got[i], want[i]);
}

void compare_pending(Comparison& to, const std::vector<stratgen::PendingOrder>& got,
                     const json& want) {
  if (!to.rows("pending orders", got.size(), want.size())) return;
  for (std::size_t i = 0; i < got.size(); ++i) {
    to.number("pending size", i, got[i].size, want[i]["size"]);
    to.number("pending limit", i, got[i].limit, want[i]["limit"]);
    to.number("pending stop", i, got[i].stop, want[i]["stop"]);
    to.holds(got[i].contingent == want[i]["contingent"].get<bool>(), "contingent", i);
  }
}

void compare_equity(Comparison& to, const std::vector<double>& got, const json& want) {
  if (!to.rows("bars of equity", got.size(), want.size())) return;
  for (std::size_t i = 0; i < got.size(); ++i) to.number("equity", i, got[i], want[i]);
}

void compare_statistics(Comparison& to, const stratgen::Statistics& got, const json& want) {
  for (const stratgen::Statistic& statistic : named(got)) {
    const std::string name(statistic.name);
    if (!want.contains(name)) continue;  // the order and the missing keys have their own test
    if (const auto* text = std::get_if<std::string>(&statistic.value)) {
      if (*text != want[name].get<std::string>()) to.add(name + " is " + *text);
      continue;
    }
    const double value = std::get<double>(statistic.value);
    if (want[name].is_null() ? !std::isnan(value) : !close_to(value, number(want[name]))) {
      to.add(fmt::format("{} is {}, expected {}", name, value, want[name].dump()));
    }
  }
}

}  // namespace

std::vector<std::filesystem::path> case_files(const std::filesystem::path& reference_dir) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(reference_dir / "backtests")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Case read_case(const std::filesystem::path& file, const std::filesystem::path& reference_dir) {
  Case result;
  result.file = json::parse(stratgen::read_file(file).value());
  result.name = result.file["case"];
  result.bars = read_bars(result.file["data"], reference_dir);
  result.options = read_options(result.file["settings"]);
  result.warmup = result.file["warmup_bars"];
  for (const json& entry : result.file["actions"]) result.actions.push_back(read_action(entry));
  return result;
}

std::vector<std::string> differences(const Case& expected, const stratgen::Report& report) {
  Comparison to;
  const json& want = expected.file["result"];
  compare_trades(to, "trades", report.trades, want["trades"]);
  compare_trades(to, "open trades", report.open_trades, want["open_trades_at_end"]);
  compare_pending(to, report.pending_orders, want["pending_orders_at_end"]);
  compare_equity(to, report.equity, want["equity"]);
  compare_statistics(to, report.statistics, want["stats"]);
  to.number("cash", 0, report.cash, want["cash_at_end"]);
  const json& warnings = expected.file["warnings"];
  to.number("canceled_relative", 0, report.warnings.canceled_relative,
            warnings["canceled_relative"]);
  to.number("canceled_margin", 0, report.warnings.canceled_margin, warnings["canceled_margin"]);
  to.number("open_at_end", 0, report.warnings.open_at_end, warnings["open_at_end"]);
  to.number("same_bar_contingent", 0, report.warnings.same_bar_contingent,
            warnings["same_bar_contingent"]);
  return to.take();
}

std::vector<std::string> differences(const std::vector<replay::Action>& expected,
                                     const std::vector<replay::Action>& got) {
  Comparison to;
  if (!to.rows("actions", got.size(), expected.size())) return to.take();
  for (std::size_t i = 0; i < got.size(); ++i) {
    const replay::Action &a = got[i], &b = expected[i];
    to.holds(a.op == b.op, "action", i);
    to.holds(std::strcmp(a.text, b.text) == 0, "tag", i);
    to.number("bar", i, a.bar, static_cast<double>(b.bar));
    to.number("size", i, a.size, b.size);
    to.number("limit", i, a.limit, b.limit);
    to.number("stop", i, a.stop, b.stop);
    to.number("sl", i, a.sl, b.sl);
    to.number("tp", i, a.tp, b.tp);
    to.number("tag", i, static_cast<double>(a.number), static_cast<double>(b.number));
    to.number("index", i, a.index, static_cast<double>(b.index));
    to.number("portion", i, a.portion, b.portion);
    to.number("price", i, a.price, b.price);
  }
  return to.take();
}

}  // namespace reference
