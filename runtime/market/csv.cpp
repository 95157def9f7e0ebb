#include "runtime/market/csv.hpp"

#include "runtime/base/file.hpp"
#include "runtime/market/csv_header.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

constexpr std::size_t max_defects = 100;
constexpr double price_tolerance = 1e-9;  // vendors' adjusted prices carry float noise

// Row numbers end where compact dates (20200102) begin; backtesting.py takes numbers from 1975 on
// for seconds. Ten digits of seconds reach 2286; milliseconds have thirteen.
constexpr std::int64_t row_numbers_end = 10'000'000;
constexpr std::int64_t first_epoch_second = 157'766'400;
constexpr std::int64_t last_epoch_second = 9'999'999'999;

constexpr std::string_view column_names[CsvColumns] = {"time", "open",  "high",
                                                       "low",  "close", "volume"};

struct Defect {
  std::string_view field;  // where: a view into the line
  std::string reason;
};
using MaybeDefect = std::optional<Defect>;

// What the stamps of one file have in common.
enum class TimeKind { Date, ZonedDate, EpochSeconds, RowNumber };

std::string_view describe(TimeKind kind) {
  switch (kind) {
    case TimeKind::Date:
      return "a date without a zone";
    case TimeKind::ZonedDate:
      return "a date with a zone";
    case TimeKind::EpochSeconds:
      return "seconds since 1970";
    case TimeKind::RowNumber:
      return "a row number";
  }
  return "";
}

Clock clock_of(TimeKind kind) {
  if (kind == TimeKind::Date) return Clock::Dates;
  return kind == TimeKind::RowNumber ? Clock::Numbers : Clock::Utc;
}

bool above(double a, double b) { return a > b * (1 + price_tolerance); }

struct Row {
  std::int64_t time = 0;
  double open = 0, high = 0, low = 0, close = 0;
  double volume = std::numeric_limits<double>::quiet_NaN();
};

