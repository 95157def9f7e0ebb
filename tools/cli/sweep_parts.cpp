#include "tools/cli/sweep_parts.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/bar_store.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/spec_market.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/strategy_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

namespace stratgen {
namespace {

struct NamedSource {
  std::string name;  // as in tables: the slug of an emitted strategy, else the class
  StrategySource source;
};

// One market that the command line names; neither for those that the strategies' specs name.
struct MarketName {
  std::string symbol, timeframe;
};

std::vector<MarketName> market_names(const SweepFlags& flags, const SweepSettings& settings) {
  if (!flags.run.data.empty() || settings.symbols.empty()) return {{}};
  std::vector<MarketName> names;
  for (const std::string& symbol : settings.symbols)
    for (const std::string& timeframe : settings.timeframes) names.push_back({symbol, timeframe});
  return names;
}

// All that are missing at once, with what there is.
Result<void> check_markets(const Context& context, const std::vector<MarketName>& names) {
  if (names[0].symbol.empty()) return {};
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const auto revisions, store.list());
  std::vector<std::string> missing, there;
  for (const BarRevision& revision : revisions)
    there.push_back(revision.symbol + " " + revision.timeframe);
  for (const auto& [symbol, timeframe] : names) {
    const std::string name = fmt::format("{} {}", symbol, timeframe);
    if (std::find(there.begin(), there.end(), name) == there.end()) missing.push_back(name);
  }
  if (missing.empty()) return {};
  return fail(Fault::Data,
              fmt::format("the store {} has no bars of {}; it has {}; import some: stratgen data "
                          "import FILE --symbol {}",
                          context.workspace.string(), fmt::join(missing, ", "),
                          there.empty() ? "none" : fmt::format("{}", fmt::join(there, ", ")),
                          missing[0].substr(0, missing[0].find(' '))));
}

Result<std::vector<StrategySource>> sources_of(const Context& context, const SweepFlags& flags) {
  if (!flags.strategies.empty()) return find_strategies(context, flags.strategies);
  STRATGEN_TRY(StrategySource source, find_strategy(context, flags.strategy));
  return std::vector<StrategySource>{std::move(source)};
}

std::string param_name(const std::string& text) { return text.substr(0, text.find('=')); }

bool declares(std::span<const ParamDeclaration> declared, const std::string& name) {
  return std::ranges::any_of(declared, [&](const auto& each) { return each.name == name; });
}

// Of several strategies each takes the parameters that it declares.
std::vector<std::string> params_for(std::span<const ParamDeclaration> declared,
                                    const std::vector<std::string>& texts, bool several) {
  if (!several) return texts;
  std::vector<std::string> own;
  for (const std::string& text : texts)
    if (declares(declared, param_name(text))) own.push_back(text);
  return own;
}

std::string axis_text(const ParamDeclaration& declared, const ParamAxis& axis) {
  const std::string last = param_text(declared, axis.value(axis.count - 1));
  if (axis.list.empty())
    return fmt::format("{}:{}:{}", param_text(declared, axis.value(0)), last,
                       fmt::format("{}", axis.value(1) - axis.value(0)));
  std::string text;
  for (std::uint64_t i = 0; i < axis.count; ++i)
    text += (i == 0 ? "" : ",") + param_text(declared, axis.value(i));
  return text;
}

class InputReader {
 public:
  InputReader(Context& context, const SweepFlags& flags, const SweepSettings& settings,
              const std::atomic<bool>& interrupted)
      : context_(context), flags_(flags), settings_(settings), interrupted_(interrupted) {}

  Result<SweepInput> read() {
    const std::vector<MarketName> markets = market_names(flags_, settings_);
    STRATGEN_CHECK(check_markets(context_, markets));
    STRATGEN_TRY(const std::vector<StrategySource> sources, sources_of(context_, flags_));
    several_ = sources.size() > 1;
    STRATGEN_TRY(Loader loader, make_loader(context_));
    input_.loader = std::make_unique<Loader>(std::move(loader));
    input_.identity = identity_of(flags_, settings_);
    STRATGEN_CHECK(hash_assets());
    for (const StrategySource& source : sources) STRATGEN_CHECK(add(source, markets));
    STRATGEN_CHECK(check_names());
    return std::move(input_);
  }

 private:
  Result<void> hash_assets() {
    for (const std::string& asset : flags_.run.assets) {
      STRATGEN_TRY(const std::string file, read_file(asset.substr(asset.find('=') + 1)));
      input_.identity.emplace_back("--asset " + param_name(asset), sha256(file));
    }
    return {};
  }

  Result<void> add(const StrategySource& source, const std::vector<MarketName>& markets) {
    auto compiled = input_.loader->compile(source.text, options_for(source));
    if (!compiled)
      return tl::unexpected(after_findings(context_, std::move(compiled.error()), source));
    LoadedStrategy* loaded = nullptr;
    for (const MarketName& market : markets) {
      STRATGEN_TRY(const RunInput run, read_market(source, market));
      if (loaded == nullptr) {
        STRATGEN_TRY(LoadedStrategy linked, input_.loader->load(std::move(*compiled), *run.data));
        loaded = input_.strategies.emplace_back(new LoadedStrategy(std::move(linked))).get();
      }
      STRATGEN_CHECK(add(source, loaded->program, market, run));
    }
    return {};
  }

