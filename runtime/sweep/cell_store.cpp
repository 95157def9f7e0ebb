#include "runtime/sweep/cell_store.hpp"

#include "runtime/sweep/sweep_store.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <strings.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

struct StatisticColumn {
  const char* name;
  double CellStatistics::* member;
};
constexpr StatisticColumn statistics[] = {
    {"Return [%]", &CellStatistics::return_pct},
    {"Return (Ann.) [%]", &CellStatistics::annual_return_pct},
    {"Volatility (Ann.) [%]", &CellStatistics::annual_volatility_pct},
    {"Sharpe Ratio", &CellStatistics::sharpe_ratio},
    {"Sortino Ratio", &CellStatistics::sortino_ratio},
    {"Max. Drawdown [%]", &CellStatistics::max_drawdown_pct},
    {"Win Rate [%]", &CellStatistics::win_rate_pct},
    {"Exposure Time [%]", &CellStatistics::exposure_time_pct},
    {"Profit Factor", &CellStatistics::profit_factor},
};
constexpr const char* trades = "# Trades";

constexpr const char* reserved[] = {"cell", "part", "ending", "strategy", "symbol", "timeframe"};

bool same_name(const std::string& a, const std::string& b) {
  return ::strcasecmp(a.c_str(), b.c_str()) == 0;
}

bool is_taken(const std::vector<std::string>& names, const std::string& name) {
  const auto is = [&](const std::string& other) { return same_name(name, other); };
  return std::any_of(std::begin(reserved), std::end(reserved), is) ||
         std::any_of(std::begin(statistics), std::end(statistics),
                     [&](const StatisticColumn& column) { return is(column.name); }) ||
         is(trades) || std::any_of(names.begin(), names.end(), is);
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

const char* type_of(abi::ParamKind kind) {
  switch (kind) {
    case abi::ParamKind::Int:
      return "integer";
    case abi::ParamKind::Double:
      return "real";
    case abi::ParamKind::Bool:
      return "boolean";
  }
  return "real";
}

abi::ParamKind kind_of(std::string_view type) {
  for (const abi::ParamKind kind : {abi::ParamKind::Int, abi::ParamKind::Bool})
    if (type == type_of(kind)) return kind;
  return abi::ParamKind::Double;
}

}  // namespace

std::string params_text(std::span<const ParamDeclaration> declared) {
  std::string text;
  for (const ParamDeclaration& param : declared)
    text += fmt::format("{} {}\n", type_of(param.kind), param.name);
  return text;
}

std::vector<ParamDeclaration> params_of(const std::string& text) {
  std::vector<ParamDeclaration> params;
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != text.npos; begin = end + 1) {
    const std::string line = text.substr(begin, end - begin);
    const std::size_t space = std::min(line.find(' '), line.size() - 1);
    ParamDeclaration& param = params.emplace_back();
    param.kind = kind_of(line.substr(0, space));
    param.name = line.substr(space + 1);
  }
  return params;
}

CellColumns cell_columns(std::span<const SweepPart> parts) {
  CellColumns columns;
  columns.several_parts = parts.size() > 1;
  std::vector<std::string> declared;  // by column: the parameter's own name
  for (const SweepPart& part : parts) {
    std::vector<std::size_t>& of = columns.of.emplace_back();
    for (const ParamDeclaration& param : part.declared) {
      const auto found = std::find(declared.begin(), declared.end(), param.name);
      of.push_back(static_cast<std::size_t>(found - declared.begin()));
      if (found != declared.end()) continue;
      std::string name = param.name;
      for (int i = 2; is_taken(columns.params, name); ++i)
        name = fmt::format("{}_{}", param.name, i);
      declared.push_back(param.name);
      columns.params.push_back(name);
    }
  }
  return columns;
}

