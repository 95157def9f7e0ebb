// What a capsule's answers come to here: the ordinary path, with the capsule's settings, in a
// folder of its own that is gone afterwards.
#pragma once

#include "tools/cli/bar_source.hpp"
#include "tools/cli/capsule.hpp"
#include "tools/cli/context.hpp"

#include <string>
#include <vector>

namespace stratgen {

// The bundled bars or the workspace's, as the capsule's run had them.
Result<BarSource> bars_of(const Capsule& capsule, const Context& context);

// The capsule's markets as they are here; the hash of one that cannot be had is "".
std::vector<UsedBars> bars_here(const Capsule& capsule, const BarSource& bars);

Result<DiscoverResult> replay_capsule(const Capsule& capsule, const BarSource& bars,
                                      const Context& context);

}  // namespace stratgen
