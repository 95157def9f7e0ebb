// The binary form of bars: what the store keeps in a file and what content_hash() hashes.
//
//   offset 0    "stratgen bars 1\n"   16 bytes
//          16   clock                 uint64: 0 dates, 1 UTC, 2 numbers
//          24   rows                  uint64
//          32   time                  rows * int64
//          ...  open high low close volume, each rows * double; NaNs are all the same NaN
//
// Little-endian, every column on 8 bytes, nothing between them, nothing behind: a file can be
// mapped and read in place, and its SHA-256 (`sha256sum`) is the content hash.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace stratgen {

std::string to_bar_file(const Bars& bars);

// Bars whose columns are these bytes, which `owner` keeps. Checks magic, clock and size; `name` is
// for the message.
Result<Bars> from_bar_file(std::span<const std::byte> bytes,
                           const std::shared_ptr<const void>& owner, std::string symbol,
                           std::string_view name);

}  // namespace stratgen
