#include "compiler/frontend/hints.hpp"

#include <algorithm>
#include <array>

namespace stratgen {

namespace {

struct Hint {
  std::string_view key;  // words, or a part of the message
  std::string_view text;
};

constexpr std::array<Hint, 27> hints_of_names = {{
    {"vector deque queue stack set map unordered_map unordered_set multimap valarray span list",
     "List<T, N> holds up to N elements; T a[N] and std::array<T, N> have a fixed size"},
    {"string string_view to_string format stringstream",
     "texts are for tags and names only, in quotes; decide by an enum or an int"},
    {"optional variant any nullopt", "keep a bool beside the value: bool has_entry = false;"},
    {"pair tuple make_pair make_tuple tie", "write a struct with named members"},
    {"unique_ptr shared_ptr make_unique make_shared weak_ptr malloc free",
     "keep the value itself in a member; nothing is allocated"},
    {"function bind invoke mem_fn",
     "use a lambda in auto f = [&](double x) { ... };, or a template parameter"},
    {"cout cerr endl printf puts print println fprintf LOG LOG_INFO log_info",
     "drop it: a strategy does not print"},
    {"accumulate sort max_element min_element begin end ranges find count transform for_each fill "
     "reverse reduce iota any_of all_of",
     "write a loop, or compute the column in init(): sum, highest, lowest, median, rank"},
    {"numeric_limits DBL_MAX FLT_MAX INFINITY HUGE_VAL INT_MAX INT_MIN LONG_MAX",
     "write the number: 1e300, -1e300 or 2147483647"},
    {"NAN nan None NULL na NaN", "keep a bool beside the value: bool has_entry = false;"},
    {"M_PI pi numbers", "constexpr double pi = 3.14159265358979;"},
    {"size_t", "use int; unsigned long N where a template takes a std::array<T, N>"},
    {"int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t ptrdiff_t uint",
     "use int, unsigned or long"},
    {"sin cos tan asin acos atan atan2 sinh cosh tanh fmod trunc lround llround rint hypot cbrt "
     "log10 "
     "log2 log1p exp2 expm1 copysign signbit isinf remainder erf",
     "there are abs log exp sqrt pow min max sign floor ceil round clamp isnan isfinite: "
     "log(x) / log(10.0) for log10(x)"},
    {"swap move forward exchange", "copy the values: const double kept = a; a = b; b = kept;"},
    {"chrono time today now clock datetime time_t",
     "date() has .year .month .day .weekday .hour .minute of the bar; there is no clock"},
    {"rand srand random_device mt19937 uniform_real_distribution random normal_distribution",
     "there is no randomness: the same inputs give the same trades"},
    {"thread atomic mutex async future", "a strategy runs on one thread; keep state in members"},
    {"ifstream ofstream fopen system exit abort assert terminate filesystem popen",
     "drop it: a strategy sees bars and parameters only"},
    {"memcpy memset strlen strcmp memmove", "assign values; a = {} clears an array"},
    {"is_same_v is_same enable_if_t enable_if declval decay_t is_integral_v is_arithmetic_v "
     "conditional_t void_t integral_constant tuple_size_v index_sequence make_index_sequence",
     "overload the function, or pass a bool template parameter and use if constexpr"},
    {"self", "name the member alone, without self"},
    {"data Data df np pd ta talib TA_SMA TA_RSI strategy bars Bars pandas numpy",
     "bars are open high low close volume: close[0], close[1]; indicators are members: "
     "sma(close, 20)"},
    {"cross crosses crosses_above crosses_below crossed_above cross_above cross_below cross_over "
     "crossed_below",
     "crossover(a, b) and crossunder(a, b)"},
    {"close_position exit_position close_all order order_target_percent OrderSend exit_long "
     "exit_short enter_long",
     "buy(), sell() and position.close()"},
    {"is_flat is_open", "`position` is true while there is one: if (!position)"},
    {"Close Open High Low Volume", "in lower case: open high low close volume"},
}};

constexpr std::array<Hint, 44> hints_of_messages = {{
    {"'stratgen::Series'",
     "close[0] is the current bar, close[1] the one before; what needs a window is a function in "
     "init(): sma(s, n), highest(s, n), shift(s, n)"},
    {"type 'Series' does not provide a call operator", "with brackets: close[1]"},
    {"invalid range expression of type 'Series'",
     "for (int i = 0; i < n; ++i) sum += close[i]; counts bars back"},
    {"LiveNumber' does not provide a call operator", "it is a number, without ()"},
    {"PositionSize' does not provide a call operator", "position.size is a number, without ()"},
    {"'stratgen::Position'",
     "position has .size .is_long() .is_short() .pl() .pl_pct() .close(); prices are "
     "trades()[0].entry_price"},
    {"'stratgen::detail::Snapshot", "t[i] with 0 <= i < t.size(), or for (auto t : trades())"},
    {"'stratgen::List<", "List has push_back pop_back pop_front clear size empty front back [i]"},
    {"'std::array<", "std::array has size empty front back fill at [i]"},
    {"for class template 'List'", "List<T, N>: the type and the most elements it may hold"},
    {"'const OrderArgs'",
     "buy({.size = 0.5, .limit = x, .stop = x, .sl = x, .tp = x, .tag = 7}), each field optional"},
    {"single argument 'args'", "name the fields in braces: buy({.size = 0.5, .sl = close * 0.98})"},
    {"'stratgen::Date'", "date() has .year .month .day .weekday .day_of_year .hour .minute"},
    {"called object type 'int' is not a function", "it is a number, without ()"},
    {"no viable overloaded '+='", "a = a + b"},
    {"no viable overloaded '-='", "a = a - b"},
    {"no viable overloaded '*='", "a = a * b"},
    {"no viable overloaded '/='", "a = a / b"},
    {"indirection requires pointer operand", "x * x, or pow(x, 2)"},
    {"cannot bind to a temporary", "name the value: double x = close[0];"},
    {"'std::strong_ordering' was not found", "compare with < == >"},
    {"instantiations of templates are not compiled",
     "use loops and arrays, and name intermediate results: double a = ...;"},
    {"parts is not compiled",
     "keep intermediate results as numbers, or as Series members that init() assigns"},
    {"'__is_aggregate(",
     "struct Name : Strategy { members with initialisers; void init() {} void next() {} };"},
    {"a tag's text has at most 15 characters", "shorten it, or use an integer"},
    {"call to member function 'param' is ambiguous",
     "its default is an int, a double or a bool: 20, 0.5 or true"},
    {"instantiation exceeded maximum depth", "use a loop, or end the recursion by if constexpr"},
    {"exceeded expression nesting limit", "add the values up in a loop over an array"},
    {"bracket nesting level exceeded", "split it into several statements or functions"},
    {"all paths through this function will call itself", "return before the call on one path"},
    {"does not return a value", "end every path with return"},
    {"can be marked 'override'", "drop override: init() and next() are found by name"},
    {"array designators are a C99", "write the values in the order of their places"},
    {"flexible array members", "give the array a length: T a[N], or List<T, N>"},
    {"zero size arrays", "give the array a length: T a[N], or List<T, N>"},
    {"negative size", "give the array a length above 0"},
    {"array is too large", "shorten it: a strategy object holds up to 1 MB"},
    {"case range extension", "write one case for each value"},
    {"string literal of length", "shorten it"},
    {"named escape sequences", "write the character itself"},
    {"expression is not assignable",
     "series and results are read only: keep the value in a variable or a member"},
    {"no viable overloaded '='",
     "series and handles are read only: keep the value in a member; a trade's stops move by "
     "set_sl(x) and set_tp(x)"},
    {"invalid operands to binary expression", "bring both sides to a number: double(x), close[0]"},
    {"an extension", "write standard C++20"},
}};

// Where nothing better is known, by what kind of message it is.
constexpr std::array<Hint, 5> general_hints = {{
    {"use of undeclared identifier", "declare it before, or use a name of stratgen/strategy.hpp"},
    {"unknown type name", "declare it before, or use a type of stratgen/strategy.hpp"},
    {"no member named", "use a member that the struct has; stratgen/strategy.hpp lists the API's"},
    {"expected ", "look for what is missing here or at the end of the line before"},
    {"", "mend it as C++20 asks for; stratgen/strategy.hpp declares what the API takes"},
}};

// The name that clang does not know; a member's name counts only where `std` should have it.
std::string_view unknown_name(std::string_view message) {
  constexpr std::array<std::string_view, 5> before = {"use of undeclared identifier '",
                                                      "unknown type name '", "no member named '",
                                                      "no type named '", "no template named '"};
  const bool is_member = message.find(" in '") != message.npos;
  for (const std::string_view words : before) {
    if (!message.starts_with(words) || is_member) continue;
    const std::string_view name = message.substr(words.size());
    return name.substr(0, name.find('\''));
  }
  return {};
}

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

}  // namespace

std::string_view hint_for(std::string_view message) {
  if (const std::string_view name = unknown_name(message); !name.empty())
    for (const Hint& each : hints_of_names)
      if (has_word(each.key, name)) return each.text;
  const auto* const found =
      std::find_if(hints_of_messages.begin(), hints_of_messages.end(),
                   [&](const Hint& each) { return message.find(each.key) != message.npos; });
  return found == hints_of_messages.end() ? std::string_view() : found->text;
}

std::string_view hint_for_constant(std::string_view note) {
  constexpr std::string_view before = "in call to '";
  if (!note.starts_with(before)) return {};
  const std::string_view call = note.substr(before.size());
  if (!has_word("sqrt exp log pow floor ceil round", call.substr(0, call.find('<')))) return {};
  return "constants are made by + - * / min max clamp abs: write the number, or make it a member: "
         "double annual = sqrt(252.0);";
}

std::string_view general_hint_for(std::string_view message) {
  const auto* const found =
      std::find_if(general_hints.begin(), general_hints.end(),
                   [&](const Hint& each) { return message.find(each.key) != message.npos; });
  return found->text;
}

}  // namespace stratgen
