// Every recorded program on real bars: run day by day, with each day's data only, it has at every
// date the position and the orders that one run over everything has there. Some of the dates since
// 2020, or with STRATGEN_DATES=every each of them, on bars since 2010.
#include "compiler/load/loader.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/repair.hpp"
#include "runtime/sweep/parallel.hpp"
#include "tests/runtime/engine/logged_state.hpp"
#include "tests/runtime/market/lenient_csv.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/spec_values.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace stratgen;

namespace {

namespace fs = std::filesystem;

constexpr int threads = 2;
constexpr std::size_t spread_dates = 64;  // over the traded bars, and each of the last 20 as well
constexpr std::size_t final_dates = 20;
constexpr std::int64_t forever = 1LL << 40;
constexpr std::int64_t year_2010 = 1'262'304'000;

std::vector<fs::path> programs() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator("generated"))
    if (entry.path().filename() == "strategy.cpp") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

bool every_date() {
  const char* const asked = std::getenv("STRATGEN_DATES");
  return asked != nullptr && std::string_view(asked) == "every";
}

class Markets {
 public:
  explicit Markets(std::int64_t first) {
    for (const auto& entry : fs::directory_iterator(STRATGEN_REFERENCE_DIR "/data/daily")) {
      if (entry.path().extension() != ".csv") continue;
      std::string symbol = entry.path().stem().string();
      if (symbol.starts_with('^')) symbol.erase(0, 1);  // an index
      const Bars bars = repair(testing::read_lenient(entry.path(), symbol).bars, {}).bars;
      if (auto later = slice(bars, first, forever)) bars_[symbol] = std::move(*later);
    }
  }

  Result<Bars> until(std::int64_t last, const std::string& symbol) const {
    const auto found = bars_.find(symbol);
    if (found == bars_.end()) return fail(Fault::Data, "no bars of " + symbol);
    return slice(found->second, found->second.time.front(), last);
  }

  AssetSource assets_until(std::int64_t last) const {
    return [this, last](const std::string& symbol, const std::string&) -> Result<AssetBars> {
      STRATGEN_TRY(Bars bars, until(last, symbol));
      return AssetBars(std::move(bars));
    };
  }

 private:
  std::map<std::string, Bars> bars_;
};

// A program, what one run over everything had at each of its bars, and what was found.
class Recorded {
 public:
  // What it lacks to be run is an Error.
  static Result<Recorded> load(const fs::path& folder, const Markets& markets, Loader& loader) {
    STRATGEN_TRY(const std::string spec_text, read_file(folder / "spec.json"));
    STRATGEN_TRY(const Spec spec, parse_spec(spec_text));
    STRATGEN_TRY(const std::string source, read_file(folder / "strategy.cpp"));
    STRATGEN_TRY(Bars traded, markets.until(forever, spec.universe.front()));
    STRATGEN_TRY(const Period period, parse_period("2020-01-01", ""));
    STRATGEN_TRY(PeriodBars within, cut(std::move(traded), period));
    const DataSet data(within.bars, markets.assets_until(forever));
    STRATGEN_TRY(CompiledSource compiled, loader.compile(source, {}));
    STRATGEN_TRY(LoadedStrategy loaded, loader.load(std::move(compiled), data));
    STRATGEN_TRY(auto declared, declared_params(loaded.program, data));
    STRATGEN_TRY(auto values, spec_values(spec, loaded.program.name, declared));
    Recorded recorded{std::move(loaded), std::move(declared), std::move(values), std::move(within)};
    recorded.options_.broker.cash = 100000;
    recorded.options_.broker.commission.relative = 0.001;
    recorded.options_.first_bar = recorded.within_.first_bar;
    Trace trace;
    RunMemory memory;
    memory.trace = &trace;
    STRATGEN_TRY(const Report whole, recorded.run(data, memory));
    recorded.equity_ = whole.equity;
    recorded.states_ = logged_state::at_each_bar(trace.orders, recorded.within_.bars.size());
    return recorded;
  }

  const PeriodBars& within() const { return within_; }

  struct AtDate {
    bool held = false, waiting = false;
    std::string differs;
  };
  // `known` are the bars up to `bar`.
  Result<AtDate> at(std::size_t bar, const DataSet& known, RunMemory& memory) const {
    STRATGEN_TRY(const Report part, run(known, memory));
    AtDate found{!part.open_trades.empty(), !part.pending_orders.empty(), ""};
    const std::string state = logged_state::at_end(part);
    const double equity = equity_[bar - within_.first_bar];
    if (state != states_[bar] || part.equity.back() != equity)
      found.differs = fmt::format("{}: {} against {}, equity {} against {}",
                                  to_iso(within_.bars.time[bar], within_.bars.clock), state,
                                  states_[bar], part.equity.back(), equity);
    return found;
  }

