#include "compiler/inspect/source_colour.hpp"

#include "compiler/check/lexer_scan.hpp"
#include "embedded/contract_headers.hpp"

#include <clang-c/Index.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

namespace stratgen {

namespace {

// Nothing of these names is on a disk.
constexpr const char* source_name = "/stratgen/strategy.cpp";
const std::string header_root = "/stratgen/include/";

template <auto dispose>
struct Dispose {
  template <class T>
  void operator()(T* value) const {
    dispose(value);
  }
};
using Index = std::unique_ptr<void, Dispose<clang_disposeIndex>>;
using TranslationUnit = std::unique_ptr<std::remove_pointer_t<CXTranslationUnit>,
                                        Dispose<clang_disposeTranslationUnit>>;

std::string taken(CXString text) {
  const char* const characters = clang_getCString(text);
  std::string result = characters ? characters : "";
  clang_disposeString(text);
  return result;
}

// The limits are those of a compile: a text that it gets through, this parse gets through.
TranslationUnit parse(CXIndex index, std::string_view source) {
  constexpr const char* arguments[] = {"-x",
                                       "c++",
                                       "-std=c++20",
                                       "-nostdinc",
                                       "-nostdinc++",
                                       "-isystem",
                                       "/stratgen/include",
                                       "-fno-rtti",
                                       "-fno-exceptions",
                                       "-ftemplate-depth=64",
                                       "-fconstexpr-steps=100000",
                                       "-fconstexpr-depth=64",
                                       "-fbracket-depth=128",
                                       "-ferror-limit=20",
                                       "-w"};
  std::vector<std::string> names;
  for (const EmbeddedFile& each : contract_headers())
    names.push_back(header_root + std::string(each.path));
  std::vector<CXUnsavedFile> files = {{source_name, source.data(), source.size()}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view text = contract_headers()[i].text;
    files.push_back({names[i].c_str(), text.data(), text.size()});
  }
  CXTranslationUnit unit = nullptr;
  clang_parseTranslationUnit2(
      index, source_name, arguments, static_cast<int>(std::size(arguments)), files.data(),
      static_cast<unsigned>(files.size()),
      CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing, &unit);
  return TranslationUnit(unit);
}

bool is_fundamental(std::string_view keyword) {
  constexpr std::array names = {"auto", "bool",  "char",   "double",   "float", "int",
                                "long", "short", "signed", "unsigned", "void"};
  return std::find(names.begin(), names.end(), keyword) != names.end();
}

bool is_of_contract(CXCursor declaration) {
  return clang_Location_isInSystemHeader(clang_getCursorLocation(declaration)) != 0;
}

// What a name stands for. In a template it may be one of several functions.
CXCursor referenced(CXCursor cursor) {
  const CXCursor declaration = clang_getCursorReferenced(cursor);
  if (clang_getNumOverloadedDecls(declaration) > 0) return clang_getOverloadedDecl(declaration, 0);
  return declaration;
}

std::optional<Syntax> syntax_of_name(CXCursor cursor, std::string_view name,
                                     CXSourceLocation location) {
  const CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_MacroExpansion) return Syntax::Api;
  if (clang_isPreprocessing(kind) != 0) return Syntax::Directive;
  if (kind == CXCursor_TypeRef || kind == CXCursor_TemplateRef) return Syntax::Type;
  if (clang_isDeclaration(kind) != 0) {
    const bool is_the_name = clang_equalLocations(clang_getCursorLocation(cursor), location) != 0 &&
                             taken(clang_getCursorSpelling(cursor)) == name;
    if (is_the_name) return Syntax::Declaration;
    return std::nullopt;
  }
  if (kind == CXCursor_NamespaceRef) return std::nullopt;
  if (is_of_contract(referenced(cursor))) return Syntax::Api;
  return std::nullopt;
}

std::optional<Syntax> syntax_of(CXTranslationUnit unit, CXToken token, CXCursor cursor) {
  const std::string text = taken(clang_getTokenSpelling(unit, token));
  const bool is_directive = clang_getCursorKind(cursor) == CXCursor_InclusionDirective;
  switch (clang_getTokenKind(token)) {
    case CXToken_Comment:
      return Syntax::Comment;
    case CXToken_Keyword:
      return is_fundamental(text) ? Syntax::Type : Syntax::Keyword;
    case CXToken_Literal:
      if (is_directive) return Syntax::Directive;
      return text.front() == '.' || (text.front() >= '0' && text.front() <= '9') ? Syntax::Number
                                                                                 : Syntax::Text;
    case CXToken_Identifier:
      return syntax_of_name(cursor, text, clang_getTokenLocation(unit, token));
    case CXToken_Punctuation:
      return is_directive ? std::optional(Syntax::Directive) : std::nullopt;
  }
  return std::nullopt;
}

// The name of a field in "{.size = 1, .tag = x}", which clang gives no cursor where the field has a
// type that converts. The structs that strategies fill in so are mostly the contract's.
bool is_designator(CXTranslationUnit unit, const CXToken* token, unsigned index) {
  if (index < 2 || clang_getTokenKind(token[0]) != CXToken_Identifier) return false;
  if (taken(clang_getTokenSpelling(unit, token[-1])) != ".") return false;
  const std::string before = taken(clang_getTokenSpelling(unit, token[-2]));
  return before == "{" || before == ",";
}

std::size_t offset_of(CXSourceLocation location) {
  unsigned offset = 0;
  clang_getFileLocation(location, nullptr, nullptr, nullptr, &offset);
  return offset;
}

CXSourceRange whole(CXTranslationUnit unit, std::string_view source) {
  const CXFile file = clang_getFile(unit, source_name);
  return clang_getRange(
      clang_getLocationForOffset(unit, file, 0),
      clang_getLocationForOffset(unit, file, static_cast<unsigned>(source.size())));
}

}  // namespace

std::vector<SourceSpan> source_spans(std::string_view source) {
  if (source.empty() || !scan_source(source, source_name).empty()) return {};
  const Index index(clang_createIndex(/*excludeDeclarationsFromPCH=*/0, /*displayDiagnostics=*/0));
  const TranslationUnit unit = parse(index.get(), source);
  if (!unit) return {};
  CXToken* tokens = nullptr;
  unsigned count = 0;
  clang_tokenize(unit.get(), whole(unit.get(), source), &tokens, &count);
  std::vector<CXCursor> cursors(count);
  clang_annotateTokens(unit.get(), tokens, count, cursors.data());

  std::vector<SourceSpan> spans;
  for (unsigned i = 0; i < count; ++i) {
    const CXSourceRange extent = clang_getTokenExtent(unit.get(), tokens[i]);
    const std::size_t begin = offset_of(clang_getRangeStart(extent));
    const std::size_t end = std::min(offset_of(clang_getRangeEnd(extent)), source.size());
    const auto syntax = is_designator(unit.get(), tokens + i, i)
                            ? Syntax::Api
                            : syntax_of(unit.get(), tokens[i], cursors[i]);
    if (!syntax || begin >= end) continue;
    if (!spans.empty() && spans.back().syntax == syntax &&
        spans.back().offset + spans.back().length == begin)
      spans.back().length += end - begin;
    else
      spans.push_back({begin, end - begin, *syntax});
  }
  clang_disposeTokens(unit.get(), tokens, count);
  return spans;
}

}  // namespace stratgen
