#include "runtime/import/date_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using Kind = ColumnRole::Kind;

constexpr std::int64_t day = 86400;

tl::unexpected<Error> refused(std::string_view file, std::size_t line, std::string_view what) {
  return fail(Fault::Data, fmt::format("{}:{}: {}", file, line, what));
}

std::string_view cell(const TableLine& row, std::size_t field) {
  return field < row.fields.size() ? row.fields[field] : std::string_view{};
}

// At least half of the rows have a date of one form there: a bad row is named when it is read.
std::optional<DateReading> form_of(const std::vector<TableLine>& rows, std::size_t field,
                                   const FormatHints& hints) {
  std::optional<DateReading> form;
  std::size_t dated = 0;
  for (const TableLine& row : rows) {
    const std::string_view text = cell(row, field);
    std::optional<DateReading> found = date_form(text);
    if (hints.dates && parse_written_time(text, *hints.dates)) found = hints.dates;
    if (!found) continue;
    if (!form) form = found;
    dated += found->family == form->family;
  }
  return dated * 2 >= rows.size() && dated > 0 ? form : std::nullopt;
}

bool all_times_of_day(const std::vector<TableLine>& rows, std::size_t field) {
  std::size_t right = 0;
  for (const TableLine& row : rows) right += parse_time_of_day(cell(row, field)).has_value();
  return right * 2 >= rows.size() && right > 0;
}

// Some of the dates have a time of day that is not midnight.
bool has_times(const std::vector<TableLine>& rows, std::size_t field, const DateReading& reading) {
  if (reading.family == DateFamily::Unix) return true;
  for (const TableLine& row : rows) {
    for (const DateOrder order : {DateOrder::Dmy, DateOrder::Mdy}) {
      DateReading tried = reading;
      if (reading.family == DateFamily::Numeric) tried.order = order;
      const auto time = parse_written_time(cell(row, field), tried);
      if (time && time->seconds % day != 0) return true;
    }
  }
  return false;
}

struct Named {
  std::size_t field;
  int rank;
};

// Columns that may hold dates, the likeliest first.
std::vector<std::size_t> candidates(const TableHeader& header, std::size_t fields) {
  std::vector<Named> named;
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    const std::optional<ColumnRole> role = column_role(header.names[i]);
    if (role && role->kind == Kind::Date) named.push_back({i, role->rank});
    if (role && role->kind == Kind::TimeOfDay) named.push_back({i, 3});
    if (i == 0 && header.names[i].empty()) named.push_back({i, 4});
  }
  std::sort(named.begin(), named.end(), [](const Named& a, const Named& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.field < b.field;
  });
  std::vector<std::size_t> columns;
  for (const Named& column : named) columns.push_back(column.field);
  if (columns.empty()) {
    for (std::size_t i = 0; i < fields; ++i) {
      const std::optional<ColumnRole> role =
          i < header.names.size() ? column_role(header.names[i]) : std::nullopt;
      if (!role) columns.push_back(i);
    }
  }
  return columns;
}

tl::unexpected<Error> no_dates(const std::vector<std::size_t>& columns, const TableHeader& header,
                               const std::vector<TableLine>& rows, std::string_view file) {
  const TableLine& row = rows.front();
  if (columns.empty()) {
    return refused(file, row.number,
                   "no column holds dates; name the columns with --format columns=date,open,...");
  }
  const std::size_t field = columns.front();
  const std::string_view text = cell(row, field);
  const bool number =
      !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
  const std::optional<double> value = number ? parse_number(text, {}) : std::nullopt;
  if (value && *value >= 20000 && *value < 80000) {
    return refused(file, row.number,
                   fmt::format("'{}' may be a day as Excel counts them; if it is, say --format "
                               "dates=excel",
                               text));
  }
  if (value) {
    return refused(file, row.number,
                   fmt::format("no column holds dates: '{}'{} looks like a row's number", text,
                               header.has_names ? " below '" + header.names[field] + "'" : ""));
  }
  return refused(file, row.number,
                 fmt::format("'{}' is not a date that is known here; write 2020-01-02", text));
}