 private:
  Recorded(LoadedStrategy loaded, std::vector<ParamDeclaration> declared,
           std::vector<double> values, PeriodBars within)
      : loaded_(std::move(loaded)),
        declared_(std::move(declared)),
        values_(std::move(values)),
        within_(std::move(within)) {}

  Result<Report> run(const DataSet& data, RunMemory& memory) const {
    return run_backtest(loaded_.program, data, declared_, values_, options_, memory);
  }

  LoadedStrategy loaded_;
  std::vector<ParamDeclaration> declared_;
  std::vector<double> values_;
  PeriodBars within_;
  RunOptions options_;
  std::vector<double> equity_;
  std::vector<std::string> states_;
};

std::vector<std::size_t> dates(const PeriodBars& within) {
  std::vector<std::size_t> bars;
  const std::size_t end = within.bars.size(), traded = end - within.first_bar;
  std::size_t each_from = within.first_bar + 1;
  if (!every_date()) {
    for (std::size_t i = 0; i < spread_dates; ++i)
      bars.push_back(within.first_bar + 1 + i * (traded - final_dates - 1) / spread_dates);
    each_from = end - final_dates;
  }
  for (std::size_t bar = each_from; bar < end; ++bar) bars.push_back(bar);
  return bars;
}

struct Figures {
  std::size_t dates = 0, held = 0, waiting = 0;
  std::map<std::string, std::string> differing;  // the first difference of a program
};

// Programs of one market share what is known at a date.
class DayByDay {
 public:
  DayByDay(const Markets& markets, const std::map<std::string, Recorded>& recorded)
      : markets_(markets) {
    for (const auto& [name, program] : recorded)
      by_market_[program.within().bars.symbol].push_back({&name, &program});
    for (const auto& [symbol, programs] : by_market_)
      for (const std::size_t bar : dates(programs.front().program->within()))
        days_.push_back({&programs, bar});
  }

  Figures compare() {
    const auto done =
        for_each_parallel(days_.size(), threads, [this](std::uint64_t i) { compare(days_[i]); });
    REQUIRE(done);
    return figures_;
  }

 private:
  struct Named {
    const std::string* name;
    const Recorded* program;
  };
  struct OneDay {
    const std::vector<Named>* programs;
    std::size_t bar;
  };

  void compare(const OneDay& day) {
    const Bars& bars = day.programs->front().program->within().bars;
    const std::int64_t last = bars.time[day.bar];
    const DataSet known(slice(bars, bars.time.front(), last).value(), markets_.assets_until(last));
    RunMemory memory;
    for (const auto& [name, program] : *day.programs)
      note(*name, program->at(day.bar, known, memory));
  }

  void note(const std::string& name, const Result<Recorded::AtDate>& found) {
    const std::scoped_lock lock(mutex_);
    ++figures_.dates;
    if (found) {
      figures_.held += found->held;
      figures_.waiting += found->waiting;
    }
    const std::string differs = found ? found->differs : found.error().message;
    if (!differs.empty()) figures_.differing.emplace(name, differs);
  }

  const Markets& markets_;
  std::map<std::string, std::vector<Named>> by_market_;
  std::vector<OneDay> days_;
  std::mutex mutex_;
  Figures figures_;
};

}  // namespace

TEST_CASE("day by day every recorded program wants what one run over all bars wants") {
  auto jit = Jit::create();
  REQUIRE(jit);
  // The recordings are ours: no workers, and no cache to fill.
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  // What most of the time goes into is bars before the period, on which programs train.
  const Markets markets(every_date() ? year_2010 : -forever);
  const std::vector<fs::path> folders = programs();
  REQUIRE(folders.size() >= 80);
  std::vector<std::optional<Result<Recorded>>> loaded(folders.size());
  const auto done = for_each_parallel(folders.size(), threads, [&](std::uint64_t i) {
    loaded[i] = Recorded::load(folders[i], markets, loader);
  });
  REQUIRE(done);
  std::map<std::string, Recorded> recorded;
  std::size_t asked = 0;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (Result<Recorded>& program = *loaded[i]; program) {
      asked += dates(program->within()).size();
      recorded.emplace(folders[i].string(), std::move(*program));
    } else {
      MESSAGE(folders[i].string() << ": " << program.error().message);
    }
  }
  const Figures figures = DayByDay(markets, recorded).compare();
  for (const auto& [name, differs] : figures.differing) FAIL_CHECK(name << ": " << differs);
  MESSAGE(recorded.size() << " programs, " << figures.dates << " states, " << figures.held
                          << " with a position, " << figures.waiting << " with orders that wait");
  CHECK(recorded.size() >= 80);
  CHECK(figures.dates == asked);
  CHECK(figures.waiting > figures.dates / 50);
}
