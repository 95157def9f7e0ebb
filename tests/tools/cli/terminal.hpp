// Consoles for tests: one that is no terminal, and one that is.
#pragma once

#include "tools/cli/console.hpp"

#include <doctest/doctest.h>

#include <pty.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace stratgen {

inline std::FILE* opened(std::FILE* file) {
  REQUIRE(file != nullptr);
  return file;
}

// A console on a file that nobody sees.
struct Plain {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{opened(std::tmpfile()), std::fclose};
  Console console{file.get()};

  std::string written() const {
    std::fflush(file.get());
    REQUIRE(std::fseek(file.get(), 0, SEEK_SET) == 0);
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
    return text;
  }
};

// A console on a pseudo terminal of so many columns.
struct Terminal {
  explicit Terminal(unsigned short columns) {
    ::unsetenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): tests have one thread
    const winsize size{24, columns, 0, 0};
    int slave = -1;
    REQUIRE(::openpty(&master, &slave, nullptr, nullptr, &size) == 0);
    file.reset(opened(::fdopen(slave, "w")));
    console = std::make_unique<Console>(file.get());
  }
  ~Terminal() { ::close(master); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // What came since the last call; there is something.
  std::string shown() const {
    std::fflush(file.get());
    std::string text(4096, '\0');
    const ssize_t size = ::read(master, text.data(), text.size());
    REQUIRE(size > 0);
    text.resize(static_cast<std::size_t>(size));
    return text;
  }

  int master = -1;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{nullptr, std::fclose};
  std::unique_ptr<Console> console;
};

}  // namespace stratgen
