#include "compiler/spec/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::size_t deepest_nesting = 32;

// "unexpected '}'; expected string literal": the library's reason without its position, which
// counts from elsewhere, and without the token it had read, which can be as long as the text.
std::string reason_in(const json::exception& e) {
  constexpr int number_out_of_range = 406;
  if (e.id == number_out_of_range) return "a number too large for a double";
  const std::string what = e.what();
  const std::size_t reason = what.find(" - ");
  if (reason == what.npos) return "not JSON";
  const std::size_t token = std::min(what.find("; last read: ", reason), what.size());
  const std::size_t expected = what.rfind("; expected ");
  const bool has_expected = expected != what.npos && expected > token;
  return what.substr(reason + 3, token - reason - 3) +
         (has_expected ? what.substr(expected) : std::string{});
}

// Walks the text once, without building anything, and stops at the first thing that is wrong.
class JsonCheck {
 public:
  static constexpr std::size_t no_offset = std::string_view::npos;

  const std::string& problem() const { return problem_; }
  std::size_t offset() const { return offset_; }  // or no_offset where the parser does not say

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(json::number_integer_t) { return true; }
  bool number_unsigned(json::number_unsigned_t) { return true; }
  bool number_float(json::number_float_t, const std::string&) { return true; }
  bool string(std::string&) { return true; }
  bool binary(json::binary_t&) { return true; }
  bool start_object(std::size_t) { return enter(); }
  bool end_object() { return leave(); }
  bool start_array(std::size_t) { return enter(); }
  bool end_array() { return leave(); }

  bool key(std::string& name) {
    if (keys_.back().insert(name).second) return true;
    return wrong(
        fmt::format("the key '{}' stands twice in one object; keep one", excerpt_at(name, 0)),
        no_offset);
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception& e) {
    return wrong(reason_in(e), position == 0 ? 0 : position - 1);
  }

 private:
  bool enter() {
    keys_.emplace_back();
    if (keys_.size() <= deepest_nesting) return true;
    return wrong(fmt::format("nested deeper than {} levels", deepest_nesting), no_offset);
  }
  bool leave() {
    keys_.pop_back();
    return true;
  }
  bool wrong(std::string problem, std::size_t offset) {
    problem_ = std::move(problem);
    offset_ = offset;
    return false;
  }

  std::vector<std::set<std::string>> keys_;  // of the objects and arrays that are open
  std::string problem_;
  std::size_t offset_ = no_offset;
};

}  // namespace

Result<json> parse_json(std::string_view text, std::string_view what, TextPosition start) {
  const auto wrong = [&](std::size_t offset, std::string_view problem) {
    TextPosition at = position_at(text, offset);
    if (at.line == 1) at.column += start.column - 1;
    at.line += start.line - 1;
    return fail(Fault::Strategy, fmt::format("{}: line {}, column {}: {}, near '{}'", what, at.line,
                                             at.column, problem, excerpt_at(text, offset)));
  };
  if (const auto bad = first_bad_byte(text)) return wrong(*bad, "not UTF-8 text");
  JsonCheck check;
  if (!json::sax_parse(text, &check)) {
    if (check.offset() != JsonCheck::no_offset) return wrong(check.offset(), check.problem());
    return fail(Fault::Strategy, fmt::format("{}: {}", what, check.problem()));
  }
  return json::parse(text, nullptr, false);  // known to be well formed
}

}  // namespace stratgen
