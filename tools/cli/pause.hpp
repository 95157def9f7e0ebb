// Waiting that a signal ends.
#pragma once

#include <atomic>

namespace stratgen {

// In short steps, so that Ctrl-C and SIGTERM are heard within 0.05 seconds.
void pause(double seconds, const std::atomic<bool>& interrupted);

}  // namespace stratgen
