#include "tools/cli/bar_fetching.hpp"

#include "runtime/fetch/bar_fetch.hpp"
#include "runtime/market/bar_ends.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/wall_clock.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <random>

namespace stratgen {
namespace {

// A data service answers within seconds or not at all.
constexpr HttpLimits limits{.first_byte_seconds = 30, .total_seconds = 300};
constexpr RetryPolicy patience{.tries = 6};

// How far back without --from: to the beginning, or as far as sources have short bars.
std::int64_t usual_from(const std::string& timeframe, std::int64_t now) {
  if (timeframe == "1m") return now - 29 * seconds_of_a_day;
  if (timeframe == "5m" || timeframe == "15m") return now - 59 * seconds_of_a_day;
  if (timeframe == "1h" || timeframe == "4h") return now - 729 * seconds_of_a_day;
  return 0;
}

constexpr std::string_view from_mark = " from ";

// What was asked for, as the catalog keeps it; reads back below.
std::string origin_of(const BarAsk& ask) {
  return fmt::format("{} {}{}{}", ask.symbol, ask.timeframe, from_mark,
                     to_iso(ask.from, Clock::Dates));
}

std::int64_t asked_from(const BarRevision& revision) {
  const std::size_t mark = revision.origin.rfind(from_mark);
  if (mark == revision.origin.npos) return revision.first;
  const auto date = parse_date(std::string_view(revision.origin).substr(mark + from_mark.size()));
  return date ? *date : revision.first;
}

Result<std::optional<KeptBars>> kept_bars(const BarStore& store, const BarAsk& ask,
                                          std::string_view source) {
  STRATGEN_TRY(const auto revisions, store.revisions(ask.symbol, ask.timeframe, source));
  if (revisions.empty()) return std::nullopt;
  const BarRevision& newest = revisions.front();
  KeptBars kept;
  STRATGEN_TRY(kept.bars, store.load(newest));
  STRATGEN_TRY(kept.raw, store.raw(newest));
  STRATGEN_TRY(kept.actions, store.actions(newest));
  kept.asked_from = asked_from(newest);
  return kept;
}

}  // namespace

// What the threads of one run share. The store is for one of them at a time.
struct BarFetching::Session {
  Session(BarStore opened, const SourceKind& kind, const SourceAccess& access,
          const std::atomic<bool>& interrupted, Console& err, bool shows)
      : store(std::move(opened)),
        source(kind.make(access)),
        client(limits),
        service(std::string(kind.name), client, kind.limits, patience, interrupted,
                std::random_device{}()),
        console(err),
        shows_progress(shows) {}

  // One line for all that run: "SPY 8,288 bars, QQQ 1,200 bars".
  void show(const std::string& symbol, std::size_t bars) {
    const std::lock_guard lock(mutex);
    coming[symbol] = bars;
    show_locked();
  }
  void show_locked() {
    if (!shows_progress) return;
    std::vector<std::string> texts;
    for (const auto& [name, bars] : coming) {
      texts.push_back(fmt::format("{} {} bars", name, grouped(static_cast<long long>(bars))));
    }
    console.status(fmt::format("{}/{} fetched; {}", done, of, fmt::join(texts, ", ")));
  }

