#include "runtime/import/bar_markets.hpp"

#include "runtime/import/price_adjustment.hpp"
#include "runtime/import/time_zone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace stratgen {
namespace {

constexpr std::int64_t day = 86400;
constexpr std::int64_t least_day = 20 * 3600;  // a day with a change of the clock has 23 hours
constexpr std::size_t max_defects = 1000;      // of one kind and market

using RowList = std::vector<std::uint32_t>;  // numbers of rows, in the order of the file

std::int64_t floor_day(std::int64_t time) {
  return (time >= 0 ? time / day : -((-time + day - 1) / day)) * day;
}

// The rows of each market.
std::vector<RowList> rows_by_market(const BarRows& rows) {
  std::vector<RowList> lists(rows.markets.size());
  if (rows.market.empty()) {
    lists[0].resize(rows.time.size());
    std::iota(lists[0].begin(), lists[0].end(), 0U);
    return lists;
  }
  for (std::uint32_t row = 0; row < rows.market.size(); ++row)
    lists[rows.market[row]].push_back(row);
  return lists;
}

enum class FileOrder { Ascending, Descending, None };

// Ascending and Descending may have the same time twice in a row.
FileOrder order_of(const std::vector<std::int64_t>& time, const RowList& list) {
  bool up = true, down = true, moves = false;
  for (std::size_t i = 1; i < list.size(); ++i) {
    const std::int64_t step = time[list[i]] - time[list[i - 1]];
    up &= step >= 0;
    down &= step <= 0;
    moves |= step != 0;
  }
  if (up) return FileOrder::Ascending;
  return down && moves ? FileOrder::Descending : FileOrder::None;
}

class MarketMaker {
 public:
  MarketMaker(BarRows rows, const Dialect& dialect, const FormatHints& hints)
      : rows_(std::move(rows)), dialect_(dialect), hints_(hints) {}

  std::vector<ImportedMarket> make(std::vector<std::string>& conclusions) {
    std::vector<RowList> lists = rows_by_market(rows_);
    settle_clock(lists, conclusions);
    std::vector<ImportedMarket> markets;
    std::size_t newest_first = 0, unsorted = 0;
    std::string adjusted;
    for (std::uint32_t number = 0; number < lists.size(); ++number) {
      if (lists[number].empty()) continue;
      RowList& list = lists[number];
      ImportedMarket market;
      market.bars.symbol = rows_.markets[number];
      market.bars.clock = clock_;
      const FileOrder order = order_of(rows_.time, list);
      newest_first += order == FileOrder::Descending;
      unsorted += order == FileOrder::None;
      say_order(order, list, market);
      sort(order, list, market);
      fill(list, market);
      adjusted = adjust(list, market);
      add_rows_defects(number, market);
      markets.push_back(std::move(market));
      RowList().swap(list);
    }
    if (newest_first > 0) conclusions.emplace_back("newest first");
    if (unsorted > 0) conclusions.emplace_back("not in order, sorted");
    if (!adjusted.empty()) conclusions.push_back(adjusted);
    if (hints_.adjustment) {
      for (ImportedMarket& market : markets) market.adjustment = *hints_.adjustment;
      conclusions.push_back(fmt::format("prices {} as said", to_text(*hints_.adjustment)));
    }
    return markets;
  }

 private:
  // From the clock of the file to dates, naive times or UTC.
  void settle_clock(const std::vector<RowList>& lists, std::vector<std::string>& conclusions) {
    if (!rows_.has_zone && dialect_.timezone && rows_.has_times) {
      to_utc(lists, *dialect_.timezone);
      rows_.has_zone = true;
      conclusions.push_back(fmt::format("times of {}, kept in UTC", dialect_.timezone->name()));
    } else if (!rows_.has_zone) {
      conclusions.emplace_back(rows_.has_times ? "times without a zone, kept as they are" : "days");
      return;
    } else if (become_days(lists)) {
      conclusions.emplace_back("midnights with a zone: days");
      return;
    } else {
      for (std::size_t i = 0; i < rows_.east.size(); ++i) rows_.time[i] -= rows_.east[i];
      conclusions.emplace_back(rows_.east.empty() ? "UTC" : "offsets, kept in UTC");
    }
    clock_ = Clock::Utc;
    if (become_days_of_new_york(lists)) {
      clock_ = Clock::Dates;
      conclusions.emplace_back("sessions of New York: days");
    }
  }

