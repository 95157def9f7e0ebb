// Objects to keep, and a private folder to keep them in.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <doctest/doctest.h>

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace stratgen {

// An empty folder that is gone with this.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "stratgen-cache-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Not machine code: nothing here runs it.
inline CompiledObject some_object(std::size_t bytes = 100, char fill = 'c') {
  return {.class_name = "demo::Cross",
          .object = std::string(bytes, fill) + std::string("\0\x7f", 2),
          .diagnostics = {{"compile", "demo.cpp", 3, 14, "unused variable 'x'", "remove it"}},
          .times = {}};
}

inline bool same(const CompiledObject& a, const CompiledObject& b) {
  if (a.class_name != b.class_name || a.object != b.object) return false;
  if (a.diagnostics.size() != b.diagnostics.size()) return false;
  for (std::size_t i = 0; i < a.diagnostics.size(); ++i) {
    const Diagnostic &x = a.diagnostics[i], &y = b.diagnostics[i];
    if (x.rule != y.rule || x.file != y.file || x.line != y.line || x.column != y.column ||
        x.message != y.message || x.hint != y.hint)
      return false;
  }
  return true;
}

// A key that begins with `digit`, the `number`th of them.
inline std::string key(char digit = 'a', char number = '0') {
  return std::string(63, digit) + number;
}

}  // namespace stratgen