  std::mutex mutex;  // guards all that is not const, but the service
  BarStore store;
  std::unique_ptr<MarketSource> source;
  HttpClient client;
  HttpService service;
  Console& console;
  bool shows_progress;
  std::map<std::string, std::size_t> coming;
  std::size_t done = 0;
  std::size_t of = 0;
};

Result<BarFetching> BarFetching::open(const std::string& source, const std::string& timeframe,
                                      const std::string& from, const std::string& to) {
  BarFetching fetching;
  STRATGEN_TRY(fetching.kind_, find_source(source));
  const auto& known = fetching.kind_->timeframes;
  if (std::find(known.begin(), known.end(), timeframe) == known.end()) {
    return fail(Fault::Usage, fmt::format("{} has no {} bars; it has {}", source, timeframe,
                                          fmt::join(known, ", ")));
  }
  STRATGEN_TRY(const Setting setting, settings_here());
  STRATGEN_TRY(fetching.access_, source_access(*fetching.kind_, setting));
  fetching.timeframe_ = timeframe;
  fetching.now_ = seconds_now();
  fetching.from_ = usual_from(timeframe, fetching.now_);
  fetching.to_ = fetching.now_;
  if (!from.empty()) {
    STRATGEN_TRY(fetching.from_, parse_date(from));
  }
  if (!to.empty()) {
    STRATGEN_TRY(fetching.to_, parse_date(to, DayEdge::End));
  }
  if (fetching.from_ > fetching.to_) {
    return fail(Fault::Usage, fmt::format("--from {} is after --to {}", from, to));
  }
  return fetching;
}

FetchOutcome BarFetching::fetch_one(const std::string& symbol, Session& session) const {
  FetchOutcome outcome{.symbol = symbol, .revision = {}, .notes = {}, .error = {}};
  const BarAsk ask{symbol, timeframe_, from_, to_, now_};
  const auto fetch = [&]() -> Result<void> {
    std::optional<KeptBars> kept;
    {
      const std::lock_guard lock(session.mutex);
      STRATGEN_TRY(kept, kept_bars(session.store, ask, kind_->name));
    }
    STRATGEN_TRY(FetchedBars fetched,
                 fetch_bars(*session.source, session.service, ask, kept,
                            [&](std::size_t bars) { session.show(symbol, bars); }));
    outcome.added = fetched.added;
    outcome.restated = fetched.restated;
    outcome.notes = std::move(fetched.notes);
    outcome.error = std::move(fetched.stopped);
    BarAsk whole = ask;
    if (kept) whole.from = std::min(ask.from, kept->asked_from);
    fetched.bars.source = kind_->name;
    fetched.bars.origin = origin_of(whole);
    const std::lock_guard lock(session.mutex);
    STRATGEN_TRY(outcome.revision, session.store.import(fetched.bars));
    return {};
  };
  if (auto good = fetch(); !good) outcome.error = std::move(good.error());
  return outcome;
}

std::vector<FetchOutcome> BarFetching::run(
    const std::vector<std::string>& symbols, int jobs, Context& context,
    const std::atomic<bool>& interrupted,
    const std::function<void(const FetchOutcome&)>& on_done) const {
  Places<FetchOutcome> places(symbols.size());
  auto store = BarStore::open(context.workspace);
  if (!store) {
    FetchOutcome failed{.symbol = {}, .revision = {}, .notes = {}, .error = store.error()};
    std::vector<FetchOutcome> all(symbols.size(), failed);
    for (std::size_t i = 0; i < symbols.size(); ++i) all[i].symbol = symbols[i];
    return all;
  }
  Session session(std::move(*store), *kind_, access_, interrupted, context.err,
                  context.err.is_terminal());
  session.of = symbols.size();
  const auto ran =
      run_places(empty_places(places), jobs, interrupted, [&](std::size_t i) -> Result<void> {
        FetchOutcome outcome = fetch_one(symbols[i], session);
        const std::lock_guard lock(session.mutex);
        session.coming.erase(symbols[i]);
        ++session.done;
        context.err.clear_status();
        on_done(outcome);
        session.show_locked();
        places[i] = std::move(outcome);
        return {};
      });
  context.err.clear_status();
  std::vector<FetchOutcome> outcomes;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (!places[i]) {  // not begun before the interruption
      places[i] =
          FetchOutcome{.symbol = symbols[i],
                       .revision = {},
                       .notes = {},
                       .error = ran ? Error{Fault::Interrupted, "not fetched"} : ran.error()};
    }
    outcomes.push_back(std::move(*places[i]));
  }
  return outcomes;
}

Result<BarSource> pipeline_bars(const PipelineFlags& flags, Context& context,
                                const std::atomic<bool>& interrupted) {
  if (flags.sample) return sample_source(context.home);
  STRATGEN_TRY(const Setting setting, settings_here());
  const std::string source = setting(data_source_setting);
  if (source.empty()) return store_source(context.workspace, flags.allow_defects);
  if (const auto known = find_source(source); !known) {
    return fail(Fault::Usage, fmt::format("{}: {}", data_source_setting, known.error().message));
  }
  // Documents that run side by side want the same markets: one fetches, the others find it.
  const auto one_at_a_time = std::make_shared<std::mutex>();
  const auto fetch = [source, one_at_a_time, &context, &interrupted](
                         const std::string& symbol, const std::string& timeframe) -> Result<void> {
    const std::lock_guard lock(*one_at_a_time);
    STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
    STRATGEN_TRY(const auto kept, store.revisions(symbol, timeframe));
    if (!kept.empty()) return {};
    STRATGEN_TRY(const BarFetching fetching, BarFetching::open(source, timeframe, "", ""));
    const auto outcomes =
        fetching.run({symbol}, 1, context, interrupted, [](const FetchOutcome&) {});
    if (outcomes.front().error) return tl::unexpected(*outcomes.front().error);
    return {};
  };
  return store_source(context.workspace, flags.allow_defects, fetch);
}

}  // namespace stratgen
