// Strategies for sweeps, compiled ahead of time. Plain, for a strategy's source may include no
// standard header.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace sweep_strategies {

// Cross of averages: fast and slow, each from 1 to 100.
void cross(stratgen::abi::Frame*);
// Does nothing on any bar: a, b and c.
void idle(stratgen::abi::Frame*);
// Sells on the second bar; ends before it where way is 1 (rejected), 2 (trap), 3 (out of budget) or
// 4 (refused order), and by it where way is 5 (ruined, when prices rise). seed is the number sold.
void ends(stratgen::abi::Frame*);

}  // namespace sweep_strategies