std::string create_cells_statement(std::span<const SweepPart> parts) {
  const CellColumns columns = cell_columns(parts);
  std::vector<const char*> types(columns.params.size(), "real");
  for (std::size_t p = 0; p < parts.size(); ++p)
    for (std::size_t i = 0; i < parts[p].declared.size(); ++i)
      types[columns.of[p][i]] = type_of(parts[p].declared[i].kind);
  std::string table = "create table cells (cell integer primary key";
  std::string view = "create view results as select cell";
  if (columns.several_parts) {
    table += ", part integer not null";
    view += ", strategy, symbol, timeframe";
  }
  const auto add = [&](const std::string& name, const char* type) {
    table += fmt::format(", {} {}", quoted(name), type);
    view += ", " + quoted(name);
  };
  for (std::size_t i = 0; i < types.size(); ++i) add(columns.params[i], types[i]);
  add("ending", "text");
  for (const StatisticColumn& column : statistics) add(column.name, "real");
  add(trades, "integer");
  return fmt::format("{}); {} from cells{}", table, view,
                     columns.several_parts ? " join parts using (part)" : "");
}

std::string insert_cell_statement(const CellColumns& columns) {
  const std::size_t count =
      1 + (columns.several_parts ? 1 : 0) + columns.params.size() + 1 + std::size(statistics) + 1;
  std::string marks = "?";
  for (std::size_t i = 1; i < count; ++i) marks += ", ?";
  return fmt::format("insert into cells values ({})", marks);
}

void bind_cell(SQLite::Statement& row, const CellColumns& columns, std::size_t part,
               std::span<const ParamDeclaration> declared, std::span<const double> params,
               const CellResult& cell) {
  int next = 1;
  if (columns.several_parts) row.clearBindings();  // other strategies have other parameters
  row.bind(next++, static_cast<std::int64_t>(cell.cell));
  if (columns.several_parts) row.bind(next++, static_cast<std::int64_t>(part));
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const int at = next + static_cast<int>(columns.of[part][i]);
    if (declared[i].kind == abi::ParamKind::Double)
      row.bind(at, params[i]);
    else
      row.bind(at, static_cast<std::int64_t>(params[i]));
  }
  next += static_cast<int>(columns.params.size());
  row.bindNoCopy(next++, to_string(cell.result.ending).data());  // a literal
  if (cell.result.ending != Ending::Completed) {
    for (std::size_t i = 0; i <= std::size(statistics); ++i) row.bind(next++);
    return;
  }
  for (const StatisticColumn& column : statistics)
    row.bind(next++, cell.result.statistics.*column.member);  // SQLite makes null of NaN
  row.bind(next, cell.result.statistics.trades);
}

std::string completed_statement(const std::string& select) {
  std::string columns = "cell";
  for (const StatisticColumn& column : statistics) columns += ", " + quoted(column.name);
  columns += ", " + quoted(trades);
  return fmt::format("select {} from cells where ending = 'completed'",
                     select.empty() ? columns : select);
}

std::string best_statement(const Metric& metric, const std::string& select) {
  const std::string by = quoted(std::string(metric.name));
  return fmt::format("{} order by {} is null, {} {}, cell limit ?", completed_statement(select), by,
                     by, metric.sign > 0 ? "desc" : "asc");
}

CellResult cell_of(SQLite::Statement& row) {
  CellResult cell{static_cast<std::uint64_t>(row.getColumn(0).getInt64()), {Ending::Completed, {}}};
  int next = 1;
  for (const StatisticColumn& column : statistics) {
    const SQLite::Column value = row.getColumn(next++);
    cell.result.statistics.*column.member =
        value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
  }
  cell.result.statistics.trades = row.getColumn(next).getInt64();
  return cell;
}

std::string field_text(SQLite::Statement& row, int column) {
  const SQLite::Column value = row.getColumn(column);
  if (value.isNull()) return "";
  if (value.isFloat()) return fmt::format("{}", value.getDouble());
  const char* const type = row.getColumnDeclaredType(column);
  if (value.isInteger() && type != nullptr && same_name(type, "boolean"))
    return value.getInt() != 0 ? "true" : "false";
  return value.getString();
}

}  // namespace stratgen
