#include "runtime/trade/process_identity.hpp"

#include <fmt/format.h>

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <vector>

namespace stratgen {
namespace {

// "" of a process that is gone, also in the middle of reading it. Files of /proc have no size that
// could be asked for beforehand, and iterators over a stream would throw what getline() keeps.
std::string content_of(const std::string& file) {
  std::ifstream in(file);
  std::string content;
  std::getline(in, content, '\0');
  return in.bad() ? std::string() : content;
}

// What proc(5) says of /proc/PID/stat.
struct ProcessStat {
  char state = '?';
  std::int64_t threads = 0;
  std::int64_t started = 0;
};

std::optional<ProcessStat> stat_of(int pid) {
  const std::string content = content_of(fmt::format("/proc/{}/stat", pid));
  const std::size_t name_end = content.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream rest(content.substr(name_end + 1));
  const std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
  constexpr std::size_t first = 3, threads = 20, started = 22;  // as proc(5) counts fields
  if (fields.size() <= started - first) return std::nullopt;
  return ProcessStat{.state = fields[0][0],
                     .threads = std::stoll(fields[threads - first]),
                     .started = std::stoll(fields[started - first])};
}

}  // namespace

ProcessIdentity this_process() {
  std::string boot = content_of("/proc/sys/kernel/random/boot_id");
  while (!boot.empty() && boot.back() == '\n') boot.pop_back();
  std::error_code ec;
  std::string pid_namespace = std::filesystem::read_symlink("/proc/self/ns/pid", ec).string();
  const auto stat = stat_of(::getpid());
  return {std::move(boot), std::move(pid_namespace), ::getpid(), stat ? stat->started : 0};
}

bool same_boot(const ProcessIdentity& a, const ProcessIdentity& b) {
  return !a.boot.empty() && a.boot == b.boot;
}

bool is_gone(const ProcessIdentity& process) {
  const ProcessIdentity here = this_process();
  if (!same_boot(process, here) || process.pid_namespace.empty() ||
      process.pid_namespace != here.pid_namespace)
    return false;
  if (::kill(process.pid, 0) != 0) return errno == ESRCH;
  const auto stat = stat_of(process.pid);
  if (!stat) return false;
  // Of a process whose first thread has ended, others may go on.
  const bool ended = (stat->state == 'Z' || stat->state == 'X') && stat->threads <= 1;
  return ended || stat->started != process.started;
}

}  // namespace stratgen
