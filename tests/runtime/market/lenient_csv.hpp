// Reads bars as a file has them, defects and all, for measuring what verify() finds in them.
#pragma once

#include "runtime/base/file.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/market/stamp.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace stratgen::testing {

struct LenientFile {
  Bars bars;
  std::size_t duplicates = 0;  // rows that a later one of the same time replaced
  bool was_sorted = true;
};

inline std::vector<std::string> cells_of(std::string line) {
  std::erase(line, '\r');
  std::erase(line, '"');
  std::vector<std::string> cells;
  std::stringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
  return cells;
}

// The columns of a name, in any case: a file may have open and Open, each filled in other rows.
inline std::map<std::string, std::vector<std::size_t>> columns_of(const std::string& header) {
  std::map<std::string, std::vector<std::size_t>> columns;
  std::vector<std::string> names = cells_of(header);
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (char& c : names[i]) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    columns[names[i]].push_back(i);
  }
  for (const char* name : {"datetime", "open_time", "time", ""}) {
    if (!columns.contains("date") && columns.contains(name)) columns["date"] = columns[name];
  }
  return columns;
}

inline std::string cell_at(const std::vector<std::string>& cells,
                           const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    if (column < cells.size() && !cells[column].empty()) return cells[column];
  }
  return "";
}

inline LenientFile read_lenient(const std::filesystem::path& path, std::string symbol) {
  LenientFile file;
  std::stringstream text(read_file(path).value());
  std::string line;
  std::getline(text, line);
  auto columns = columns_of(line);
  std::map<std::int64_t, std::array<double, 5>> rows;
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  while (std::getline(text, line)) {
    const std::vector<std::string> cells = cells_of(line);
    const std::string date = cell_at(cells, columns["date"]);
    const std::optional<Stamp> stamp = parse_stamp(date);
    const std::int64_t time = stamp ? stamp->seconds : std::strtoll(date.c_str(), nullptr, 10);
    file.bars.clock = stamp && !stamp->has_zone ? Clock::Dates : Clock::Utc;
    std::array<double, 5> row{};
    for (std::size_t i = 0; i < 5; ++i) {
      constexpr std::array<const char*, 5> names = {"open", "high", "low", "close", "volume"};
      const std::string cell = cell_at(cells, columns[names[i]]);
      row[i] = cell.empty() ? std::numeric_limits<double>::quiet_NaN()
                            : std::strtod(cell.c_str(), nullptr);
    }
    if (rows.contains(time)) ++file.duplicates;
    if (time < last) file.was_sorted = false;
    last = time;
    rows[time] = row;
  }
  file.bars.symbol = std::move(symbol);
  for (const auto& [time, row] : rows) {
    file.bars.time.push_back(time);
    file.bars.open.push_back(row[0]);
    file.bars.high.push_back(row[1]);
    file.bars.low.push_back(row[2]);
    file.bars.close.push_back(row[3]);
    file.bars.volume.push_back(row[4]);
  }
  return file;
}

}  // namespace stratgen::testing
