#include "tools/cli/listed_strategy.hpp"

#include "tools/cli/diagnostics.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <utility>

namespace stratgen {

Result<Listing> list_strategy(const StrategySource& source, Context& context) {
  const auto checked = check_first(context, source);
  auto listing = checked ? list_code(source.text, options_for(source))
                         : Result<Listing>(tl::unexpected(checked.error()));
  if (listing) return listing;
  if (!context.json)
    return tl::unexpected(after_findings(context, std::move(listing.error()), source));
  listing.error().diagnostics.clear();  // as many as there are, the sentence says
  return listing;
}

}  // namespace stratgen
