#include "compiler/knowledge/document_list.hpp"

#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

std::vector<std::string> names_in(const TemporaryFolder& folder, std::string_view glob) {
  const auto paths = list_documents(folder.path(), glob);
  REQUIRE(paths);
  std::vector<std::string> names;
  for (const auto& path : *paths) {
    names.push_back(path.lexically_relative(folder.path() / "strategies").generic_string());
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("documents are listed by category and slug") {
  const TemporaryFolder folder;
  for (const char* below : {"momentum/sma.md", "momentum/sma-fast.md", "mean-reversion/rsi.md",
                            "momentum/notes.txt", "momentum/deeper/x.md", "readme.md"}) {
    folder.write(std::filesystem::path("strategies") / below, "text");
  }
  CHECK(names_in(folder, "") ==
        Names{"mean-reversion/rsi.md", "momentum/sma.md", "momentum/sma-fast.md"});
  CHECK(names_in(folder, "sma") == Names{"momentum/sma.md"});
  CHECK(names_in(folder, "sma*") == Names{"momentum/sma.md", "momentum/sma-fast.md"});
  CHECK(names_in(folder, "momentum/*") == Names{"momentum/sma.md", "momentum/sma-fast.md"});
  CHECK(names_in(folder, "m*/r?i") == Names{"mean-reversion/rsi.md"});
}

TEST_CASE("a pattern without a match is wrong usage and names what is close") {
  const TemporaryFolder folder;
  folder.write("strategies/momentum/sma-crossover.md", "text");
  const auto none = list_documents(folder.path(), "sma-crosover");
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == Fault::Usage);
  CHECK(none.error().message.ends_with("matches 'sma-crosover'; did you mean sma-crossover?"));
}

TEST_CASE("a folder without documents is bad data") {
  const TemporaryFolder folder;
  const auto missing = list_documents(folder.path(), "");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().fault == Fault::Data);
  std::filesystem::create_directories(folder.path() / "strategies/momentum");
  const auto empty = list_documents(folder.path(), "");
  REQUIRE_FALSE(empty);
  CHECK(empty.error().fault == Fault::Data);
}

TEST_CASE("globs") {
  CHECK(matches_glob("*", "anything"));
  CHECK(matches_glob("a*b*c", "axxbxbc"));
  CHECK(matches_glob("", ""));
  CHECK_FALSE(matches_glob("", "a"));
  CHECK_FALSE(matches_glob("a?", "a"));
  CHECK_FALSE(matches_glob("*", "momentum/sma"));  // a star does not cross a slash
  CHECK_FALSE(matches_glob("momentum?sma", "momentum/sma"));
  CHECK_FALSE(matches_glob(std::string(50, '*') + "b", std::string(10'000, 'a')));
}