  // An hour that comes twice in autumn is the second one where the rows have come so far.
  void to_utc(const std::vector<RowList>& lists, const TimeZone& zone) {
    constexpr std::int64_t hour = 3600;
    for (const RowList& list : lists) {
      std::int64_t before = std::numeric_limits<std::int64_t>::min();
      for (const std::uint32_t row : list) {
        const std::int64_t local = rows_.time[row];
        std::int64_t utc = zone.to_utc(local);
        const bool twice = utc + hour + zone.east_at(utc + hour) == local;
        if (utc <= before && twice) utc += hour;
        before = rows_.time[row] = utc;
      }
    }
  }

  bool are_days_apart(const std::vector<RowList>& lists) const {
    for (const RowList& list : lists) {
      for (std::size_t i = 1; i < list.size(); ++i) {
        const std::int64_t step = rows_.time[list[i]] - rows_.time[list[i - 1]];
        if (step != 0 && std::abs(step) < least_day) return false;
      }
    }
    return true;
  }

  // rows_.time is local here.
  bool become_days(const std::vector<RowList>& lists) const {
    return std::all_of(rows_.time.begin(), rows_.time.end(),
                       [](std::int64_t time) { return time % day == 0; }) &&
           are_days_apart(lists);
  }

  bool become_days_of_new_york(const std::vector<RowList>& lists) {
    constexpr std::int64_t opening = 9 * 3600 + 30 * 60;
    const std::int64_t first = ((rows_.time.front() % day) + day) % day;
    const bool maybe = first == 4 * 3600 || first == 5 * 3600 || first == 48600 || first == 52200;
    if (!maybe || !are_days_apart(lists)) return false;
    const auto new_york = find_time_zone("America/New_York");
    if (!new_york) return false;
    std::int64_t of_day = -1;
    for (const std::int64_t time : rows_.time) {
      const std::int64_t local = time + new_york->east_at(time);
      const std::int64_t now = local - floor_day(local);
      if (of_day < 0) of_day = now;
      if (now != of_day) return false;
    }
    if (of_day != 0 && of_day != opening) return false;
    for (std::int64_t& time : rows_.time) time = floor_day(time + new_york->east_at(time));
    return true;
  }

  std::string date(std::int64_t time) const {
    const std::string iso = to_iso(time, clock_);
    return iso.ends_with("T00:00:00") ? iso.substr(0, 10) : iso;
  }

  std::size_t line_of(std::uint32_t row) const { return rows_.lines.line_of(row); }

  void say_order(FileOrder order, const RowList& list, ImportedMarket& market) const {
    if (order == FileOrder::Ascending) return;
    if (order == FileOrder::Descending) {
      market.defects.push_back({"order",
                                Severity::Note,
                                {},
                                rows_.time[list.front()],
                                line_of(list.front()),
                                "the rows are newest first; sorted",
                                ""});
      return;
    }
    std::size_t count = 0;
    for (std::size_t i = 1; i < list.size(); ++i) {
      const std::int64_t before = rows_.time[list[i - 1]], time = rows_.time[list[i]];
      if (time >= before || ++count > max_defects) continue;
      market.defects.push_back({"order",
                                Severity::Warning,
                                {},
                                time,
                                line_of(list[i]),
                                fmt::format("{} comes after {}; sorted", date(time), date(before)),
                                ""});
    }
    say_more(count, "order", "rows out of order", market);
  }

  static void say_more(std::size_t count, const char* kind, const char* what,
                       ImportedMarket& market) {
    if (count <= max_defects) return;
    market.defects.push_back({kind,
                              Severity::Warning,
                              {},
                              {},
                              {},
                              fmt::format("{} more {}", count - max_defects, what),
                              ""});
  }

