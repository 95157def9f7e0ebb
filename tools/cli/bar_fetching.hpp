// Bars of several markets from one service into the workspace's store, side by side.
#pragma once

#include "runtime/fetch/sources.hpp"
#include "runtime/market/bar_store.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/pipeline_flags.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What became of one symbol. There may be a revision and an error: what came before it is kept.
struct FetchOutcome {
  std::string symbol;
  std::optional<BarRevision> revision;
  std::size_t added = 0;
  bool restated = false;
  std::vector<std::string> notes;
  std::optional<Error> error;
};

class BarFetching {
 public:
  // Sets the source up from settings. `from` and `to` are dates or "". Fault::Usage says what to
  // change.
  static Result<BarFetching> open(const std::string& source, const std::string& timeframe,
                                  const std::string& from, const std::string& to);

  // In the order of `symbols`. `on_done` is called as each is done, one call at a time.
  std::vector<FetchOutcome> run(const std::vector<std::string>& symbols, int jobs, Context& context,
                                const std::atomic<bool>& interrupted,
                                const std::function<void(const FetchOutcome&)>& on_done) const;

 private:
  struct Session;
  FetchOutcome fetch_one(const std::string& symbol, Session& session) const;

  const SourceKind* kind_ = nullptr;
  SourceAccess access_;
  std::string timeframe_;
  std::int64_t from_ = 0, to_ = 0, now_ = 0;
};

// The bars of the pipeline's commands: the bundled sample, or the store, into which the source that
// STRATGEN_DATA_SOURCE names brings what it lacks. `context` and `interrupted` outlive the result.
Result<BarSource> pipeline_bars(const PipelineFlags& flags, Context& context,
                                const std::atomic<bool>& interrupted);

}  // namespace stratgen
