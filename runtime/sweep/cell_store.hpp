// The table `cells` of a sweep's file, and the view `results`: their columns and rows.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/sweep.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace SQLite {
class Statement;
}

namespace stratgen {

struct SweepPart;

// A column for each name of a parameter; strategies share it where they share the name.
struct CellColumns {
  std::vector<std::string> params;           // unique, also for SQLite, which ignores case
  std::vector<std::vector<std::size_t>> of;  // by part and declaration: which of `params`
  bool several_parts = false;
};
CellColumns cell_columns(std::span<const SweepPart> parts);

// Names and kinds, a line for each, and back.
std::string params_text(std::span<const ParamDeclaration> declared);
std::vector<ParamDeclaration> params_of(const std::string& text);

// Table and view.
std::string create_cells_statement(std::span<const SweepPart> parts);

std::string insert_cell_statement(const CellColumns& columns);
void bind_cell(SQLite::Statement& row, const CellColumns& columns, std::size_t part,
               std::span<const ParamDeclaration> declared, std::span<const double> params,
               const CellResult& cell);

// What they select is read by cell_of(), unless it is something else.
std::string completed_statement(const std::string& select = "");
std::string best_statement(const Metric& metric, const std::string& select = "");  // limit ?
CellResult cell_of(SQLite::Statement& row);

// A field of `results` as text.
std::string field_text(SQLite::Statement& row, int column);

}  // namespace stratgen