// The stamps under one order of day and month.
struct Order {
  DateOrder order;
  std::size_t impossible = 0;  // rows that have no such day
  std::size_t proof_line = 0;  // the first row that only this order can read
  std::string proof;
  std::vector<std::int64_t> days;
};

bool steps_fit(const std::vector<std::int64_t>& steps, std::int64_t least, std::int64_t most) {
  return std::all_of(steps.begin(), steps.end(),
                     [least, most](std::int64_t step) { return step >= least && step <= most; });
}

// The dates go one way, in steps of trading days, weeks, months, quarters or years.
bool is_plausible(const std::vector<std::int64_t>& days) {
  std::vector<std::int64_t> steps;
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i] != days[i - 1]) steps.push_back(days[i] - days[i - 1]);
  }
  if (steps.empty()) return false;
  if (steps.front() < 0) {
    for (std::int64_t& step : steps) step = -step;
  }
  constexpr std::pair<std::int64_t, std::int64_t> usual[] = {
      {1, 5}, {6, 8}, {28, 33}, {89, 93}, {364, 367}};
  return std::any_of(std::begin(usual), std::end(usual), [&steps](const auto& range) {
    return steps_fit(steps, range.first, range.second);
  });
}

class OrderChoice {
 public:
  OrderChoice(DateReading form, std::string_view file) : form_(form), file_(file) {}

  // False once both orders have failed somewhere.
  void look_at(std::string_view text, std::size_t line) {
    const std::optional<DateNumbers> numbers = date_numbers(text);
    if (!numbers) return;
    std::array<bool, 2> possible{};
    for (std::size_t i = 0; i < 2; ++i) {
      DateReading reading = form_;
      reading.order = orders_[i].order;
      const std::optional<WrittenTime> time = parse_written_time(text, reading);
      possible[i] = time.has_value();
      std::vector<std::int64_t>& days = orders_[i].days;
      if (time && (days.empty() || days.back() != time->seconds / day)) {
        days.push_back(time->seconds / day);
      }
    }
    for (std::size_t i = 0; i < 2; ++i) {
      orders_[i].impossible += !possible[i];
      if (possible[i] && !possible[1 - i] && orders_[i].proof.empty()) {
        orders_[i].proof = text;
        orders_[i].proof_line = line;
      }
    }
  }

  bool has_proof() const { return !orders_[0].proof.empty() || !orders_[1].proof.empty(); }

  Result<DateReading> choose(std::string_view example, std::size_t line,
                             std::vector<std::string>& conclusions) const {
    const Order& dmy = orders_[0];
    const Order& mdy = orders_[1];
    if (!dmy.proof.empty() && !mdy.proof.empty()) {
      return refused(file_, std::max(dmy.proof_line, mdy.proof_line),
                     fmt::format("day and month change their order: '{}' in line {}, '{}' in line "
                                 "{}; write them as 2020-01-02",
                                 dmy.proof, dmy.proof_line, mdy.proof, mdy.proof_line));
    }
    for (const Order* order : {&dmy, &mdy}) {
      if (order->proof.empty()) continue;
      return say(*order, example, conclusions,
                 fmt::format("line {} has {}", order->proof_line, order->proof));
    }
    const bool days_first = is_plausible(dmy.days);
    const bool months_first = is_plausible(mdy.days);
    if (days_first != months_first) {
      return say(days_first ? dmy : mdy, example, conclusions,
                 "in the other order they do not follow each other");
    }
    if (example.find('.') != std::string_view::npos) {
      return say(dmy, example, conclusions, "as dates with points are");
    }
    return refused(
        file_, line,
        fmt::format("'{}' can be the {} or the {}, and no date in the file decides it; "
                    "say --format dates=DMY or dates=MDY",
                    example, spelled(example, DateOrder::Dmy), spelled(example, DateOrder::Mdy)));
  }

 private:
  static std::string spelled(std::string_view text, DateOrder order) {
    const DateNumbers numbers = *date_numbers(text);
    const bool dmy = order == DateOrder::Dmy;
    return fmt::format("{:04}-{:02}-{:02}", numbers.third, dmy ? numbers.second : numbers.first,
                       dmy ? numbers.first : numbers.second);
  }

