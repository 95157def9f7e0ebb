#include "tools/cli/console.hpp"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace stratgen {
namespace {

const char* code(Colour colour) {
  switch (colour) {
    case Colour::Plain:
      return "0";
    case Colour::Dim:
      return "2";
    case Colour::Bold:
      return "1";
    case Colour::Green:
      return "32";
    case Colour::Yellow:
      return "33";
    case Colour::Red:
      return "31";
    case Colour::Cyan:
      return "36";
    case Colour::Blue:
      return "34";
    case Colour::Magenta:
      return "35";
  }
  return "0";
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

Console::Console(std::FILE* stream) : stream_(stream), terminal_(::isatty(::fileno(stream)) == 1) {
  // Nothing changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* const no_colour = std::getenv("NO_COLOR");
  colour_ = terminal_ && (no_colour == nullptr || *no_colour == '\0');
}

void Console::write(std::string_view text) {
  clear_status();
  std::fwrite(text.data(), 1, text.size(), stream_);
  std::fflush(stream_);
}

void Console::line(std::string_view text) { write(fmt::format("{}\n", text)); }

std::string Console::paint(Colour colour, std::string_view text) const {
  if (!colour_ || colour == Colour::Plain) return std::string(text);
  return fmt::format("\033[{}m{}\033[0m", code(colour), text);
}

void Console::status(std::string_view text) {
  if (!terminal_) return;
  const std::string shown = shortened(std::string(text), static_cast<std::size_t>(columns() - 1));
  std::fprintf(stream_, "\r\033[K%s", shown.c_str());
  std::fflush(stream_);
  status_shown_ = true;
}

void Console::clear_status() {
  if (!status_shown_) return;
  std::fputs("\r\033[K", stream_);
  status_shown_ = false;
}

int Console::columns() const {
  winsize size{};
  if (::ioctl(::fileno(stream_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      i = std::min(text.find('m', i), text.size() - 1);
    } else if (starts_character(text[i])) {
      ++width;
    }
  }
  return width;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20 || code == 0x7F) c = ' ';
  }
  return line;
}

std::string screen_text(std::string_view text, std::size_t column) {
  constexpr std::size_t tab = 4;
  std::string shown;
  for (const char c : text) {
    const std::size_t width = c == '\t' ? tab - column % tab : 1;
    if (c == '\t')
      shown.append(width, ' ');
    else
      shown += one_line(std::string_view(&c, 1));
    if (starts_character(c)) column += width;
  }
  return shown;
}

std::string shortened(const std::string& text, std::size_t width) {
  if (display_width(text) <= width || text.find('\033') != std::string::npos) return text;
  std::string cut;
  std::size_t shown = 0;
  for (const char c : text) {
    if (starts_character(c) && ++shown >= width) break;
    cut += c;
  }
  return cut + "…";
}

std::string grouped(long long number) {
  std::string digits = fmt::format("{}", std::llabs(number));
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return number < 0 ? "-" + digits : digits;
}

std::string percent(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}%", value, digits);
}

std::string decimal(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits);
}

std::string time_left_text(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  if (whole >= 360'000) return "days";
  if (whole >= 3'600) return fmt::format("{} h {:02} min", whole / 3'600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

}  // namespace stratgen
