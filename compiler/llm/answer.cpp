#include "compiler/llm/answer.hpp"

#include "compiler/spec/json_text.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace stratgen {
namespace {

tl::unexpected<Error> wrong(std::string_view message) {
  return fail(Fault::Strategy, fmt::format("answer: {}", message));
}

tl::unexpected<Error> wrong_at(std::string_view answer, std::size_t offset,
                               std::string_view message) {
  const TextPosition at = position_at(answer, offset);
  return wrong(fmt::format("line {}, column {}: {}, near '{}'", at.line, at.column, message,
                           excerpt_at(answer, offset)));
}

Result<void> check_text(std::string_view answer) {
  if (answer.size() > largest_answer) {
    return wrong(
        fmt::format("{} bytes are more than the {} allowed; answer with the one thing asked "
                    "for",
                    answer.size(), largest_answer));
  }
  if (const auto bad = first_bad_byte(answer)) {
    return wrong_at(answer, *bad, "not UTF-8 text, or a NUL byte");
  }
  if (answer.find_first_not_of(" \t\r\n") == answer.npos) return wrong("it is empty");
  return {};
}

// The end of the object that opens at `begin`, past its closing brace; nothing if it does not
// close. Braces in strings do not count.
std::optional<std::size_t> object_end(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::nullopt;
}

struct Fence {
  std::string_view language;  // the word after the opening fence, "" for none
  std::size_t offset = 0;     // of the opening fence
  std::string_view content;
  bool closed = false;
};

// A fence is three or more backticks at the start of a line (after at most three spaces); one with
// nothing behind it and at least as many backticks closes the block (CommonMark 0.31, section 4.5).
struct FenceLine {
  std::size_t ticks = 0;  // 0: the line is no fence
  std::string_view info;
};

FenceLine fence_line(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(indent);
  const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
  if (indent > 3 || ticks < 3) return {};
  std::string_view info = line.substr(ticks);
  const std::size_t first = info.find_first_not_of(" \t\r");
  if (first == info.npos) return {ticks, {}};
  info.remove_prefix(first);
  if (info.find('`') != info.npos) return {};
  return {ticks, info.substr(0, info.find_first_of(" \t\r{"))};
}

std::vector<Fence> fences_in(std::string_view text) {
  std::vector<Fence> fences;
  std::size_t open_ticks = 0;
  std::size_t content_begin = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const FenceLine fence = fence_line(text.substr(begin, end - begin));
    const std::size_t next = std::min(end + 1, text.size());
    if (open_ticks == 0 && fence.ticks != 0) {
      fences.push_back({.language = fence.info, .offset = begin, .content = {}, .closed = false});
      open_ticks = fence.ticks;
      content_begin = next;
    } else if (open_ticks != 0 && fence.ticks >= open_ticks && fence.info.empty()) {
      fences.back().content = text.substr(content_begin, begin - content_begin);
      fences.back().closed = true;
      open_ticks = 0;
    }
    begin = next;
  }
  return fences;
}

bool is_cpp(std::string_view language) {
  constexpr std::array<std::string_view, 8> names = {"",    "cpp", "c++", "C++",
                                                     "CPP", "cc",  "cxx", "hpp"};
  return std::find(names.begin(), names.end(), language) != names.end();
}

Result<std::string> checked_source(std::string_view source) {
  if (source.size() > largest_source) {
    return wrong(fmt::format("a program of {} bytes is more than the {} allowed; write less",
                             source.size(), largest_source));
  }
  if (source.find_first_not_of(" \t\r\n") == source.npos) return wrong("the program is empty");
  return std::string(source);
}

}  // namespace

Result<std::string> json_object_in(std::string_view answer) {
  STRATGEN_CHECK(check_text(answer));
  std::optional<std::string_view> found;
  std::optional<Error> first_error;
  int candidates_left = 64;  // braces in prose are few; this bounds the time on a hostile answer
  for (std::size_t begin = answer.find('{'); begin != answer.npos && candidates_left-- > 0;) {
    const auto end = object_end(answer, begin);
    if (!end) {
      if (found) break;  // prose after the object
      return wrong_at(answer, begin, "the object that opens here does not end; give it whole");
    }
    const std::string_view candidate = answer.substr(begin, *end - begin);
    auto parsed = parse_json(candidate, "answer", position_at(answer, begin));
    if (parsed && found) {
      return wrong_at(answer, begin, "a second JSON object; answer with exactly one");
    }
    if (parsed) found = candidate;
    if (!parsed && !first_error) first_error = std::move(parsed.error());
    begin = answer.find('{', *end);
  }
  if (found) return std::string(*found);
  if (first_error) return tl::unexpected(std::move(*first_error));
  return wrong_at(answer, answer.find_first_not_of(" \t\r\n"),
                  "there is no JSON object; answer with one");
}

Result<std::string> program_in(std::string_view answer) {
  STRATGEN_CHECK(check_text(answer));
  const std::vector<Fence> fences = fences_in(answer);
  if (fences.empty()) {
    if (answer.find("STRATGEN_STRATEGY") == answer.npos) {
      return wrong_at(answer, answer.find_first_not_of(" \t\r\n"),
                      "there is no program; answer with one ```cpp block");
    }
    return checked_source(answer);
  }
  const Fence* program = nullptr;
  for (const Fence& fence : fences) {
    if (!is_cpp(fence.language)) continue;
    if (program != nullptr) {
      return wrong_at(answer, fence.offset, "a second program; answer with exactly one block");
    }
    program = &fence;
  }
  if (program == nullptr) {
    return wrong_at(answer, fences.front().offset,
                    "the block is not C++; answer with one ```cpp block");
  }
  if (!program->closed) {
    return wrong_at(answer, program->offset,
                    "the block that opens here does not end; give it whole");
  }
  return checked_source(program->content);
}

}  // namespace stratgen
