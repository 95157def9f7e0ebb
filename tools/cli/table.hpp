// A table for people: columns as wide as their widest cell, numbers to the right.
#pragma once

#include "tools/cli/console.hpp"

#include <string>
#include <vector>

namespace stratgen {

// Cells may hold colour codes and UTF-8; those of the last column, which is for sentences, are
// plain.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;
    int leaves = 0;  // which column gives way first where there is no room: 1, then 2, ...; 0 stays
  };
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  // With `columns` above 0 lines fit into a terminal of so many: columns leave, and the last one is
  // wrapped, or goes below its row where too little room is left beside it.
  std::string text(const Console& console, int columns = 0) const;

 private:
  std::vector<std::size_t> widths() const;
  std::vector<std::size_t> columns_within(std::size_t width) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace stratgen
