#include "compiler/frontend/toolchain.hpp"

#include "compiler/frontend/target.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <clang/Basic/Version.h>

namespace stratgen {

std::string clang_version() { return clang::getClangFullVersion(); }

namespace {

std::string identify() {
  const HostTarget& host = host_target();
  return sha256(fmt::format("{}\n{}\n{} {} {}\n", compiler_sources_hash(), clang_version(),
                            host.triple, host.cpu, fmt::join(host.features, ",")));
}

}  // namespace

const std::string& toolchain_id() {
  static const std::string id = identify();
  return id;
}

}  // namespace stratgen
