// Private to compiler/worker: what goes ahead of each message of a channel.
#pragma once

#include <cstdint>

namespace stratgen {

struct MessageHeader {
  std::uint32_t fields = 0;  // bytes that follow
  std::uint32_t bytes = 0;   // and after them
};

}  // namespace stratgen