  // By time; of rows with the same time the file's last stays.
  void sort(FileOrder order, RowList& list, ImportedMarket& market) const {
    const auto& time = rows_.time;
    if (order == FileOrder::Descending) std::reverse(list.begin(), list.end());
    if (order == FileOrder::None) {
      std::sort(list.begin(), list.end(), [&time](std::uint32_t a, std::uint32_t b) {
        return time[a] != time[b] ? time[a] < time[b] : a < b;
      });
    }
    std::size_t kept = 0, count = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (kept == 0 || time[list[i]] != time[list[kept - 1]]) {
        list[kept++] = list[i];
        continue;
      }
      const std::uint32_t last = std::max(list[i], list[kept - 1]);
      const std::uint32_t first = std::min(list[i], list[kept - 1]);
      list[kept - 1] = last;
      if (++count <= max_defects) market.defects.push_back(duplicate(first, last, kept - 1));
    }
    list.resize(kept);
    say_more(count, "duplicate", "times that are there twice", market);
  }

  Defect duplicate(std::uint32_t first, std::uint32_t last, std::size_t bar) const {
    std::string difference = "with the same values";
    bool same = true;
    for (std::size_t column = 0; column < bar_columns && same; ++column) {
      const std::vector<double>& values = rows_.columns[column];
      if (values.empty()) continue;
      const double a = values[first], b = values[last];
      same = a == b || (a != a && b != b);
      if (!same) difference = fmt::format("with {} {} and {}", bar_column_names[column], a, b);
    }
    return {"duplicate",
            same ? Severity::Note : Severity::Warning,
            bar,
            rows_.time[last],
            line_of(first),
            fmt::format("{} is there twice, {}; kept line {}", date(rows_.time[last]), difference,
                        line_of(last)),
            ""};
  }

  template <class T>
  std::vector<T> pick(std::vector<T>& column, const RowList& list) const {
    if (column.empty()) return {};
    const bool all = rows_.markets.size() == 1 && list.size() == column.size() && in_place_;
    if (all) return std::move(column);
    std::vector<T> result(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) result[i] = column[list[i]];
    return result;
  }

  void fill(const RowList& list, ImportedMarket& market) {
    in_place_ = std::is_sorted(list.begin(), list.end());
    Bars& bars = market.bars;
    bars.open = pick(rows_.column(BarPart::Open), list);
    bars.high = pick(rows_.column(BarPart::High), list);
    bars.low = pick(rows_.column(BarPart::Low), list);
    bars.close = pick(rows_.column(BarPart::Close), list);
    bars.volume = pick(rows_.column(BarPart::Volume), list);
    if (bars.volume.empty()) {
      bars.volume = std::vector<double>(list.size(), std::numeric_limits<double>::quiet_NaN());
    }
    bars.time = pick(rows_.time, list);
  }

  std::string adjust(const RowList& list, ImportedMarket& market) {
    AdjustmentColumns columns;
    columns.open = pick(rows_.column(BarPart::AdjustedOpen), list);
    columns.high = pick(rows_.column(BarPart::AdjustedHigh), list);
    columns.low = pick(rows_.column(BarPart::AdjustedLow), list);
    columns.close = pick(rows_.column(BarPart::AdjustedClose), list);
    columns.volume = pick(rows_.column(BarPart::AdjustedVolume), list);
    columns.dividend = pick(rows_.column(BarPart::Dividend), list);
    columns.split = pick(rows_.column(BarPart::Split), list);
    return adjust_prices(columns, market);
  }

  void add_rows_defects(std::uint32_t number, ImportedMarket& market) {
    const bool other_clock = rows_.has_zone && (clock_ == Clock::Dates || dialect_.timezone);
    for (RowDefect& found : rows_.defects) {
      if (found.market != number) continue;
      if (other_clock) found.defect.time.reset();  // it was read before the clock was settled
      market.defects.push_back(std::move(found.defect));
    }
  }

  BarRows rows_;
  const Dialect& dialect_;
  const FormatHints& hints_;
  Clock clock_ = Clock::Dates;
  bool in_place_ = false;  // the rows of the list are those of the file, in its order
};

}  // namespace

std::vector<ImportedMarket> make_markets(BarRows rows, const Dialect& dialect,
                                         const FormatHints& hints,
                                         std::vector<std::string>& conclusions) {
  return MarketMaker(std::move(rows), dialect, hints).make(conclusions);
}

}  // namespace stratgen
