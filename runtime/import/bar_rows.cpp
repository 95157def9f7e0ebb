#include "runtime/import/bar_rows.hpp"

#include "runtime/import/fast_time.hpp"
#include "runtime/import/number_text.hpp"
#include "runtime/import/table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <unordered_map>

namespace stratgen {
namespace {

constexpr std::size_t max_findings = 100;
constexpr std::size_t max_defects = 10'000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t volume = place(BarPart::Volume);
constexpr std::size_t adjusted_volume = place(BarPart::AdjustedVolume);

bool is_price(std::size_t column) {
  return column != volume && column != adjusted_volume && column < place(BarPart::Dividend);
}

struct Row {
  WrittenTime time;
  std::array<double, bar_columns> value;
  std::uint32_t market = 0;
};

// What a field of the file is to the fast path.
struct FieldUse {
  enum class Kind { Skip, Time, TimeOfDay, Number, Symbol };
  Kind kind = Kind::Skip;
  std::size_t column = 0;  // of Kind::Number
};

struct Finding {
  std::string_view where;  // a view into the line
  std::string reason;
};
using MaybeFinding = std::optional<Finding>;

class RowReader {
 public:
  RowReader(std::string_view text, std::string_view file, const Dialect& dialect)
      : text_(text), file_(file), dialect_(dialect), fast_time_(dialect.dates) {
    for (std::size_t column = 0; column < bar_columns; ++column) {
      for (const BarFields& bars : dialect.bars) {
        if (bars.field[column]) present_[column] = true;
      }
    }
    if (dialect.has_many_markets()) {
      for (const BarFields& bars : dialect.bars) market_number(bars.symbol);
    } else if (!dialect.symbol) {
      market_number(dialect.bars.front().symbol);
    }
    plan();
    reserve();
  }

  Result<BarRows> read() {
    const char* const begin = text_.data();
    const char* const end = begin + text_.size();
    const char* at = begin + dialect_.first_row;
    line_number_ = dialect_.first_line;
    while (at < end && findings_.size() < max_findings) {
      const char* next = fast_ ? read_fast(at, end) : nullptr;
      if (!next) next = read_line(at, end);
      at = next;
      ++line_number_;
    }
    stopped_ = at < end;
    if (!findings_.empty()) return error();
    for (Pending& line : pending_) {
      add_defect(0, {"footer",
                     Severity::Note,
                     {},
                     {},
                     line.number,
                     fmt::format("the line is no bar and behind the last one: {}", line.reason),
                     ""});
    }
    if (defects_ > max_defects) {
      const std::size_t more = defects_ - max_defects;
      rows_.defects.push_back(
          {0,
           {"more", Severity::Warning, {}, {}, {}, fmt::format("{} more like these", more), ""}});
    }
    if (rows_.time.empty()) {
      return fail(Fault::Data, fmt::format("{}: no row has a price", file_));
    }
    if (rows_.markets.size() == 1) rows_.market.clear();
    return std::move(rows_);
  }

 private:
  struct Pending {
    std::size_t number;
    std::size_t column;
    std::string reason;
  };

  void plan() {
    fast_ = dialect_.bars.size() == 1 && dialect_.separator != ' ';
    uses_.resize(dialect_.fields);
    uses_[dialect_.date].kind = FieldUse::Kind::Time;
    if (dialect_.time_of_day) uses_[*dialect_.time_of_day].kind = FieldUse::Kind::TimeOfDay;
    if (dialect_.symbol) uses_[*dialect_.symbol].kind = FieldUse::Kind::Symbol;
    if (!fast_) return;
    for (std::size_t column = 0; column < bar_columns; ++column) {
      const std::optional<std::size_t> field = dialect_.bars.front().field[column];
      if (field && uses_[*field].kind == FieldUse::Kind::Skip) {
        uses_[*field] = {FieldUse::Kind::Number, column};
      } else if (field) {
        fast_ = false;  // one field for two columns
      }
    }
  }

  void reserve() {
    constexpr std::size_t looked_at = 1 << 16;
    const std::string_view head = text_.substr(dialect_.first_row, looked_at);
    const auto lines = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n')) + 1;
    const std::size_t rows = (text_.size() - dialect_.first_row) /
                                 std::max<std::size_t>(head.size() / lines, 12) * 51 / 50 +
                             16;
    rows_.time.reserve(rows * dialect_.bars.size());
    for (std::size_t column = 0; column < bar_columns; ++column) {
      if (present_[column]) rows_.columns[column].reserve(rows * dialect_.bars.size());
    }
    if (dialect_.symbol) rows_.market.reserve(rows);
  }

