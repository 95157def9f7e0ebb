#include "runtime/trade/limits.hpp"

#include "runtime/base/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {
namespace {

struct Requirement {
  std::string_view name;
  bool Limits::* value;
};
constexpr std::array requirements = {Requirement{"require_open", &Limits::require_open},
                                     Requirement{"require_price", &Limits::require_price}};

tl::unexpected<Error> unknown(std::string_view where, std::string_view name) {
  std::vector<std::string_view> names;
  for (const LimitKind& kind : limit_kinds()) names.push_back(kind.name);
  for (const Requirement& requirement : requirements) names.push_back(requirement.name);
  return fail(Fault::Usage, fmt::format("{}: there is no limit \"{}\"; there are {}", where, name,
                                        fmt::join(names, ", ")));
}

Result<void> set(Limits& limits, std::string_view where, std::string_view name,
                 const nlohmann::json& value) {
  for (const LimitKind& kind : limit_kinds()) {
    if (kind.name != name) continue;
    const double number = value.is_number() ? value.get<double>() : -1;
    if (!(number >= 0) || std::isinf(number))
      return fail(Fault::Usage, fmt::format("{}: {} is a number from 0 up", where, name));
    limits.*kind.value = number;
    return {};
  }
  for (const Requirement& requirement : requirements) {
    if (requirement.name != name) continue;
    if (!value.is_boolean())
      return fail(Fault::Usage, fmt::format("{}: {} is true or false", where, name));
    limits.*requirement.value = value.get<bool>();
    return {};
  }
  return unknown(where, name);
}

}  // namespace

std::span<const LimitKind> limit_kinds() {
  static constexpr std::array kinds = {
      LimitKind{"max_gross_exposure", &Limits::max_gross_exposure, "positions, long and short"},
      LimitKind{"max_net_exposure", &Limits::max_net_exposure, "positions, long less short"},
      LimitKind{"max_symbol_exposure", &Limits::max_symbol_exposure, "one symbol's position"},
      LimitKind{"max_strategy_exposure", &Limits::max_strategy_exposure,
                "one strategy's positions"},
      LimitKind{"max_daily_loss", &Limits::max_daily_loss, "loss since the last close"},
      LimitKind{"max_drawdown", &Limits::max_drawdown, "loss since the highest equity"},
      LimitKind{"max_order_of_volume", &Limits::max_order_of_volume, "an order, of a bar's volume"},
      LimitKind{"max_price_gap", &Limits::max_price_gap, "last price against the last close"},
      LimitKind{"max_orders_per_run", &Limits::max_orders_per_run, "orders of one run"},
      LimitKind{"max_orders_per_minute", &Limits::max_orders_per_minute, "orders in a minute"},
  };
  return kinds;
}

Result<Limits> read_limits(const std::filesystem::path& file, Limits limits) {
  STRATGEN_TRY(const std::string text, read_file(file));
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return fail(Fault::Usage, fmt::format("{}: not a JSON object of limits, such as "
                                          "{{\"max_daily_loss\": 0.02}}",
                                          file.string()));
  }
  for (const auto& [name, value] : json.items())
    STRATGEN_CHECK(set(limits, file.string(), name, value));
  return limits;
}

Result<void> set_limit(Limits& limits, std::string_view setting) {
  const std::size_t sign = setting.find('=');
  if (sign == setting.npos) {
    return fail(Fault::Usage,
                fmt::format("--limit {}: give name=value, as in max_daily_loss=0.02", setting));
  }
  const auto value = nlohmann::json::parse(setting.substr(sign + 1), nullptr, false);
  return set(limits, "--limit", setting.substr(0, sign), value);
}

}  // namespace stratgen
