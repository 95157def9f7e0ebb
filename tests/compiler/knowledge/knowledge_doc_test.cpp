#include "compiler/knowledge/knowledge_doc.hpp"

#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// The message for `text` at strategies/momentum/sma.md, without the folder before the file's name.
std::string error_of(const std::string& text) {
  const TemporaryFolder folder;
  const auto path = folder.write("strategies/momentum/sma.md", text);
  const auto doc = read_knowledge_doc(folder.path(), path);
  REQUIRE_FALSE(doc);
  CHECK(doc.error().fault == Fault::Data);
  const std::string& message = doc.error().message;
  REQUIRE(message.starts_with(path.string()));
  return "sma.md" + message.substr(path.string().size());
}

std::string error_with(std::string_view from, std::string_view to) {
  return error_of(with(valid_document, from, to));
}

}  // namespace

TEST_CASE("a document knows its place, its text and its hash") {
  const TemporaryFolder folder;
  const auto path = folder.write("strategies/momentum/sma.md", valid_document);
  const auto doc = read_knowledge_doc(folder.path(), path);
  REQUIRE(doc);
  CHECK(doc->path == path);
  CHECK(doc->reference == "strategies/momentum/sma.md");
  CHECK(doc->slug == "sma");
  CHECK(doc->category == "momentum");
  CHECK(doc->title == "Moving Average Crossover");
  CHECK(doc->text == valid_document);
  CHECK(doc->hash.size() == 64);
}

TEST_CASE("the hash is the sha256 of the bytes in the file") {
  const TemporaryFolder folder;
  const auto path = folder.write("strategies/momentum/sma.md", valid_document);
  const auto before = read_knowledge_doc(folder.path(), path);
  folder.write("strategies/momentum/sma.md", with(valid_document, "Whipsaws.", "Whipsaws!"));
  const auto after = read_knowledge_doc(folder.path(), path);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->hash != after->hash);
}

TEST_CASE("lines may end as on Windows") {
  std::string text;
  for (const char c : valid_document) {
    if (c == '\n') text += '\r';
    text += c;
  }
  const TemporaryFolder folder;
  const auto doc =
      read_knowledge_doc(folder.path(), folder.write("strategies/momentum/sma.md", text));
  REQUIRE(doc);
  CHECK(doc->horizon == "weeks to months");
}

TEST_CASE("front matter must be there and end") {
  CHECK(error_of("# No front matter\n") ==
        "sma.md:1: the first line must be ---, then the front matter");
  CHECK(error_of("") == "sma.md:1: the first line must be ---, then the front matter");
  CHECK(error_of("---\ntitle: x\n") ==
        "sma.md:1: the front matter has no end; close it with a line ---");
}

TEST_CASE("the category is the folder's name") {
  CHECK(error_with("category: momentum", "category: trend") ==
        "sma.md:3: category 'trend' is not the folder's name 'momentum'; make them equal");
}

TEST_CASE("every heading is there once, in order and with text") {
  // The front matter ends at line 17; "## Thesis" is line 20 and the sections follow 3 lines apart.
  CHECK(error_with("## Thesis\nTrends persist.\n", "") ==
        "sma.md:21: the heading '## Thesis' is missing before '## Mechanics'; add it");
  CHECK(error_with("## References\n", "") ==
        "sma.md:36: the heading '## References' is missing; add it");
  CHECK(error_with("## Mechanics", "## Mechanic") ==
        "sma.md:23: '## Mechanic' is not one of the document's headings; did you mean Mechanics?");
  CHECK(error_with("## References", "## Thesis") ==
        "sma.md:35: the heading '## Thesis' comes twice or too late; the order is Thesis, "
        "Mechanics, One-asset adaptation, Costs and weaknesses, What the literature reports, "
        "References, each once");
  CHECK(error_with("Trends persist.", " ") == "sma.md:20: the section 'Thesis' is empty; write it");
  CHECK(error_with("Brock et al. 1992.\n", "") ==
        "sma.md:35: the section 'References' is empty; write it");
}

TEST_CASE("what looks like a heading in a code block is none") {
  const TemporaryFolder folder;
  const auto path = folder.write("strategies/momentum/sma.md",
                                 with(valid_document, "Whipsaws.", "```\n## Other\n```"));
  CHECK(read_knowledge_doc(folder.path(), path));
}

TEST_CASE("a document that is not UTF-8 is refused with its line") {
  CHECK(error_with("Whipsaws", "Wh\xffpsaws") ==
        "sma.md:30: the line is not UTF-8 text; save it as UTF-8");
}

TEST_CASE("a document lies in a category's folder under a plain name") {
  const TemporaryFolder folder;
  for (const char* below : {"strategies/sma.md", "momentum/sma.md", "strategies/momentum/x/sma.md",
                            "strategies/momentum/SMA.md", "strategies/momentum/sma.txt"}) {
    const auto doc = read_knowledge_doc(folder.path(), folder.write(below, valid_document));
    REQUIRE_FALSE(doc);
    CHECK(doc.error().message.find("strategies/<category>/<slug>.md") != std::string::npos);
  }
  const auto missing = read_knowledge_doc(folder.path(), folder.path() / "strategies/a/none.md");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("none.md: No such file") != std::string::npos);
}

TEST_CASE("identifiers are what param() can be named") {
  CHECK(is_identifier("fast_period2"));
  CHECK(is_identifier("_x"));
  CHECK_FALSE(is_identifier(""));
  CHECK_FALSE(is_identifier("2fast"));
  CHECK_FALSE(is_identifier("fast-period"));
  CHECK_FALSE(is_identifier(std::string(65, 'x')));
}
