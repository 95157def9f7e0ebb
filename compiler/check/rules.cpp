#include "compiler/check/rules.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace stratgen {

namespace {

constexpr std::array table = {
    Rule{RuleId::SourceSize, "source-size", "the source is longer than the limit",
         "shorten it; generated tables belong in an indicator or a loop"},
    Rule{RuleId::Encoding, "encoding", "the source has to be UTF-8 text without control characters",
         "save the file as UTF-8"},
    Rule{RuleId::Include, "include", "the one header is included once, and nothing else is",
         "begin with #include <stratgen/strategy.hpp> and drop the other includes"},
    Rule{RuleId::Preprocessor, "preprocessor",
         "preprocessor directives hide what is compiled, so none but the include is allowed",
         "use constexpr constants, functions and templates"},
    Rule{RuleId::Digraph, "digraph", "digraphs hide what is written", "write [ ] { } or # itself"},
    Rule{RuleId::Trigraph, "trigraph", "trigraphs hide what is written",
         "write the character itself"},
    Rule{RuleId::LineSplice, "line-splice",
         "a backslash at the end of a line joins lines out of sight",
         "end the line without the backslash"},
    Rule{RuleId::UniversalName, "universal-character",
         "universal character names hide what is written", "write the character itself, in ASCII"},
    Rule{RuleId::NonAscii, "non-ascii", "only comments and texts may hold non-ASCII characters",
         "use ASCII letters in names"},
    Rule{
        RuleId::ReservedName, "reserved-name",
        "names with a double underscore, with _ and a capital, or of the API's macros are reserved",
        "choose another name; the API offers abs, sqrt, isnan and the like without builtins"},
    Rule{RuleId::Nesting, "nesting",
         "an expression or a chain of statements this long is not compiled",
         "split it into several statements or functions"},
    Rule{RuleId::CodeSize, "code-size", "a function or a struct this long is not compiled",
         "use loops over arrays, and several functions"},

    Rule{RuleId::Assembly, "assembly", "inline assembly is not allowed", "write it in C++"},
    Rule{RuleId::Attribute, "attribute", "this attribute is not allowed",
         "use maybe_unused, likely, unlikely, nodiscard or fallthrough, or none"},
    Rule{RuleId::Extension, "extension", "extensions of a compiler are not allowed",
         "write standard C++20"},
    Rule{RuleId::Volatile, "volatile", "volatile has no meaning in a strategy", "drop it"},
    Rule{RuleId::Type, "type", "this type is not one that a strategy may use",
         "use bool, int, long, float, double, enums, structs, arrays and the API's types"},
    Rule{RuleId::VariableLengthArray, "variable-length-array",
         "the length of an array has to be a constant", "use a constexpr length or List<T, N>"},
    Rule{RuleId::Coroutine, "coroutine", "coroutines are not allowed", "keep state in members"},
    Rule{RuleId::Module, "module", "modules are not allowed",
         "#include <stratgen/strategy.hpp> is all there is"},
    Rule{RuleId::Concept, "concept", "concepts and requires are not allowed",
         "use plain templates and static_assert"},
    Rule{RuleId::Pointer, "pointer", "pointers of any kind are not allowed",
         "use values, references as parameters, arrays with [] or List<T, N>"},
    Rule{RuleId::This, "this", "`this` is only for this->member and a lambda's [this]",
         "name the member, or pass the values that are needed"},
    Rule{RuleId::Heap, "heap", "new and delete are not allowed",
         "use members, std::array<T, N> or List<T, N>"},
    Rule{RuleId::Union, "union", "unions are not allowed", "use a struct"},
    Rule{RuleId::ReferenceMember, "reference-member", "a member may not hold a reference",
         "keep a value, or an index into an array"},
    Rule{RuleId::ReferenceReturn, "reference-return", "a function may not return a reference",
         "return by value; capture by value in a lambda that is returned"},
    Rule{RuleId::DanglingReference, "dangling-reference",
         "this reference would outlive the temporary that it names",
         "name the value: auto x = ... instead of auto& x = ..."},
    Rule{RuleId::PassedDeclaration, "passed-declaration",
         "a case label leads past the declaration of this local, which then has no value",
         "declare it before the switch, or give each case its own { }"},
    Rule{RuleId::Cast, "cast", "casts are for numbers and enums only",
         "use static_cast, int(x) or (int)x on numbers; nothing else needs a cast"},
    Rule{RuleId::Rtti, "rtti", "run-time type information is not available",
         "decide by an enum or a template"},
    Rule{RuleId::Virtual, "virtual", "virtual functions are not allowed",
         "init() and next() are found by name, without virtual and override"},
    Rule{RuleId::Destructor, "destructor", "destructors are not allowed",
         "nothing needs to be released: drop it"},
    Rule{RuleId::Friend, "friend", "friend is not allowed", "make the members public"},
    Rule{RuleId::LiteralOperator, "literal-operator", "literal operators are not allowed",
         "write a constexpr function"},
    Rule{RuleId::Goto, "goto", "goto and labels are not allowed", "use loops, break and return"},
    Rule{RuleId::Exceptions, "exceptions", "throw, try and catch are not allowed",
         "return early, or reject(\"...\") in init()"},
    Rule{RuleId::Extern, "extern", "extern declarations are not allowed",
         "define it here, or use what the API offers"},
    Rule{RuleId::Variadic, "variadic", "C variadic functions are not allowed",
         "use a template with a parameter pack"},
    Rule{RuleId::UndefinedFunction, "undefined-function",
         "this function is declared and never defined",
         "define it in the file, or use what the API offers"},
    Rule{RuleId::EntryPoint, "entry-point",
         "main and stratgen_run are where a program is entered, which is not the strategy's to say",
         "rename it; init() and next() are called by the engine"},
    Rule{RuleId::State, "state", "state outside the struct would be shared between backtests",
         "make it a member of the strategy, or a constexpr value"},
    Rule{RuleId::Unlisted, "unlisted", "this construct is not part of what a strategy may use",
         "write it with plain statements, structs and functions"},

    Rule{RuleId::OneStrategy, "one-strategy",
         "a file holds one strategy, named once by STRATGEN_STRATEGY(Name)",
         "end the file with STRATGEN_STRATEGY(Name), and give each strategy its own file"},
    Rule{RuleId::StrategyShape, "strategy-shape",
         "a strategy is a struct with public members and no constructor that derives directly and "
         "publicly from Strategy or SignalStrategy alone",
         "struct Name : Strategy { members with initialisers; void init() {} void next() {} };"},
    Rule{RuleId::StrategyNext, "strategy-next",
         "a Strategy needs void next(), a SignalStrategy needs long_entry()",
         "add void next() { ... }, or auto long_entry() { return ...; }"},
    Rule{RuleId::SignalForm, "signal-form",
         "the conditions of a SignalStrategy are expressions over series, its size and stops "
         "numbers",
         "auto long_entry() { return crossover(a, b); }, with auto, shift(close, 1) for close[1], "
         "and no state; or derive from Strategy and write next()"},
    Rule{RuleId::StrategySize, "strategy-size", "a strategy object may hold up to 1 MB",
         "shorten its arrays"},
    Rule{RuleId::FrameSize, "frame-size", "the locals of a function may hold up to 2 MB",
         "make large arrays members, or shorten them"},
    Rule{RuleId::ApiNamespace, "api-namespace",
         "nothing may be declared, specialised or opened in the API's namespace or in std",
         "declare it in your own struct or namespace"},
    Rule{RuleId::ApiInternal, "api-internal", "this belongs to the inside of the API",
         "use the names that the API documents"},
    Rule{RuleId::ParamPlace, "param-place", "param() belongs in the initialiser of a member",
         "int n = param(\"n\", 20); among the members, and use n here"},
    Rule{RuleId::ParamArgument, "param-argument",
         "param() takes a text of its own, used once, and constants",
         "param(\"name\", 20, {5, 60, 5})"},
    Rule{RuleId::ParamType, "param-type", "a double parameter does not fit this member",
         "make the member a double, or give the default as an int: 20 instead of 20.0"},
    Rule{RuleId::InitOnly, "init-only",
         "indicators, each_bar and asset are computed in init(), not bar by bar",
         "keep it in a Series member that init() assigns, and read the member here"},
    Rule{RuleId::NegativeIndex, "negative-index", "an index counts bars back: the future has none",
         "close[0] is the current bar, close[1] the one before"},
    Rule{RuleId::TagText, "tag-text", "a tag's text has at most 15 characters",
         "shorten it, or use an integer"},
    Rule{RuleId::TernaryInt, "ternary-int",
         "an integer on one side of ?: makes one of the series on the other side: 0.3 becomes 0",
         "write both sides as doubles: double(n) instead of n, 0.0 instead of 0"},
    Rule{RuleId::SeriesValue, "series-value",
         "a series is read where it cannot have been given a value",
         "assign it in init(), or declare it above the member whose initialiser reads it"},

    Rule{RuleId::CompileLimit, "compile-limit",
         "the compiler has to get through a source within 2 s and 2 GiB, without a crash",
         "simplify it: fewer templates and constant expressions, shorter tables, less nesting"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (static_cast<std::size_t>(table[i].key) != i) return false;
  return true;
}
static_assert(in_order());

// Of the page: what is no rule of the text, and narrower than C++ all the same.
constexpr std::string_view ends_a_run = R"(
## What compiles and ends the run

These are known at run time only. They end the backtest with exit code 5 and the line.

- An integer conversion that loses the value, written out as a cast or not, although C++ defines it: `unsigned u = -1`,
  `(unsigned char)n` and `static_cast<short>(n)` of an `n` that does not fit. Write `n & 255` where the low bits are meant.
  Between unsigned types conversions wrap, as their arithmetic does; an enum takes any value of its underlying type.
- A `double` that an integer cannot hold, NaN among them, converted to it.
- Overflow of signed integers, a division by zero, a shift by more bits than there are.
- An index outside an array or a list, a negative index of a series, a `Series` that init() never assigned.
- Loops and recursion that do not end, more stack or memory than a run may have.
)";

}  // namespace

std::span<const Rule> rules() { return table; }

const Rule& rule(RuleId key) { return table[static_cast<std::size_t>(key)]; }

Diagnostic finding(RuleId key, std::string_view subject, std::string_view file, int line,
                   int column) {
  const Rule& broken = rule(key);
  return {.rule = std::string(broken.id),
          .file = std::string(file),
          .line = line,
          .column = column,
          .message = subject.empty() ? std::string(broken.reason)
                                     : fmt::format("{}: {}", subject, broken.reason),
          .hint = std::string(broken.hint)};
}

std::string rules_page() {
  std::string page =
      "# Rules\n\n"
      "What a strategy's source is refused for, beside what the compiler itself says (rule "
      "`compile`). This page is\nwritten by `rules_page` from the table in "
      "`compiler/check/rules.cpp`; a test compares the two.\n\n"
      "| rule | reason | instead |\n|---|---|---|\n";
  for (const Rule& each : table)
    page += fmt::format("| `{}` | {} | {} |\n", each.id, each.reason, each.hint);
  return page + std::string(ends_a_run);
}

}  // namespace stratgen
