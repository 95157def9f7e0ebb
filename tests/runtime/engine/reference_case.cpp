#include "tests/runtime/engine/reference_case.hpp"

#include "runtime/base/file.hpp"
#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>

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
  bars.volume.assign(bars.size(), 0);
  return bars;
}

Bars read_bars(const json& data, const std::filesystem::path& reference_dir) {
  if (data.contains("inline")) return inline_bars(data["inline"]);
  const auto file = reference_dir / data["file"].get<std::string>();
  Bars bars = stratgen::read_csv(file, file.stem().string()).value();
  const auto count = data["bars"].get<std::size_t>();
  for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    column->resize(count);
  }
  bars.time.resize(count);
  if (data.contains("index")) {  // "drop the dates; index is 0..n-1"
    bars.clock = stratgen::Clock::Numbers;
    for (std::size_t i = 0; i < count; ++i) bars.time[i] = static_cast<std::int64_t>(i);
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

void check_number(const char* what, std::size_t row, double got, const json& expected) {
  const double want = number(expected);
  if (!close_to(got, want)) {
    FAIL_CHECK(what << " of row " << row << " is " << got << ", expected " << want);
  }
}

void check_tag(std::size_t row, const stratgen::abi::Tag& tag, const json& expected) {
  using Kind = stratgen::abi::Tag::Kind;
  INFO("row ", row);
  if (expected.is_null())
    CHECK(tag.kind == Kind::None);
  else if (expected.is_number())
    CHECK((tag.kind == Kind::Number && tag.number == expected.get<long>()));
  else
    CHECK((tag.kind == Kind::Text && tag.text == expected.get<std::string>()));
}

void check_trade(std::size_t row, const stratgen::Trade& got, const json& want) {
  check_number("size", row, got.size, want["size"]);
  check_number("entry bar", row, got.entry_bar, want["entry_bar"]);
  check_number("entry price", row, got.entry_price, want["entry_price"]);
  check_number("sl", row, got.sl, want["sl"]);
  check_number("tp", row, got.tp, want["tp"]);
  check_tag(row, got.tag, want["tag"]);
  if (!want.contains("exit_bar")) return;
  check_number("exit bar", row, got.exit_bar, want["exit_bar"]);
  check_number("exit price", row, got.exit_price, want["exit_price"]);
  check_number("pl", row, got.pl(), want["pnl"]);
  check_number("commission", row, got.commission, want["commission"]);
  check_number("return", row, got.return_ratio(), want["return_pct"]);
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

void check_report(const Case& expected, const stratgen::Report& report) {
  const json& want = expected.file["result"];
  REQUIRE(report.trades.size() == want["trades"].size());
  for (std::size_t i = 0; i < report.trades.size(); ++i)
    check_trade(i, report.trades[i], want["trades"][i]);
  REQUIRE(report.open_trades.size() == want["open_trades_at_end"].size());
  for (std::size_t i = 0; i < report.open_trades.size(); ++i) {
    check_trade(i, report.open_trades[i], want["open_trades_at_end"][i]);
  }
  REQUIRE(report.pending_orders.size() == want["pending_orders_at_end"].size());
  for (std::size_t i = 0; i < report.pending_orders.size(); ++i) {
    const stratgen::PendingOrder& order = report.pending_orders[i];
    const json& row = want["pending_orders_at_end"][i];
    check_number("pending size", i, order.size, row["size"]);
    check_number("pending limit", i, order.limit, row["limit"]);
    check_number("pending stop", i, order.stop, row["stop"]);
    CHECK(order.contingent == row["contingent"].get<bool>());
  }
  REQUIRE(report.equity.size() == want["equity"].size());
  for (std::size_t i = 0; i < report.equity.size(); ++i) {
    check_number("equity", i, report.equity[i], want["equity"][i]);
  }
  check_number("cash", 0, report.cash, want["cash_at_end"]);
  const json& warnings = expected.file["warnings"];
  CHECK(report.warnings.canceled_relative == warnings["canceled_relative"].get<int>());
  CHECK(report.warnings.canceled_margin == warnings["canceled_margin"].get<int>());
  CHECK(report.warnings.same_bar_contingent == warnings["same_bar_contingent"].get<int>());
}

}  // namespace reference
