#include "compiler/cache/object_key.hpp"

#include "compiler/frontend/toolchain.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>

namespace stratgen {

std::string object_key(std::string_view source, const CompileOptions& options) {
  // By name and number, so that an option which is added does not compile before it is here.
  const auto& [file_name, max_bytes, debug_info, text_on_disk, optimised, layers, cpu] = options;
  const auto& [text, tree, code] = layers;
  std::string all = fmt::format("{} {} {} {} {} {} {} {}\n{}\n{}\n", toolchain_id(),
                                source.size() <= max_bytes, static_cast<int>(debug_info), optimised,
                                text, tree, code, cpu, text_on_disk.source, text_on_disk.headers);
  all += source;
  return sha256(all);
}

}  // namespace stratgen