  Result<DateReading> say(const Order& order, std::string_view example,
                          std::vector<std::string>& conclusions, std::string_view why) const {
    DateReading reading = form_;
    reading.order = order.order;
    conclusions.push_back(fmt::format("dates {} ({})", describe(reading, example), why));
    return reading;
  }

  DateReading form_;
  std::string_view file_;
  std::array<Order, 2> orders_ = {Order{DateOrder::Dmy, 0, 0, {}, {}},
                                  Order{DateOrder::Mdy, 0, 0, {}, {}}};
};

Result<void> find_order(const std::vector<TableLine>& rows, std::string_view text,
                        std::string_view file, const DateReading& form, Dialect& dialect) {
  const std::string_view example = cell(rows.front(), dialect.date);
  if (form.short_years) {
    return refused(file, rows.front().number,
                   fmt::format("'{}' has a year of two digits; say in which order day, month and "
                               "year are: --format dates=DMy, dates=MDy or dates=yMD",
                               example));
  }
  OrderChoice choice(form, file);
  for (const TableLine& row : rows) choice.look_at(cell(row, dialect.date), row.number);
  if (!choice.has_proof()) {
    choice = OrderChoice(form, file);
    LineWalk walk(text, dialect.first_row, dialect.first_line);
    std::vector<std::string_view> fields;
    while (walk.next() && !choice.has_proof()) {
      if (!split_fields(walk.line(), dialect.separator, fields)) continue;
      if (dialect.date < fields.size()) choice.look_at(fields[dialect.date], walk.number());
    }
  }
  STRATGEN_TRY(dialect.dates, choice.choose(example, rows.front().number, dialect.conclusions));
  return {};
}

void find_zone(const TableHeader& header, const FormatHints& hints, Dialect& dialect) {
  dialect.timezone = hints.timezone;
  if (dialect.timezone || !header.has_names) return;
  std::string name = header.names[dialect.date];
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  if (name.find("utc") == std::string::npos && name.find("gmt") == std::string::npos) return;
  if (auto utc = find_time_zone("UTC")) dialect.timezone = std::move(*utc);
}

}  // namespace

Result<void> find_dates(const TableHeader& header, const std::vector<TableLine>& rows,
                        std::string_view text, std::string_view file, const FormatHints& hints,
                        Dialect& dialect) {
  const std::vector<std::size_t> columns = candidates(header, dialect.fields);
  std::optional<DateReading> form;
  for (const std::size_t column : columns) {
    form = form_of(rows, column, hints);
    if (!form) continue;
    dialect.date = column;
    break;
  }
  if (!form) return no_dates(columns, header, rows, file);

  const std::string_view example = cell(rows.front(), dialect.date);
  if (!has_times(rows, dialect.date, *form)) {
    for (std::size_t i = 0; i < dialect.fields; ++i) {
      const bool beside = !header.has_names && i == dialect.date + 1 &&
                          cell(rows.front(), i).find(':') != std::string_view::npos;
      const std::optional<ColumnRole> role =
          i < header.names.size() ? column_role(header.names[i]) : std::nullopt;
      const bool named = role && role->kind == Kind::TimeOfDay && i != dialect.date;
      if ((beside || named) && all_times_of_day(rows, i)) dialect.time_of_day = i;
    }
  }
  find_zone(header, hints, dialect);
  const bool decided = hints.dates && parse_written_time(example, *hints.dates);
  if (form->family == DateFamily::Numeric && hints.dates && !decided) {
    return refused(
        file, rows.front().number,
        fmt::format("'{}' is not a date in the order that --format dates= says", example));
  }
  if (form->family == DateFamily::Numeric && !decided) {
    return find_order(rows, text, file, *form, dialect);
  }
  if (form->short_years && !decided && !(hints.dates && hints.dates->short_years)) {
    return refused(file, rows.front().number,
                   fmt::format("'{}' has a year of two digits; say --format dates=DMy if it is of "
                               "1969 to 2068",
                               example));
  }
  dialect.dates = decided ? *hints.dates : *form;
  dialect.conclusions.push_back(fmt::format("dates {}", describe(dialect.dates, example)));
  return {};
}

}  // namespace stratgen
