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

// How many bytes at the front are a character that a terminal acts on: control characters, those of
// C1 (U+0080 to U+009F) among them, and what turns the direction of text or has no width (U+200B to
// U+200F, U+2028 to U+202E, U+2060 to U+2069, U+FEFF). Otherwise 0.
std::size_t control_length(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto is_between = [](unsigned byte, unsigned first, unsigned last) {
    return byte >= first && byte <= last;
  };
  if (at(0) < 0x20 || at(0) == 0x7F) return 1;
  if (at(0) == 0xC2 && is_between(at(1), 0x80, 0x9F)) return 2;
  const bool general = at(0) == 0xE2 && at(1) == 0x80 &&
                       (is_between(at(2), 0x8B, 0x8F) || is_between(at(2), 0xA8, 0xAE));
  const bool isolate = at(0) == 0xE2 && at(1) == 0x81 && is_between(at(2), 0xA0, 0xA9);
  const bool mark = at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF;
  return general || isolate || mark ? 3 : 0;
}

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
  std::string line;
  while (!text.empty()) {
    const std::size_t length = control_length(text);
    line += length > 0 ? ' ' : text.front();
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return line;
}

std::string screen_text(std::string_view text, std::size_t column) {
  constexpr std::size_t tab = 4;
  std::string shown;
  for (;;) {
    const std::size_t end = std::min(text.find('\t'), text.size());
    const std::string part = one_line(text.substr(0, end));
    shown += part;
    if (end == text.size()) return shown;
    column += display_width(part);
    shown.append(tab - column % tab, ' ');
    column += tab - column % tab;
    text.remove_prefix(end + 1);
  }
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