  // Strategies share the bars of a market that the command line names.
  Result<RunInput> read_market(const StrategySource& source, const MarketName& market) {
    const auto key = std::pair(market.symbol, market.timeframe);
    const bool shared = !flags_.run.data.empty() || !market.symbol.empty();
    if (const auto found = markets_.find(key); shared && found != markets_.end())
      return found->second;
    RunFlags flags = flags_.run;
    flags.params.clear();
    flags.symbol = market.symbol;
    flags.timeframe = market.timeframe;
    STRATGEN_TRY(
        RunInput input,
        read_run_input(context_, flags, spec_market(context_, source, flags.allow_defects)));
    if (!input.note.empty() && std::ranges::find(input_.notes, input.note) == input_.notes.end())
      input_.notes.push_back(input.note);
    if (shared) markets_.emplace(key, input);
    return input;
  }

  Result<void> add(const StrategySource& source, const Program& program, const MarketName& market,
                   const RunInput& run) {
    SweepPart about;
    about.strategy = source.folder.empty() ? program.name : source.folder.filename().string();
    about.symbol = run.data->bars().symbol;
    about.timeframe = market.timeframe;
    STRATGEN_TRY(about.declared, declared_params(program, *run.data));
    for (const ParamDeclaration& param : about.declared) declared_.push_back(param);
    const auto texts = params_for(about.declared, flags_.run.params, several_);
    STRATGEN_TRY(ParamSpace space,
                 ParamSpace::create(about.strategy, about.declared, texts, flags_.constraints));
    auto kept = std::make_unique<const ParamSpace>(std::move(space));
    STRATGEN_TRY(SweepBlocks blocks, SweepBlocks::create(*kept, settings_.plan, interrupted_));
    STRATGEN_TRY(Bars covered, from_bar(run.data->bars(), run.options.first_bar));
    about.blocks = blocks.count();
    about.first_cell = first_cell_;
    if (__builtin_add_overflow(first_cell_, kept->size(), &first_cell_) || first_cell_ >> 63 != 0)
      return fail(Fault::Usage, "the sweep has more than 2^63 cells; take wider steps");
    identify(source, about, *kept, blocks, *run.data);
    input_.parts.push_back(std::make_unique<SweptPart>(
        SweptPart{std::move(about), &program, run.data, run.options, std::move(covered),
                  std::move(kept), std::move(blocks)}));
    return {};
  }

  void identify(const StrategySource& source, const SweepPart& about, const ParamSpace& space,
                const SweepBlocks& blocks, const DataSet& data) {
    const auto add = [&](std::string name, std::string value) {
      for (const auto& [other, theirs] : input_.identity)
        if (other == name && theirs == value) return;
      input_.identity.emplace_back(std::move(name), std::move(value));
    };
    const std::string market =
        about.timeframe.empty() ? about.symbol : about.symbol + " " + about.timeframe;
    add("the source of " + about.strategy, sha256(source.text));
    add("the bars of " + market, content_hash(data.bars()));
    const std::string of = fmt::format(" of {} on {}", about.strategy, market);
    std::size_t axis = 0;
    const std::vector<double> first = space.values(0);
    for (std::size_t i = 0; i < about.declared.size(); ++i) {
      const bool swept = axis < space.axes().size() && space.axes()[axis].param == i;
      add(about.declared[i].name + of, swept ? axis_text(about.declared[i], space.axes()[axis++])
                                             : param_text(about.declared[i], first[i]));
    }
    add("the size of the blocks" + of, fmt::format("{}", blocks.block_cells()));
  }

  // A parameter that none of several strategies declares.
  Result<void> check_names() const {
    for (const std::string& text : flags_.run.params) {
      if (!declares(declared_, param_name(text)))
        return fail(Fault::Usage, fmt::format("--param {}: none of the {} strategies declares it",
                                              text, input_.strategies.size()));
    }
    return {};
  }

  Context& context_;
  const SweepFlags& flags_;
  const SweepSettings& settings_;
  const std::atomic<bool>& interrupted_;
  bool several_ = false;
  std::map<std::pair<std::string, std::string>, RunInput> markets_;
  std::vector<ParamDeclaration> declared_;  // of all strategies
  std::uint64_t first_cell_ = 0;
  SweepInput input_;
};

}  // namespace

std::uint64_t SweepInput::cells() const {
  return parts.back()->about.first_cell + parts.back()->cells();
}

std::size_t SweepInput::part_of(std::uint64_t cell) const {
  const auto after = std::ranges::upper_bound(
      parts, cell, {}, [](const auto& part) { return part->about.first_cell; });
  return static_cast<std::size_t>(after - parts.begin()) - 1;
}

std::vector<double> SweepInput::values_of(std::uint64_t cell) const {
  const SweptPart& part = *parts[part_of(cell)];
  return part.space->values(cell - part.about.first_cell);
}

Result<SweepInput> read_sweep_input(Context& context, const SweepFlags& flags,
                                    const SweepSettings& settings,
                                    const std::atomic<bool>& interrupted) {
  return InputReader(context, flags, settings, interrupted).read();
}

}  // namespace stratgen
