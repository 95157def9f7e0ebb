#include "tools/cli/listed_strategy.hpp"

#include "tools/cli/diagnostics.hpp"

namespace stratgen {

Result<Listing> list_strategy(const StrategySource& source, Context& context) {
  auto listing = list_code(source.text, {.file_name = source.file.string()});
  if (listing) return listing;
  if (!context.json)
    context.err.write(render_diagnostics(context.err, listing.error().diagnostics, source.text));
  listing.error().diagnostics.clear();  // said, also for --verbose
  return listing;
}

}  // namespace stratgen
