#include "tools/cli/process.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace stratgen {

// What is opened later must not take the place of a standard stream that the caller closed.
void open_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1)
      ::open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

int exit_code(Fault fault) {
  switch (fault) {
    case Fault::Internal:
      return 1;
    case Fault::Usage:
      return 2;
    case Fault::Data:
      return 3;
    case Fault::Strategy:
      return 4;
    case Fault::Run:
      return 5;
    case Fault::Service:
      return 6;
    case Fault::Safety:
      return 7;
    case Fault::Interrupted:
      return 130;
  }
  return 1;
}

int report_error(Console& err, const Error& error) {
  err.line(fmt::format("{} {}", err.paint(Colour::Red, "stratgen:"), one_line(error.message)));
  return exit_code(error.fault);
}

Result<void> with_output(Result<void> done) {
  if (done && std::ferror(stdout) != 0)
    return fail(Fault::Data, "standard output took only a part of the result; is the disk full?");
  return done;
}

}  // namespace stratgen