  // The usual row, without quotes, blanks or marks: what takes it returns the start of the next
  // line, or nullptr to leave the line to read_line.
  const char* read_fast(const char* at, const char* end) {
    const char separator = dialect_.separator;
    Row row;
    std::size_t left = uses_.size();
    int clock = 0;
    for (const FieldUse& use : uses_) {
      switch (use.kind) {
        case FieldUse::Kind::Number: {
          double& value = row.value[use.column];
          const char* const after = parse_plain(at, end, dialect_.numbers.decimal, value);
          if (after) {
            at = after;
          } else if (at != end && (*at == separator || *at == '\n') && !is_price(use.column)) {
            value = nan;
          } else if (const char* const parsed = parse_long(at, end, value)) {
            at = parsed;
          } else {
            return nullptr;
          }
          break;
        }
        case FieldUse::Kind::Time:
          at = fast_time_.read(at, end, separator, row.time);
          break;
        case FieldUse::Kind::TimeOfDay:
          at = read_clock(at, end, clock);
          break;
        case FieldUse::Kind::Symbol:
        case FieldUse::Kind::Skip: {
          const char* const first = at;
          while (at != end && *at != separator && *at != '\n' && *at != '"') ++at;
          if (at != end && *at == '"') return nullptr;
          if (use.kind == FieldUse::Kind::Symbol && !read_symbol(first, at, row.market))
            return nullptr;
          break;
        }
      }
      if (!at) return nullptr;
      if (--left > 0) {
        if (at == end || *at != separator) return nullptr;
        ++at;
      }
    }
    if (at != end && *at == '\r') ++at;
    if (at != end && *at != '\n') return nullptr;
    if (dialect_.time_of_day) {
      row.time.seconds += clock;
      row.time.has_time = true;
    }
    if (!fits_zone(row.time) || !pending_.empty()) return nullptr;
    append(row);
    return at == end ? at : at + 1;
  }

  // More digits than parse_plain takes. Still a plain number, whose end is the field's.
  const char* parse_long(const char* at, const char* end, double& value) const {
    if (dialect_.numbers.decimal != '.' || at == end || (*at != '-' && (*at < '0' || *at > '9'))) {
      return nullptr;
    }
    const auto [after, error] = std::from_chars(at, end, value);
    return error == std::errc() && std::isfinite(value) ? after : nullptr;
  }

  static const char* read_clock(const char* at, const char* end, int& seconds) {
    const char* const first = at;
    while (at != end && ((*at >= '0' && *at <= '9') || *at == ':')) ++at;
    const std::optional<int> time =
        parse_time_of_day({first, static_cast<std::size_t>(at - first)});
    if (!time) return nullptr;
    seconds = *time;
    return at;
  }

  bool read_symbol(const char* first, const char* last, std::uint32_t& market) {
    if (last > first && last[-1] == '\r') return false;
    const std::string_view name(first, static_cast<std::size_t>(last - first));
    if (name.empty() || name.front() == ' ' || name.back() == ' ') return false;
    market = market_number(name);
    return true;
  }

  std::uint32_t market_number(std::string_view name) {
    if (!rows_.markets.empty() && rows_.markets[last_market_] == name) return last_market_;
    const auto [found, is_new] = market_numbers_.try_emplace(
        std::string(name), static_cast<std::uint32_t>(rows_.markets.size()));
    if (is_new) rows_.markets.emplace_back(name);
    return last_market_ = found->second;
  }

  bool fits_zone(const WrittenTime& time) {
    if (rows_.time.empty()) rows_.has_zone = time.has_zone;
    return time.has_zone == rows_.has_zone;
  }

  void append(const Row& row) {
    const std::size_t number = rows_.time.size();
    rows_.time.push_back(row.time.seconds);
    rows_.has_times |= row.time.seconds % 86400 != 0;
    if (row.time.east != 0 && rows_.east.empty()) rows_.east.assign(number, 0);
    if (row.time.east != 0 || !rows_.east.empty()) rows_.east.push_back(row.time.east);
    for (std::size_t column = 0; column < bar_columns; ++column) {
      if (present_[column]) rows_.columns[column].push_back(row.value[column]);
    }
    if (dialect_.symbol || dialect_.bars.size() > 1) rows_.market.push_back(row.market);
    rows_.lines.add(number, line_number_);
  }

  const char* read_line(const char* at, const char* end) {
    const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    const char* const newline = found ? static_cast<const char*>(found) : end;
    std::string_view line(at, static_cast<std::size_t>(newline - at));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (MaybeFinding finding = read_slow(line)) reject(line, std::move(*finding));
    return newline == end ? end : newline + 1;
  }

