// SweepStore: the cells of a sweep in one SQLite file, written as they come. A sweep that was
// killed goes on from there.
//
//   cells     a row for each cell: its number, `part` where there are several, a column for each
//             parameter, `ending`, and the statistics by backtesting.py's names (null: undefined)
//   parts     strategy, symbol, timeframe and parameters of each part; `cells` numbers their cells
//             one after the other
//   results   a view of both
//   sweep     what decides the content of the file, by the flags' names
//   blocks    which blocks are done
//   progress  the state to go on from
//   reruns    what the exact engine says of single cells, as JSON
//   trials    returns per period of a sample of the cells, each a blob of doubles; in shards only,
//             for those who put them together
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/sweep.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// One strategy on one market.
struct SweepPart {
  std::string strategy, symbol, timeframe;
  std::vector<ParamDeclaration> declared;
  std::uint64_t first_cell = 0;  // where its cells begin in the numbers of the whole sweep
  std::uint64_t blocks = 0;      // of all shards
};

// What decides the content of a file, by the names that people know: "--cash", "bars of SPY 1d".
using SweepIdentity = std::vector<std::pair<std::string, std::string>>;

// What is different: "--cash is 20000 and was 10000"; empty where nothing is.
std::string difference(const SweepIdentity& now, const SweepIdentity& before);

// Parameter values of a cell, by its number in the whole sweep, in the order of its part's
// declarations.
using CellValues = std::function<void(std::uint64_t cell, std::span<double> out)>;

// What the exact engine says, by cell: reports, and returns per period.
struct StoredReruns {
  std::map<std::uint64_t, std::string> reports;
  std::map<std::uint64_t, std::vector<double>> returns;
};

// Every Error is a Fault::Data that names the file. What append() stored survives the process being
// killed at any moment. One process at a time writes to a file, any number may read it.
class SweepStore {
 public:
  // The file is created, or, where it is there, has to be of the same identity and parts. Another
  // one is an Error with Fault::Usage that says what differs, and is left as it is.
  static Result<SweepStore> open(const std::filesystem::path& file, const SweepIdentity& identity,
                                 std::span<const SweepPart> parts);
  // An existing file as it is. Of its parameters it knows names and kinds.
  static Result<SweepStore> read(const std::filesystem::path& file);
  // Removes the file, if there is one and it holds a sweep that nobody is writing to.
  static Result<void> remove(const std::filesystem::path& file);

  SweepStore(SweepStore&&) noexcept;
  SweepStore& operator=(SweepStore&&) noexcept;
  ~SweepStore();

  const std::filesystem::path& file() const;
  const SweepIdentity& identity() const;
  std::span<const SweepPart> parts() const;

  // As of opening. Safe to call from many threads.
  bool done(std::size_t part, std::uint64_t block) const;
  std::uint64_t blocks_done(std::size_t part) const;

  // In one transaction: the block is done, these cells of it are rows, and `progress` has these
  // values.
  Result<void> append(std::size_t part, std::uint64_t block, std::span<const CellResult> cells,
                      const CellValues& values, const std::map<std::string, std::string>& progress);

  // Empty where there is none.
  Result<std::string> progress(const std::string& name) const;
  // The best completed cells, best first.
  Result<std::vector<CellResult>> best(const Metric& metric, std::size_t most) const;
  // Each completed cell of the file, in any order.
  Result<void> each_cell(const std::function<void(const CellResult&)>& cell) const;
  Result<StoredReruns> reruns() const;

  // In one transaction: keeps the best cells only, if `keep` is not 0, and stores these values.
  Result<void> finish(const Metric& metric, std::size_t keep, const StoredReruns& reruns,
                      const std::map<std::string, std::string>& progress);
  // Rows and blocks of another shard of the same sweep.
  Result<void> take(const SweepStore& shard);

  // Calls with the names of the columns of `results`, then with each of its rows, by cell. Numbers
  // read back to the same double; undefined is empty.
  Result<void> each_row(const std::function<Result<void>(std::span<const std::string>)>& row) const;

  // Makes one file of it, without a journal beside it. Done last.
  Result<void> close();

 private:
  struct Connection;
  explicit SweepStore(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace stratgen
