// Standin: a stand-in of Alpaca in a process of its own, with cash, positions, orders and faults.
#pragma once

#include "runtime/alpaca/access.hpp"

#include <nlohmann/json.hpp>

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace stratgen {

class Standin {
 public:
  explicit Standin(const nlohmann::json& scenario);
  ~Standin();
  Standin(const Standin&) = delete;
  Standin& operator=(const Standin&) = delete;

  AlpacaAccess access() const;
  nlohmann::json state() const;  // behind the faults
  std::filesystem::path log() const { return folder_ / "log.jsonl"; }

 private:
  std::filesystem::path folder_;
  pid_t pid_ = 0;
  std::string url_;
};

struct Ran {
  int exit_code = -1;
  std::string out;  // both outputs
};
Ran run_python(const std::vector<std::string>& arguments);

}  // namespace stratgen
