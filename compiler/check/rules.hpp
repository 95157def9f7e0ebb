// The rules that a strategy's source is held to. One table makes the diagnostics and docs/RULES.md.
#pragma once

#include "runtime/base/error.hpp"

#include <span>
#include <string>
#include <string_view>

namespace stratgen {

enum class RuleId {
  // of the text
  SourceSize,
  Encoding,
  Include,
  Preprocessor,
  Digraph,
  Trigraph,
  LineSplice,
  UniversalName,
  NonAscii,
  ReservedName,
  Nesting,
  CodeSize,
  // of the language
  Assembly,
  Attribute,
  Extension,
  Volatile,
  Type,
  VariableLengthArray,
  Coroutine,
  Module,
  Concept,
  Pointer,
  This,
  Heap,
  Union,
  ReferenceMember,
  ReferenceReturn,
  DanglingReference,
  PassedDeclaration,
  Cast,
  Rtti,
  Virtual,
  Destructor,
  Friend,
  LiteralOperator,
  Goto,
  Exceptions,
  Extern,
  Variadic,
  UndefinedFunction,
  EntryPoint,
  State,
  Unlisted,
  // of the API
  OneStrategy,
  StrategyShape,
  StrategyNext,
  SignalForm,
  StrategySize,
  FrameSize,
  ApiNamespace,
  ApiInternal,
  ParamPlace,
  ParamArgument,
  ParamType,
  InitOnly,
  NegativeIndex,
  TagText,
  TernaryInt,
  SeriesValue,
  // of the compiler
  CompileLimit,
};

struct Rule {
  RuleId key;
  std::string_view id;      // what diagnostics, prompts and docs call it
  std::string_view reason;  // one line: what is refused and why
  std::string_view hint;    // what to write instead
};

std::span<const Rule> rules();  // in the order of RuleId
const Rule& rule(RuleId key);

// `subject` is the offending text, quoted by the caller where that helps; it may be empty.
Diagnostic finding(RuleId key, std::string_view subject, std::string_view file, int line,
                   int column);

// docs/RULES.md
std::string rules_page();

}  // namespace stratgen
