// EventLog: what happens in a run, one JSON object a line, for --log FILE. A line is written whole
// and at once, so a killed run leaves its log up to that moment.
#pragma once

#include "runtime/base/file_descriptor.hpp"
#include "runtime/base/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <mutex>

namespace stratgen {

class EventLog {
 public:
  // Appends to what is there.
  static Result<EventLog> open(const std::filesystem::path& path);

  EventLog(EventLog&& other) noexcept : file_(std::move(other.file_)) {}

  // Adds the time, "at". From any thread. A full disk costs the line, not the run.
  void write(nlohmann::ordered_json event);

 private:
  explicit EventLog(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
  std::mutex mutex_;
};

}  // namespace stratgen