MaybeDefect price_defect(const Row& row, std::string_view high_field) {
  if (above(row.low, row.high)) {
    return Defect{high_field, fmt::format("high {} is below low {}", row.high, row.low)};
  }
  const std::pair<std::string_view, double> inside[] = {{"open", row.open}, {"close", row.close}};
  for (const auto& [name, price] : inside) {
    if (above(price, row.high)) {
      return Defect{high_field, fmt::format("{} {} is above high {}", name, price, row.high)};
    }
    if (above(row.low, price)) {
      return Defect{high_field, fmt::format("{} {} is below low {}", name, price, row.low)};
    }
  }
  return {};
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::string symbol, std::string_view file)
      : text_(text), file_(file) {
    bars_.symbol = std::move(symbol);
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  Result<Bars> read() {
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return fail(Fault::Data, fmt::format("{}: the file is empty", file_));
    }
    STRATGEN_TRY(header_, parse_csv_header(next_line(), file_));
    reserve();
    while (!text_.empty() && defects_.size() < max_defects) {
      const std::string_view line = next_line();
      if (MaybeDefect defect = read_row(line)) report(line, std::move(*defect));
    }
    if (!defects_.empty()) return defects();
    if (bars_.size() == 0) {
      return fail(Fault::Data, fmt::format("{}: there is a header and no row below it", file_));
    }
    bars_.clock = header_.field[CsvTime] ? clock_of(*time_kind_) : Clock::Numbers;
    return std::move(bars_);
  }

 private:
  // Trailing blank lines are not lines.
  std::string_view next_line() {
    const std::size_t end = text_.find('\n');
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
    if (text_.size() < 64 && text_.find_first_not_of("\r\n") == std::string_view::npos) text_ = {};
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++line_number_;
    return line;
  }

  // By the length of the first row; a freak one must not ask for more than the file could hold.
  void reserve() {
    constexpr std::size_t shortest = 24;
    const std::size_t row_length = std::min(text_.find('\n'), text_.size()) + 1;
    const std::size_t rows = text_.size() / std::max(row_length, shortest) + 1;
    bars_.time.reserve(rows);
    for (BarColumn<double>* column :
         {&bars_.open, &bars_.high, &bars_.low, &bars_.close, &bars_.volume}) {
      column->reserve(rows);
    }
  }

  MaybeDefect read_row(std::string_view line) {
    if (line.empty()) return Defect{line, "the line is blank; take it out"};
    if (!split_csv_line(line, fields_)) return Defect{line, "a quote is not closed"};
    if (fields_.size() != header_.fields) {
      return Defect{
          line, fmt::format("{} fields where the header names {}", fields_.size(), header_.fields)};
    }
    Row row;
    if (MaybeDefect defect = read_time(row.time)) return defect;
    if (MaybeDefect defect = read_price(CsvOpen, row.open)) return defect;
    if (MaybeDefect defect = read_price(CsvHigh, row.high)) return defect;
    if (MaybeDefect defect = read_price(CsvLow, row.low)) return defect;
    if (MaybeDefect defect = read_price(CsvClose, row.close)) return defect;
    if (MaybeDefect defect = read_volume(row.volume)) return defect;
    if (MaybeDefect defect = price_defect(row, field(CsvHigh))) return defect;
    append(row);
    return {};
  }

  std::string_view field(CsvColumn column) const { return fields_[*header_.field[column]]; }

  MaybeDefect read_time(std::int64_t& time) {
    if (!header_.field[CsvTime]) {
      time = static_cast<std::int64_t>(bars_.size());
      return {};
    }
    const std::string_view text = field(CsvTime);
    const std::optional<TimeKind> kind = parse_time(text, time);
    if (!kind) {
      return Defect{text, text.empty() ? std::string("the date is blank")
                                       : fmt::format("'{}' is not a date; write 2020-01-02, "
                                                     "2020-01-02T09:30:00Z or seconds since 1970",
                                                     text)};
    }
    if (!time_kind_) time_kind_ = kind;
    if (kind != time_kind_) {
      return Defect{text, fmt::format("'{}' is {} where the rows before have {}", text,
                                      describe(*kind), describe(*time_kind_))};
    }
    const std::string_view before = std::exchange(last_stamp_, text);
    const std::int64_t last = std::exchange(last_time_, time);
    if (before.empty() || time > last) return {};
    if (time == last) {
      return Defect{text, fmt::format("{} is there twice; keep one row for each date", text)};
    }
    return Defect{text, fmt::format("{} comes after {}; sort the file by date", text, before)};
  }

  std::optional<TimeKind> parse_time(std::string_view text, std::int64_t& time) const {
    if (const std::optional<Stamp> stamp = parse_stamp(text)) {
      time = stamp->seconds;
      return stamp->has_zone ? TimeKind::ZonedDate : TimeKind::Date;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    if (time >= first_epoch_second && time <= last_epoch_second) return TimeKind::EpochSeconds;
    if (!header_.time_is_named && time >= 0 && time < row_numbers_end) return TimeKind::RowNumber;
    return {};
  }

  MaybeDefect read_number(CsvColumn column, double& value) const {
    const std::string_view text = field(column);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && error == std::errc() && end == text.data() + text.size()) return {};
    const std::string_view name = column_names[column];
    if (text.empty()) return Defect{text, fmt::format("{} is blank", name)};
    if (error == std::errc::result_out_of_range) {
      return Defect{text, fmt::format("{} '{}' is out of range", name, text)};
    }
    return Defect{text, fmt::format("{} '{}' is not a number", name, text)};
  }

  MaybeDefect read_price(CsvColumn column, double& value) const {
    if (MaybeDefect defect = read_number(column, value)) return defect;
    if (value > 0 && std::isfinite(value)) return {};
    const std::string_view name = column_names[column];
    if (std::isnan(value)) return Defect{field(column), fmt::format("{} is NaN", name)};
    if (value <= 0) return Defect{field(column), fmt::format("{} {} is not positive", name, value)};
    return Defect{field(column), fmt::format("{} is infinite", name)};
  }

  MaybeDefect read_volume(double& value) const {
    if (!header_.field[CsvVolume] || field(CsvVolume).empty()) return {};
    if (MaybeDefect defect = read_number(CsvVolume, value)) return defect;
    if (value < 0) return Defect{field(CsvVolume), fmt::format("volume {} is negative", value)};
    if (std::isinf(value)) return Defect{field(CsvVolume), "volume is infinite"};
    return {};
  }

  void append(const Row& row) {
    bars_.time.push_back(row.time);
    bars_.open.push_back(row.open);
    bars_.high.push_back(row.high);
    bars_.low.push_back(row.low);
    bars_.close.push_back(row.close);
    bars_.volume.push_back(row.volume);
  }

  void report(std::string_view line, Defect defect) {
    const auto offset = defect.field.data() - line.data();
    defects_.push_back({"csv-row", std::string(file_), line_number_, static_cast<int>(offset) + 1,
                        std::move(defect.reason), ""});
  }

  tl::unexpected<Error> defects() {
    const Diagnostic& first = defects_.front();
    std::string message = fmt::format("{}:{}: {}", file_, first.line, first.message);
    if (const std::size_t more = defects_.size() - 1; more > 0) {
      const bool stopped = defects_.size() == max_defects && !text_.empty();
      message += fmt::format(" ({}{} more bad row{})", stopped ? "at least " : "", more,
                             more == 1 ? "" : "s");
    }
    return tl::unexpected(Error{Fault::Data, std::move(message), std::move(defects_)});
  }

  std::string_view text_;  // what is not yet read
  std::string_view file_;
  int line_number_ = 0;
  CsvHeader header_;
  std::vector<std::string_view> fields_;  // of the current line
  std::optional<TimeKind> time_kind_;
  std::string_view last_stamp_;
  std::int64_t last_time_ = 0;
  Bars bars_;
  std::vector<Diagnostic> defects_;
};

}  // namespace

Result<Bars> parse_csv(std::string_view text, std::string symbol, std::string_view file) {
  return CsvReader(text, std::move(symbol), file).read();
}

Result<Bars> read_csv(const std::filesystem::path& path, std::string symbol) {
  STRATGEN_TRY(const std::string text, read_file(path));
  return parse_csv(text, std::move(symbol), path.string());
}

}  // namespace stratgen
