// Strategies that know what they must not, compiled ahead of time. Plain, for a strategy's source
// may include no standard header.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace causality_strategies {

// Buys on the sixth bar, and sells on the eleventh if there are 100 bars or more.
void counts_bars(stratgen::abi::Frame*);

}  // namespace causality_strategies
