#include "runtime/indicator/indicator.hpp"

#include "runtime/indicator/definition.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using indicator::Definition;
using indicator::Input;
using indicator::Output;
using indicator::Params;

std::vector<Definition> all_functions() {
  std::vector<Definition> all;
  for (const auto family :
       {indicator::channel_functions, indicator::cycle_functions, indicator::directional_functions,
        indicator::extreme_functions, indicator::momentum_functions,
        indicator::moving_average_functions, indicator::order_functions,
        indicator::oscillator_functions, indicator::parabolic_sar_functions,
        indicator::price_functions, indicator::regression_functions, indicator::statistic_functions,
        indicator::volatility_functions, indicator::volume_functions})
    std::ranges::move(family(), std::back_inserter(all));
  std::ranges::sort(all, {}, [](const Definition& d) { return d.info.name; });
  return all;
}

const std::vector<Definition>& definitions() {
  static const std::vector<Definition> all = all_functions();
  return all;
}

const Definition* find(std::string_view name) {
  const auto name_of = [](const Definition& d) { return d.info.name; };
  const auto found = std::ranges::lower_bound(definitions(), name, {}, name_of);
  return found != definitions().end() && found->info.name == name ? &*found : nullptr;
}

std::string call_text(std::string_view name, std::span<const double> params) {
  return fmt::format("{}({})", name, fmt::join(params, ", "));
}

tl::unexpected<Error> refuse(const Definition& d, std::span<const double> params,
                             std::string_view reason) {
  return fail(Fault::Run, fmt::format("{}: {}", call_text(d.info.name, params), reason));
}

// What is wrong with a value, or nothing.
std::string complaint(const IndicatorParam& param, double value) {
  switch (param.kind) {
    case IndicatorParam::Kind::Window:
      if (value < param.min)
        return fmt::format("the {} must be at least {}", param.name, param.min);
      if (!(value == std::floor(value)) || std::isinf(value))
        return fmt::format("the {} must be a whole number", param.name);
      return {};
    case IndicatorParam::Kind::Average:
      if (value == std::floor(value) && value >= 0 && value <= 8 && value != 7) return {};
      return fmt::format(
          "the {} must be 0 (sma), 1 (ema), 2 (wma), 3 (dema), 4 (tema), 5 (trima), 6 (kama) or 8 "
          "(t3)",
          param.name);
    case IndicatorParam::Kind::Factor:
      if (!std::isfinite(value)) return fmt::format("the {} must be a finite number", param.name);
      if (value >= param.min && value <= param.max) return {};
      if (std::isinf(param.max))
        return fmt::format("the {} must be at least {}", param.name, param.min);
      return fmt::format("the {} must be from {} to {}", param.name, param.min, param.max);
  }
  return {};
}

// All parameters, checked, with defaults for those left out. Windows beyond any data are cut, so
// that sums of them stay whole numbers.
Result<std::vector<double>> complete(const Definition& d, std::span<const double> given) {
  const auto& params = d.info.params;
  if (given.size() > params.size())
    return refuse(d, given,
                  fmt::format("takes {} parameters, not {}", params.size(), given.size()));
  std::vector<double> values(given.begin(), given.end());
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (i == values.size()) {
      if (std::isnan(params[i].default_value))
        return refuse(d, given, fmt::format("the {} is missing", params[i].name));
      values.push_back(params[i].default_value);
    }
    if (const std::string wrong = complaint(params[i], values[i]); !wrong.empty())
      return refuse(d, given, wrong);
    if (params[i].kind == IndicatorParam::Kind::Window) values[i] = std::min(values[i], 1e15);
  }
  return values;
}

bool is_missing(double v, double largest) { return !(std::abs(v) <= largest); }

// The first bar in [from, end) at which x has a value, or has none; `end` if there is no such bar.
std::size_t first_present(Input x, std::size_t from, std::size_t end, double largest) {
  while (from < end && is_missing(x[from], largest)) ++from;
  return from;
}
std::size_t first_missing(Input x, std::size_t from, std::size_t end, double largest) {
  // Whole blocks without a branch in them first: most columns have no gap.
  constexpr std::size_t block = 64;
  for (; from + block <= end; from += block) {
    bool any = false;
    for (std::size_t i = from; i < from + block; ++i) any |= is_missing(x[i], largest);
    if (any) break;
  }
  while (from < end && !is_missing(x[from], largest)) ++from;
  return from;
}

struct Run {
  std::size_t begin, end;
};

// The first run of bars at or after `from` at which all inputs have a value.
Run next_run(std::span<const Input> inputs, std::size_t from, double largest) {
  const std::size_t size = inputs[0].size();
  bool moved = true;
  while (moved) {
    moved = false;
    for (const Input x : inputs) {
      const std::size_t present = first_present(x, from, size, largest);
      moved |= present != from;
      from = present;
    }
  }
  std::size_t end = size;
  for (const Input x : inputs) end = first_missing(x, from, end, largest);
  return {from, end};
}

void compute_run(const Definition& d, std::span<const Input> inputs, Params params, Run run,
                 std::vector<Column>& outputs) {
  std::vector<Input> in;
  std::vector<Output> out;
  in.reserve(inputs.size());
  out.reserve(outputs.size());
  for (const Input x : inputs) in.push_back(x.subspan(run.begin, run.end - run.begin));
  for (Column& y : outputs) out.push_back(Output(y).subspan(run.begin, run.end - run.begin));
  d.compute({in, out, params, run.begin});
}

}  // namespace

std::span<const IndicatorInfo> indicators() {
  static const std::vector<IndicatorInfo> infos = [] {
    std::vector<IndicatorInfo> all;
    for (const Definition& d : definitions()) all.push_back(d.info);
    return all;
  }();
  return infos;
}

Result<std::vector<Column>> compute_indicator(std::string_view name,
                                              std::span<const std::span<const double>> inputs,
                                              std::span<const double> params) {
  const Definition* d = find(name);
  if (d == nullptr)
    return fail(Fault::Run, fmt::format("{}: there is no such indicator", call_text(name, params)));
  if (inputs.size() != d->info.inputs.size())
    return refuse(*d, params,
                  fmt::format("takes {} columns ({}), not {}", d->info.inputs.size(),
                              fmt::join(d->info.inputs, ", "), inputs.size()));
  for (const Input x : inputs)
    if (x.size() != inputs[0].size())
      return refuse(
          *d, params,
          fmt::format("columns of {} and {} bars do not go together", inputs[0].size(), x.size()));
  STRATGEN_TRY(const std::vector<double> values, complete(*d, params));

  const std::size_t size = inputs[0].size();
  const std::size_t lookback = d->lookback({values});
  const double largest =
      d->takes_infinity ? indicator::infinity : std::numeric_limits<double>::max();
  std::vector<Column> outputs(d->info.outputs.size(), Column(size, indicator::missing));
  for (std::size_t from = 0; from < size;) {
    const Run run = next_run(inputs, from, largest);
    if (run.end - run.begin > lookback) compute_run(*d, inputs, {values}, run, outputs);
    from = run.end;
  }
  return outputs;
}

}  // namespace stratgen