  MaybeFinding read_slow(std::string_view line) {
    if (is_blank_line(line) || is_comment(line)) return {};
    if (line == dialect_.header) {
      add_defect(0, {"header",
                     Severity::Note,
                     {},
                     {},
                     line_number_,
                     "the header is there again, so files were put together",
                     ""});
      return {};
    }
    if (!split_fields(line, dialect_.separator, fields_))
      return Finding{line, "a quote is not closed"};
    if (all_blank(fields_)) return {};
    while (fields_.size() > dialect_.fields && fields_.back().empty()) fields_.pop_back();
    if (fields_.size() + 1 == dialect_.fields && is_blank_at_end())
      fields_.emplace_back(line.substr(line.size()));
    if (fields_.size() != dialect_.fields) {
      return Finding{line, fmt::format("{} field{} where the rows have {}", fields_.size(),
                                       fields_.size() == 1 ? "" : "s", dialect_.fields)};
    }
    Row row;
    if (MaybeFinding finding = read_time(row.time)) return finding;
    if (dialect_.symbol) {
      const std::string_view name = fields_[*dialect_.symbol];
      if (name.empty()) return Finding{name, "the market's name is blank"};
      row.market = market_number(name);
    }
    return dialect_.has_many_markets() ? read_markets(row) : read_bar(row);
  }

  // Nothing is read from the last field: rows may leave it out together with its separator.
  bool is_blank_at_end() const {
    return uses_.back().kind == FieldUse::Kind::Skip && dialect_.bars.size() == 1;
  }

  MaybeFinding read_time(WrittenTime& time) {
    const std::string_view text = fields_[dialect_.date];
    const std::optional<WrittenTime> parsed = parse_written_time(text, dialect_.dates);
    if (!parsed) {
      if (text.empty()) return Finding{text, "the date is blank"};
      return Finding{text, fmt::format("'{}' is not a date as the rows before have it", text)};
    }
    time = *parsed;
    if (dialect_.time_of_day) {
      const std::string_view clock = fields_[*dialect_.time_of_day];
      const std::optional<int> seconds = parse_time_of_day(clock);
      if (!seconds) return Finding{clock, fmt::format("'{}' is not a time of day", clock)};
      time.seconds += *seconds;
      time.has_time = true;
    }
    if (fits_zone(time)) return {};
    return Finding{text, fmt::format("'{}' has {} zone, and the rows before have {}", text,
                                     time.has_zone ? "a" : "no", rows_.has_zone ? "one" : "none")};
  }

  // How a market's columns of one row were found: all there, some missing, none there.
  struct Filled {
    std::size_t prices = 0, blanks = 0;
    std::string_view first_blank;
  };

  MaybeFinding read_numbers(const BarFields& bars, Row& row, Filled& filled) const {
    for (std::size_t column = 0; column < bar_columns; ++column) {
      row.value[column] = nan;
      if (!bars.field[column]) continue;
      const std::string_view text = fields_[*bars.field[column]];
      if (is_no_value(text)) {
        if (!is_price(column)) continue;
        if (filled.blanks++ == 0) filled.first_blank = bar_column_names[column];
        continue;
      }
      const std::optional<double> value = column == volume || column == adjusted_volume
                                              ? parse_quantity(text, dialect_.numbers)
                                              : parse_number(text, dialect_.numbers);
      if (!value) {
        return Finding{text, fmt::format("{} '{}' is not a number{}", bar_column_names[column],
                                         text, number_hint(text))};
      }
      row.value[column] = *value;
      filled.prices += is_price(column);
    }
    return {};
  }

  std::string number_hint(std::string_view text) const {
    const NumberStyle& style = dialect_.numbers;
    if (text.find(style.group()) == std::string_view::npos || style.grouped) return "";
    const bool point = style.decimal == '.';
    return fmt::format("; if the {} is between thousands, say --format decimal={}",
                       point ? "comma" : "point", point ? "point" : "comma");
  }

  // A row is one bar; its columns may be there in several spellings.
  MaybeFinding read_bar(Row row) {
    std::optional<Row> kept;
    Filled missing;
    for (const BarFields& bars : dialect_.bars) {
      Filled filled;
      Row found = row;
      if (MaybeFinding finding = read_numbers(bars, found, filled)) return finding;
      if (filled.blanks > 0) {
        missing = filled;
        continue;
      }
      if (!kept) {
        kept = found;
      } else {
        join(*kept, found);
      }
    }
    if (kept) {
      accept(*kept);
      return {};
    }
    report_pending();
    add_defect(row.market,
               {"blank",
                Severity::Warning,
                {},
                utc_of(row.time),
                line_number_,
                fmt::format("{}, so the row is left out",
                            missing.prices == 0 ? std::string("all prices are blank")
                                                : fmt::format("{} is blank", missing.first_blank)),
                ""});
    return {};
  }

