#include "runtime/import/json_table.hpp"

#include "runtime/import/column_names.hpp"
#include "runtime/import/json_yahoo.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

using Json = nlohmann::json;

constexpr std::string_view binance_header =
    "open_time,open,high,low,close,volume,close_time,quote_volume,trades,taker_base,taker_quote,"
    "ignore\n";
constexpr std::string_view kraken_header = "timestamp,open,high,low,close,vwap,volume,count\n";

const Json* member(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string text_at(const Json& object, std::string_view key) {
  const Json* const value = member(object, key);
  return value && value->is_string() ? value->get<std::string>() : "";
}

bool all_are(const Json& value, bool (*is)(const Json&)) {
  return value.is_structured() && !value.empty() && std::all_of(value.begin(), value.end(), is);
}
bool is_object(const Json& value) { return value.is_object(); }
bool is_array(const Json& value) { return value.is_array(); }
bool is_scalar(const Json& value) { return !value.is_structured(); }

// What stands in a cell. A text with a comma or a quote is none that bars need.
std::string cell(const Json& value) {
  if (value.is_number()) return value.dump();
  if (!value.is_string()) return "";
  std::string text = value.get<std::string>();
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

void append_line(const std::vector<std::string>& cells, std::string& text) {
  text += fmt::format("{}\n", fmt::join(cells, ","));
}

// Rows under a header of all the keys that they have. `labels` is a column of its own, or nullptr.
std::string table_of_objects(const Json& rows, const std::vector<std::string>* labels = nullptr) {
  std::vector<std::string> keys;
  for (const Json& row : rows) {
    for (const auto& [key, value] : row.items()) {
      const auto place = std::lower_bound(keys.begin(), keys.end(), key);
      if (!value.is_structured() && (place == keys.end() || *place != key)) keys.insert(place, key);
    }
  }
  std::vector<std::string> cells = keys;
  if (labels) cells.insert(cells.begin(), "date");
  for (std::string& name : cells) name = cell(Json(name));
  std::string text;
  append_line(cells, text);
  std::size_t number = 0;
  for (const Json& row : rows) {
    cells.clear();
    if (labels) cells.push_back((*labels)[number++]);
    for (const std::string& key : keys) {
      const Json* const value = member(row, key);
      cells.push_back(value ? cell(*value) : "");
    }
    append_line(cells, text);
  }
  return text;
}

std::string table_of_arrays(const Json& rows, std::string_view header) {
  std::string text(header);
  std::vector<std::string> cells;
  for (const Json& row : rows) {
    cells.clear();
    for (const Json& value : row) cells.push_back(cell(value));
    append_line(cells, text);
  }
  return text;
}

// An object of rows by date, as Alpha Vantage and pandas (orient "index") write them.
std::string table_by_date(const Json& rows) {
  std::vector<std::string> dates;
  for (const auto& [date, row] : rows.items()) dates.push_back(cell(Json(date)));
  return table_of_objects(rows, &dates);
}

// An object of columns by name, as pandas' to_json writes a frame.
std::string table_of_columns(const Json& columns) {
  Json rows = Json::object();
  for (const auto& [name, column] : columns.items()) {
    for (const auto& [date, value] : column.items()) rows[date][name] = value;
  }
  return table_by_date(rows);
}

bool name_bars(const Json& object) {
  return std::any_of(object.items().begin(), object.items().end(), [](const auto& item) {
    const std::optional<ColumnRole> role = column_role(item.key());
    return role && role->kind == ColumnRole::Kind::Bar;
  });
}

std::string rows_table(const Json& rows) {
  if (all_are(rows, is_object)) return table_of_objects(rows);
  const std::size_t width = rows.front().size();
  return table_of_arrays(rows, width == 12  ? binance_header
                               : width == 8 ? kraken_header
                                            : std::string_view{});
}

bool are_rows(const Json& value) {
  return value.is_array() && (all_are(value, is_object) || all_are(value, is_array));
}

// The words of a service that refused.
std::string refusal(const Json& json) {
  if (!json.is_object()) return "";
  for (const std::string_view key : {"Error Message", "Note", "Information", "message", "msg",
                                     "detail", "description", "error"}) {
    const Json* const value = member(json, key);
    if (!value) continue;
    if (value->is_string()) return value->get<std::string>();
    if (value->is_array() && !value->empty() && value->front().is_string()) {
      return value->front().get<std::string>();
    }
    if (std::string inner = refusal(*value); !inner.empty()) return inner;
  }
  const Json* const chart = member(json, "chart");
  return chart ? refusal(*chart) : "";
}

class JsonReader {
 public:
  JsonTables read(const Json& json) {
    if (const Json* const bars = member(json, "bars")) {
      alpaca(json, *bars);
    } else if (const Json* const result = member(json, "result"); result && member(json, "error")) {
      kraken(*result);
    } else if (member(json, "values")) {
      twelve_data(json);
    } else if (json.is_object() && !json.empty() &&
               std::all_of(json.begin(), json.end(),
                           [](const Json& value) { return member(value, "values") != nullptr; })) {
      for (const Json& market : json) twelve_data(market);
    } else if (const Json* const meta = member(json, "Meta Data")) {
      alpha_vantage(json, *meta);
    } else {
      others(json, 0);
    }
    return std::move(found_);
  }

 private:
  JsonTable& add(std::string source, std::string symbol, std::string text) {
    found_.source = std::move(source);
    found_.tables.push_back({});
    found_.tables.back().symbol = std::move(symbol);
    found_.tables.back().text = std::move(text);
    return found_.tables.back();
  }

  void alpaca(const Json& json, const Json& bars) {
    if (are_rows(bars)) add("Alpaca", text_at(json, "symbol"), rows_table(bars));
    if (bars.is_object()) {
      for (const auto& [symbol, rows] : bars.items()) {
        if (are_rows(rows)) add("Alpaca", symbol, rows_table(rows));
      }
    }
    if (text_at(json, "next_page_token").empty()) return;
    for (JsonTable& table : found_.tables) {
      table.defects.push_back({"page",
                               Severity::Warning,
                               {},
                               {},
                               {},
                               "the answer names a next page, so bars are missing at its end",
                               ""});
    }
  }

  // `last` is the newest bar that is final.
  void kraken(const Json& result) {
    if (!result.is_object()) return;
    const Json* const last = member(result, "last");
    for (const auto& [pair, rows] : result.items()) {
      if (!are_rows(rows)) continue;
      Json final_rows = Json::array();
      for (const Json& row : rows) {
        const bool open = last && last->is_number_integer() && !row.empty() &&
                          row[0].is_number_integer() && row[0] > *last;
        if (!open) final_rows.push_back(row);
      }
      if (final_rows.empty()) continue;
      JsonTable& table = add("Kraken", pair, rows_table(final_rows));
      if (const std::size_t open = rows.size() - final_rows.size(); open > 0) {
        table.defects.push_back(
            {"unfinished",
             Severity::Note,
             {},
             {},
             {},
             fmt::format("{} bar{} not final, so left out", open, open == 1 ? " was" : "s were"),
             ""});
      }
    }
  }

  void twelve_data(const Json& json) {
    const Json* const values = member(json, "values");
    if (!are_rows(*values)) return;
    const Json* const meta = member(json, "meta");
    JsonTable& table =
        add("Twelve Data", meta ? text_at(*meta, "symbol") : "", rows_table(*values));
    if (meta) table.timezone = text_at(*meta, "exchange_timezone");
  }

  void alpha_vantage(const Json& json, const Json& meta) {
    for (const auto& [key, rows] : json.items()) {
      if (key == "Meta Data" || !rows.is_object() || !all_are(rows, is_object)) continue;
      JsonTable& table = add("Alpha Vantage", "", table_by_date(rows));
      for (const auto& [name, value] : meta.items()) {
        if (!value.is_string()) continue;
        if (name.ends_with(". Symbol") || name.ends_with("Currency Code")) table.symbol = value;
        if (name.ends_with(". Time Zone")) table.timezone = value;
      }
    }
  }

  // Rows under whatever key, and the ways in which pandas writes a frame.
  void others(const Json& json, int depth) {
    constexpr int deepest = 4;
    if (are_rows(json)) {
      const bool binance = json.front().is_array() && json.front().size() == 12;
      const bool tiingo = json.front().is_object() && json.front().contains("adjClose");
      add(binance ? "Binance" : tiingo ? "Tiingo" : "rows", "", rows_table(json));
      return;
    }
    if (!json.is_object() || depth > deepest) return;
    const Json* const columns = member(json, "columns");
    const Json* const data = member(json, "data");
    const Json* const index = member(json, "index");
    if (columns && data && index && columns->is_array() && are_rows(*data) && index->is_array() &&
        index->size() == data->size()) {
      split_frame(*columns, *index, *data);
    } else if (all_are(json, is_object) && name_bars(json)) {
      add("pandas", "", table_of_columns(json));
    } else if (all_are(json, is_object) && name_bars(json.front()) &&
               all_are(json.front(), is_scalar)) {
      add("pandas", "", table_by_date(json));
    } else {
      for (const Json& value : json) others(value, depth + 1);
    }
  }

  void split_frame(const Json& columns, const Json& index, const Json& data) {
    std::vector<std::string> cells = {"date"};
    for (const Json& name : columns) cells.push_back(cell(name));
    std::string text;
    append_line(cells, text);
    for (std::size_t i = 0; i < data.size(); ++i) {
      cells = {cell(index[i])};
      for (const Json& value : data[i]) cells.push_back(cell(value));
      append_line(cells, text);
    }
    add("pandas", "", std::move(text));
  }

  JsonTables found_;
};

// One object on each line.
std::optional<Json> parse_lines(std::string_view text) {
  Json rows = Json::array();
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    rows.push_back(Json::parse(line, nullptr, false));
    if (!rows.back().is_object()) return {};
  }
  return rows;
}

Result<JsonTables> tables_of(const Json& json, std::string_view file) {
  if (const Json* const chart = member(json, "chart")) {
    if (const Json* const result = member(*chart, "result"); result && are_rows(*result)) {
      return yahoo_tables(*result, file);
    }
  }
  JsonTables tables = JsonReader().read(json);
  if (!tables.tables.empty()) return tables;
  if (const std::string words = refusal(json); !words.empty()) {
    return fail(Fault::Data,
                fmt::format("{}: no bars but an answer that says: {}", file, words.substr(0, 200)));
  }
  return fail(Fault::Data, fmt::format("{}: the JSON holds no rows of bars", file));
}

}  // namespace

Result<JsonTables> json_tables(std::string_view text, std::string_view file) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    if (std::optional<Json> rows = parse_lines(text)) json = std::move(*rows);
  }
  if (json.is_discarded()) {
    return fail(Fault::Data,
                fmt::format("{}: this begins like JSON but is none; it may be cut off", file));
  }
  try {
    return tables_of(json, file);
  } catch (const Json::exception&) {
    return fail(Fault::Data, fmt::format("{}: the JSON holds no rows of bars", file));
  }
}

}  // namespace stratgen
