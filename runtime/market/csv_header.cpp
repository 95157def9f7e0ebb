#include "runtime/market/csv_header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stratgen {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::optional<CsvColumn> column_named(std::string_view name) {
  const std::string key = lower(name);
  if (key == "date" || key == "datetime" || key == "time" || key == "timestamp") return CsvTime;
  if (key == "open") return CsvOpen;
  if (key == "high") return CsvHigh;
  if (key == "low") return CsvLow;
  if (key == "close") return CsvClose;
  if (key == "volume") return CsvVolume;
  return {};
}

// What the file calls its columns, short and printable whatever the file is.
std::string quoted_names(const std::vector<std::string_view>& names) {
  constexpr std::size_t longest = 200;
  std::string text = fmt::format("'{}'", fmt::join(names, "', '"));
  std::replace_if(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, '?');
  if (text.size() > longest) text = text.substr(0, longest) + "...";
  return text;
}

tl::unexpected<Error> header_error(std::string_view file, std::string reason) {
  std::string message = fmt::format("{}:1: {}", file, reason);
  auto error = fail(Fault::Data, std::move(message));
  error.value().diagnostics.push_back(
      {"csv-header", std::string(file), 1, 1, std::move(reason), ""});
  return error;
}

}  // namespace

bool split_csv_line(std::string_view line, std::vector<std::string_view>& fields, char separator) {
  fields.clear();
  std::size_t at = 0;
  while (true) {
    std::size_t end = line.find(separator, at);
    std::string_view field = trim(line.substr(at, end - at));
    if (field.starts_with('"')) {
      const std::size_t open = line.find('"', at);
      std::size_t close = line.find('"', open + 1);
      while (close != std::string_view::npos && close + 1 < line.size() && line[close + 1] == '"') {
        close = line.find('"', close + 2);  // a doubled quote stands for one
      }
      if (close == std::string_view::npos) return false;
      end = line.find(separator, close);
      if (!trim(line.substr(close + 1, end == std::string_view::npos ? end : end - close - 1))
               .empty()) {
        return false;
      }
      field = trim(line.substr(open + 1, close - open - 1));
    }
    fields.push_back(field);
    if (end == std::string_view::npos) return true;
    at = end + 1;
  }
}

Result<CsvHeader> parse_csv_header(std::string_view line, std::string_view file) {
  std::vector<std::string_view> names;
  if (!split_csv_line(line, names)) names = {line};

  CsvHeader header;
  header.fields = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::optional<CsvColumn> column = column_named(names[i]);
    if (!column) continue;
    if (const std::optional<std::size_t> earlier = header.field[*column]) {
      return header_error(
          file, fmt::format("columns {} ('{}') and {} ('{}') mean the same; keep one", *earlier + 1,
                            names[*earlier], i + 1, names[i]));
    }
    header.field[*column] = i;
  }
  for (const CsvColumn needed : {CsvOpen, CsvHigh, CsvLow, CsvClose}) {
    if (header.field[needed]) continue;
    return header_error(file,
                        fmt::format("found the columns {}; needed are Open, High, Low and Close, "
                                    "separated by commas, and best a Date and a Volume",
                                    quoted_names(names)));
  }
  header.time_is_named = header.field[CsvTime].has_value();
  if (!header.time_is_named && names.front().empty()) header.field[CsvTime] = 0;
  return header;
}

}  // namespace stratgen
