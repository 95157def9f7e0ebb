// What a strategy asks of the engine, in order: the test executable is linked with --wrap, so each
// call of the functions below passes through here on its way.
#pragma once

#include "tests/runtime/engine/replay_script.hpp"

#include <vector>

namespace action_log {

// Calls on this thread are appended to it; none if null.
extern thread_local std::vector<replay::Action>* target;

}  // namespace action_log
