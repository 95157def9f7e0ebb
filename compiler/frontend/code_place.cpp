#include "compiler/frontend/code_place.hpp"

#include "compiler/frontend/arguments.hpp"

#include <filesystem>

namespace stratgen {

void add_frame(CodePlace& place, std::string_view path, int line, int column,
               std::string_view linkage_name) {
  if (place.line != 0 || line == 0) return;
  // The entry stands at the macro that names the strategy: not a line that did something.
  if (path == source_path && linkage_name != "stratgen_run") {
    place.line = line;
    place.column = column;
  }
  const std::string folder = header_folder + "/stratgen/";
  if (path.starts_with(folder) && place.header_line == 0) {
    place.header = std::filesystem::path(path.substr(folder.size())).lexically_normal().string();
    place.header_line = line;
  }
}

}  // namespace stratgen
