// How stratgen speaks to people: tables that line up, colour on a terminal only, one status line.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

enum class Colour { Plain, Dim, Bold, Green, Yellow, Red, Cyan, Blue, Magenta };

// Writes to one stream. Colour and the status line exist on a terminal only; NO_COLOR is respected.
class Console {
 public:
  explicit Console(std::FILE* stream);

  void write(std::string_view text);
  void line(std::string_view text = "");
  std::string paint(Colour colour, std::string_view text) const;

  // A line that the next one overwrites; nothing where there is no terminal.
  void status(std::string_view text);
  void clear_status();

  bool is_terminal() const { return terminal_; }
  bool has_colour() const { return colour_; }
  int columns() const;

 private:
  std::FILE* stream_;
  bool terminal_;
  bool colour_;
  bool status_shown_ = false;
};

// Characters on the screen: UTF-8 sequences count once, colour codes not at all.
std::size_t display_width(std::string_view text);

// `text` on one line, every control character a space, as is what turns the direction of text: what
// others wrote cannot steer the terminal.
std::string one_line(std::string_view text);

// A line of a file as it is shown from `column` on: tabs up to the next multiple of 4, other
// control characters as spaces.
std::string screen_text(std::string_view text, std::size_t column = 0);

// Plain text of at most `width` characters; where it is longer the last of them is an ellipsis.
std::string shortened(const std::string& text, std::size_t width);

// "1,234,567".
std::string grouped(long long number);

// "-12.3%"; "-" for NaN.
std::string percent(double value, int digits = 1);
// "0.45"; "-" for NaN.
std::string decimal(double value, int digits = 2);

// How long something will take, as people say it: "45 s", "3 min".
std::string time_left_text(double seconds);

}  // namespace stratgen
