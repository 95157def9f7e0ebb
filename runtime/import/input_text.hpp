// The text of a file of bars: unpacked, in UTF-8, without a byte-order mark.
#pragma once

#include "runtime/base/mapped_file.hpp"
#include "runtime/base/result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

class InputText {
 public:
  // Maps plain files and unpacks gzip; UTF-16 becomes UTF-8. Archives, spreadsheets, web pages and
  // whatever else is not text are refused with what they are. An Error is Fault::Data.
  static Result<InputText> open(const std::filesystem::path& path);

  std::string_view text() const { return text_; }
  const std::string& encoding() const { return encoding_; }  // what was done: "gzip", "UTF-16", ""

 private:
  std::optional<MappedFile> mapped_;       // plain files
  std::unique_ptr<std::string> unpacked_;  // others
  std::string_view text_;
  std::string encoding_;
};

}  // namespace stratgen
