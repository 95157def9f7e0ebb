// What every command is handed: where things lie, how to speak, when to stop.
#pragma once

#include "runtime/base/result.hpp"
#include "tools/cli/console.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>

namespace stratgen {

// The product's read-only files: documents, recorded strategies, bundled bars.
struct Home {
  std::filesystem::path root;

  std::filesystem::path knowledge() const { return root / "knowledge"; }
  std::filesystem::path generated() const { return root / "generated"; }
  std::filesystem::path sample() const { return root / "runtime" / "market" / "sample"; }
};

struct Context {
  Home home;
  std::filesystem::path workspace;  // everything that is written goes here
  bool json = false;
  Console out;  // results, on standard output
  Console err;  // progress and errors, on standard error
  // From the call on Ctrl-C sets the flag instead of ending the process; the second one still does.
  std::function<const std::atomic<bool>&()> catch_interrupts;
  bool verbose = false;
  std::filesystem::path object_cache = {};  // compiled strategies; empty: they are not kept
  std::filesystem::path worker = {};        // the executable that meets new sources first
  bool in_process = false;                  // sources are trusted: nobody meets them first
};

// What a parsed command line does.
using Action = std::function<Result<void>(Context&)>;

// $STRATGEN_HOME, else the nearest folder above the executable that holds knowledge/strategies.
Result<Home> find_home();

// The flag, else $STRATGEN_WORKSPACE, else ./.stratgen.
std::filesystem::path workspace_folder(const std::string& flag);

// $XDG_CACHE_HOME/stratgen/objects, else ~/.cache/stratgen/objects, else nowhere. Not in the
// workspace, which may come from somebody else.
std::filesystem::path object_cache_folder();

// $XDG_STATE_HOME/stratgen, else ~/.local/state/stratgen, else the workspace. What is about an
// account, whatever workspace trades it.
std::filesystem::path state_folder(const std::filesystem::path& workspace);

// stratgen_worker, beside the running executable.
std::filesystem::path worker_program();

}  // namespace stratgen
