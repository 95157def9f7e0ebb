#include "tools/cli/listed_strategy.hpp"

#include "tools/cli/diagnostics.hpp"
#include "tools/cli/strategy_loader.hpp"

namespace stratgen {

Result<Listing> list_strategy(const StrategySource& source, Loader& loader, Context& context) {
  const CompileOptions options = options_for(source);
  if (auto met = loader.check(source.text, options); !met)
    return tl::unexpected(after_findings(context, std::move(met.error()), source));
  return list_code(source.text, options);
}

}  // namespace stratgen
