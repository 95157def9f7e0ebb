// What files call their columns.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Columns of numbers that a bar is made of.
enum class BarPart : std::size_t {
  Open,
  High,
  Low,
  Close,
  Volume,
  AdjustedOpen,
  AdjustedHigh,
  AdjustedLow,
  AdjustedClose,
  AdjustedVolume,
  Dividend,
  Split,
};
constexpr std::size_t bar_columns = 12;
constexpr std::array<std::string_view, bar_columns> bar_column_names = {
    "open",          "high",          "low",          "close",          "volume",
    "adjusted open", "adjusted high", "adjusted low", "adjusted close", "adjusted volume",
    "dividend",      "split"};

constexpr std::size_t place(BarPart column) { return static_cast<std::size_t>(column); }

struct ColumnRole {
  enum class Kind {
    Bar,
    Date,       // or date and time
    TimeOfDay,  // besides a Date; "Time" alone can be either
    Symbol,
    Nothing,  // "-" or "ignore", as people say it
  };
  Kind kind = Kind::Nothing;
  BarPart column = BarPart::Open;  // of Kind::Bar
  // Where two columns could serve, the one with the lower number does: volume before quote volume.
  int rank = 0;
};

// Case, blanks, punctuation and Alpha Vantage's numbers ("5. adjusted close") do not count.
// English, and the words of German, Polish, French and Spanish vendors.
std::optional<ColumnRole> column_role(std::string_view name);

// A name that joins a column and a market: "AAPL.Open", "Close_MSFT", "('Close', 'AAPL')".
struct JoinedName {
  std::string symbol;
  std::string column;
};
std::optional<JoinedName> split_joined_name(std::string_view name);

}  // namespace stratgen