  // Columns that are there twice: the prices must agree, of two volumes the larger counts.
  void join(Row& kept, const Row& other) {
    for (std::size_t column = 0; column < bar_columns; ++column) {
      const double a = kept.value[column], b = other.value[column];
      if (a == b || b != b) continue;
      if (a != a || (column == volume && b > a)) {
        kept.value[column] = b;
        continue;
      }
      if (column == volume) continue;
      add_defect(kept.market,
                 {"columns",
                  Severity::Warning,
                  {},
                  utc_of(kept.time),
                  line_number_,
                  fmt::format("{} is {} in one column and {} in another; kept the first",
                              bar_column_names[column], a, b),
                  ""});
      return;
    }
  }

  // A row has a bar of each market that traded.
  MaybeFinding read_markets(Row row) {
    for (const BarFields& bars : dialect_.bars) {
      Filled filled;
      row.market = market_number(bars.symbol);
      if (MaybeFinding finding = read_numbers(bars, row, filled)) return finding;
      if (filled.blanks == 0) {
        accept(row);
      } else if (filled.prices > 0) {
        add_defect(row.market,
                   {"blank",
                    Severity::Warning,
                    {},
                    utc_of(row.time),
                    line_number_,
                    fmt::format("{} is blank, so the row is left out", filled.first_blank),
                    ""});
      }
    }
    return {};
  }

  static std::int64_t utc_of(const WrittenTime& time) { return time.seconds - time.east; }

  void accept(const Row& row) {
    report_pending();
    append(row);
  }

  void add_defect(std::uint32_t market, Defect defect) {
    if (++defects_ <= max_defects) rows_.defects.push_back({market, std::move(defect)});
  }

  // A line that begins like words may be the vendor's last one; only what follows tells.
  void reject(std::string_view line, Finding finding) {
    const auto column = static_cast<std::size_t>(finding.where.data() - line.data()) + 1;
    const std::size_t word = line.find_first_not_of(" \t\"*(");
    const char first = word == std::string_view::npos ? '\0' : line[word];
    const bool words = ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
                        first == dialect_.separator) &&
                       !is_damaged_bar();
    Pending pending{line_number_, column, std::move(finding.reason)};
    if (words && pending_.size() < 10 && !rows_.time.empty()) {
      pending_.push_back(std::move(pending));
    } else {
      report_pending();
      report(pending);
    }
  }

  // The line that was split last has a price where one belongs, and digits in the place of its
  // date.
  bool is_damaged_bar() const {
    const std::size_t close = *dialect_.bars.front().field[place(BarPart::Close)];
    return fields_.size() == dialect_.fields && parse_number(fields_[close], dialect_.numbers) &&
           fields_[dialect_.date].find_first_of("0123456789") != std::string_view::npos;
  }

  void report_pending() {
    for (const Pending& line : pending_) report(line);
    pending_.clear();
  }

  void report(const Pending& line) {
    findings_.push_back({"import-row", std::string(file_), static_cast<int>(line.number),
                         static_cast<int>(line.column), line.reason, ""});
  }

  tl::unexpected<Error> error() {
    const Diagnostic& first = findings_.front();
    std::string message =
        fmt::format("{}:{}:{}: {}", file_, first.line, first.column, first.message);
    if (const std::size_t more = findings_.size() - 1; more > 0) {
      message += fmt::format(" (and {}{} more bad row{})", stopped_ ? "at least " : "", more,
                             more == 1 ? "" : "s");
    }
    return tl::unexpected(Error{Fault::Data, std::move(message), std::move(findings_)});
  }

  std::string_view text_;
  std::string_view file_;
  const Dialect& dialect_;
  FastTime fast_time_;
  bool fast_ = false;
  bool stopped_ = false;
  std::vector<FieldUse> uses_;
  std::array<bool, bar_columns> present_{};
  std::size_t line_number_ = 1;
  std::vector<std::string_view> fields_;  // of the current line
  std::unordered_map<std::string, std::uint32_t> market_numbers_;
  std::uint32_t last_market_ = 0;
  std::vector<Pending> pending_;
  std::size_t defects_ = 0;  // also those that are too many to be kept
  std::vector<Diagnostic> findings_;
  BarRows rows_;
};

}  // namespace

std::size_t LineNumbers::line_of(std::size_t row) const {
  const auto after =
      std::upper_bound(jumps_.begin(), jumps_.end(), row,
                       [](std::size_t wanted, const std::pair<std::size_t, std::size_t>& jump) {
                         return wanted < jump.first;
                       });
  const auto& [first_row, first_line] = *std::prev(after);
  return first_line + (row - first_row);
}

Result<BarRows> read_rows(std::string_view text, std::string_view file, const Dialect& dialect) {
  return RowReader(text, file, dialect).read();
}

}  // namespace stratgen
