// stratgen data import: files of bars in whatever dialect into the store.
#include "runtime/import/bar_import.hpp"
#include "runtime/market/bar_store.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/import_view.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/wall_clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct ImportFlags {
  std::vector<std::string> files;
  std::string symbol;
  std::string timeframe;
  std::vector<std::string> format;
  bool dry_run = false;
};

bool may_hold_bars(const std::filesystem::path& path) {
  std::string end = path.extension().string();
  if (end == ".gz") end = path.stem().extension().string();
  std::transform(end.begin(), end.end(), end.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return end == ".csv" || end == ".txt" || end == ".tsv" || end == ".json" || end == ".prn";
}

// A folder stands for the files below it that may hold bars, in the order of their names.
Result<std::vector<std::filesystem::path>> files_of(const std::vector<std::string>& names) {
  std::vector<std::filesystem::path> files;
  for (const std::string& name : names) {
    std::error_code ec;
    if (!std::filesystem::is_directory(name, ec)) {
      files.emplace_back(name);
      continue;
    }
    std::vector<std::filesystem::path> found;
    for (std::filesystem::recursive_directory_iterator at(name, ec), end; at != end && !ec;
         at.increment(ec)) {
      if (at->is_regular_file(ec) && may_hold_bars(at->path())) found.push_back(at->path());
    }
    if (found.empty()) {
      return fail(Fault::Data,
                  fmt::format("{}: the folder has no .csv, .txt, .tsv or .json", name));
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

// --symbol names the one market of a file, or picks one of several.
Result<void> choose_market(const std::string& file, const std::string& symbol,
                           std::vector<ImportedMarket>& markets) {
  if (symbol.empty()) return {};
  if (markets.size() == 1) {
    markets.front().bars.symbol = symbol;
    if (markets.front().raw) markets.front().raw->symbol = symbol;
    return {};
  }
  std::vector<std::string> names;
  for (const ImportedMarket& market : markets) names.push_back(market.bars.symbol);
  std::erase_if(markets, [&symbol](const auto& market) { return market.bars.symbol != symbol; });
  if (!markets.empty()) return {};
  constexpr std::size_t shown = 5;
  const std::size_t count = names.size();
  names.resize(std::min(shown, count));
  return fail(Fault::Data,
              fmt::format("{} holds {} markets, and '{}' is none of them: {}{}", file, count,
                          symbol, fmt::join(names, ", "), count > shown ? ", ..." : ""));
}

Result<void> check_timeframe(const std::string& file, const std::string& wanted,
                             ImportedMarket& market) {
  if (market.timeframe.empty() && !wanted.empty() && market.bars.size() < 2) {
    market.timeframe = wanted;
  }
  if (market.timeframe.empty()) {
    const auto reason = find_timeframe(market.bars);
    if (!reason) return tl::unexpected(reason.error());
  }
  if (wanted.empty() || wanted == market.timeframe) return {};
  return fail(Fault::Data, fmt::format("{}: the bars of {} are {}, not {} as --timeframe says",
                                       file, market.bars.symbol, market.timeframe, wanted));
}

class DataImport {
 public:
  DataImport(const ImportFlags& flags, Context& context) : flags_(flags), context_(context) {}

  Result<void> run() {
    for (const std::string& hint : flags_.format) STRATGEN_CHECK(add_format_hint(hint, hints_));
    if (!flags_.symbol.empty() && flags_.files.size() > 1) {
      return fail(Fault::Usage,
                  "--symbol names one file's bars; without it each file's name is its symbol");
    }
    if (!flags_.dry_run) {
      STRATGEN_TRY(BarStore store, BarStore::open(context_.workspace));
      store_.emplace(std::move(store));
    }
    STRATGEN_TRY(const std::vector<std::filesystem::path> files, files_of(flags_.files));
    several_ = files.size() > 1;
    for (const std::filesystem::path& file : files) {
      context_.err.status(fmt::format("{} of {} files", done_++, files.size()));
      auto read = read_file(file);
      if (!read) {
        flush();  // so that lines are in the order of the files
        say_failure(file, std::move(read.error()));
      }
      if (batch_bars_ > batch_most) flush();
    }
    flush();
    context_.err.clear_status();
    if (context_.json) {
      context_.out.line(
          json_text({{"dry_run", flags_.dry_run}, {"imported", imported_}, {"failed", failed_}}));
    }
    if (!error_) return {};
    if (files.size() == 1) return tl::unexpected(std::move(*error_));
    return fail(error_->fault,
                fmt::format("{} of {} files {} not imported: {}", failed_.size(), files.size(),
                            failed_.size() == 1 ? "was" : "were", fmt::join(failed_names_, ", ")));
  }

 private:
  // A file that was read and waits for the store.
  struct ReadFile {
    std::filesystem::path path;
    std::vector<std::string> conclusions;
    std::size_t first = 0, last = 0;  // which of the batch's markets are its own
  };

  Result<void> read_file(const std::filesystem::path& path) {
    const std::string file = path.string();
    STRATGEN_TRY(ImportedFile read, read_bars(path, hints_));
    STRATGEN_CHECK(choose_market(file, flags_.symbol, read.markets));
    for (ImportedMarket& market : read.markets) {
      STRATGEN_CHECK(check_timeframe(file, flags_.timeframe, market));
    }
    const std::size_t first = markets_.size();
    for (ImportedMarket& market : read.markets) {
      batch_bars_ += market.bars.size();
      markets_.push_back(new_bars(path, std::move(market)));
    }
    batch_.push_back({path, std::move(read.conclusions), first, markets_.size()});
    return {};
  }

  static NewBars new_bars(const std::filesystem::path& path, ImportedMarket market) {
    std::error_code ec;
    return {.bars = std::move(market.bars),
            .timeframe = std::move(market.timeframe),
            .source = "file",
            .origin = std::filesystem::weakly_canonical(path, ec).string(),
            .adjustment = market.adjustment,
            .raw = std::move(market.raw),
            .actions = std::move(market.actions),
            .defects = std::move(market.defects),
            .fetched_at = seconds_now()};
  }

  // Hands the batch to the store at once, which is faster; file by file if that fails, so that what
  // can be kept is.
  void flush() {
    const std::span<const NewBars> all = markets_;
    auto revisions = keep(all);
    for (const ReadFile& file : batch_) {
      const auto own = all.subspan(file.first, file.last - file.first);
      if (revisions) {
        show(file, own, std::span(*revisions).subspan(file.first, own.size()));
        continue;
      }
      auto alone = keep(own);
      if (alone) {
        show(file, own, *alone);
      } else {
        say_failure(file.path, std::move(alone.error()));
      }
    }
    batch_.clear();
    markets_.clear();
    batch_bars_ = 0;
  }

  // Empty hashes where nothing is to be kept.
  Result<std::vector<std::string>> keep(std::span<const NewBars> markets) {
    std::vector<std::string> hashes(markets.size());
    if (!store_) return hashes;
    STRATGEN_TRY(const std::vector<BarRevision> revisions, store_->import(markets));
    for (std::size_t i = 0; i < revisions.size(); ++i) hashes[i] = revisions[i].hash;
    return hashes;
  }

  void show(const ReadFile& file, std::span<const NewBars> markets,
            std::span<const std::string> hashes) {
    context_.err.clear_status();
    const std::string name = file.path.string();
    if (!context_.json) {
      show_imported(name, markets, context_.out);
      std::string concluded = fmt::format("  concluded: {}", fmt::join(file.conclusions, ", "));
      if (concluded != concluded_) {
        context_.out.line(context_.out.paint(Colour::Dim, one_line(concluded)));
      }
      concluded_ = std::move(concluded);
      return;
    }
    for (std::size_t i = 0; i < markets.size(); ++i) {
      imported_.push_back(imported_json(markets[i], name, file.conclusions, hashes[i]));
    }
  }

  // The only file's sentence is the command's; of several each has one here.
  void say_failure(const std::filesystem::path& file, Error error) {
    failed_.push_back({{"file", file.string()}, {"error", error.message}});
    failed_names_.push_back(file.filename().string());
    context_.err.clear_status();
    if (error.diagnostics.size() > 1) {
      context_.err.write(render_diagnostics(context_.err, error.diagnostics, ""));
      error.diagnostics.clear();  // said, also for --verbose
    }
    if (several_) context_.err.line(one_line(error.message));
    if (!error_) error_ = std::move(error);
  }

  static constexpr std::size_t batch_most = 1 << 20;  // bars, of 48 bytes each

  const ImportFlags& flags_;
  Context& context_;
  FormatHints hints_;
  std::optional<BarStore> store_;
  Json imported_ = Json::array();
  Json failed_ = Json::array();
  std::vector<std::string> failed_names_;
  std::string concluded_;  // about the file before
  std::size_t done_ = 0;
  bool several_ = false;
  std::optional<Error> error_;  // the first one
  std::vector<ReadFile> batch_;
  std::vector<NewBars> markets_;
  std::size_t batch_bars_ = 0;
};

}  // namespace

void add_data_import(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App& command = *data.add_subcommand("import", "Read files of bars into the store");
  command.footer(
      "Example: stratgen data import SPY.csv --symbol SPY\n"
      "         stratgen data import daily/ --dry-run\n"
      "         stratgen data import DAX.csv --format dates=DMY --format decimal=comma");
  command
      .add_option("FILE", flags->files,
                  "CSV in any dialect, or JSON of a data service; .gz too; a folder stands for its "
                  "files")
      ->required();
  command.add_option(
      "--symbol", flags->symbol,
      "Name of the bars (default: the file's name); of a file with many markets: the "
      "one to take");
  command.add_option("--timeframe", flags->timeframe, "Refuse bars of another one, such as 1d");
  command
      .add_option("--format", flags->format,
                  "What the file does not say: dates=DMY|MDY|YMD|DMy|MDy|yMD|excel, "
                  "decimal=point|comma, separator=comma|semicolon|tab|pipe|blank, timezone=ZONE, "
                  "columns=date,open,..., symbol=COLUMN, prices=raw|splits|full")
      ->allow_extra_args(false);
  command.add_flag("--dry-run", flags->dry_run, "Only say what would be imported");
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return DataImport(*flags, context).run(); };
  });
}

}  // namespace stratgen
