// Which documents there are.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace stratgen {

// `*` stands for any characters but '/', `?` for one of them.
bool matches_glob(std::string_view pattern, std::string_view text);

// <knowledge_folder>/strategies/<category>/<slug>.md, sorted by category and slug, of those whose
// slug or category/slug matches `only_glob` (empty: all). None at all is an Error: Fault::Data when
// the folder holds no document, Fault::Usage when the pattern matches none.
Result<std::vector<std::filesystem::path>> list_documents(
    const std::filesystem::path& knowledge_folder, std::string_view only_glob);

// <knowledge_folder>/<category>/<slug>.md, the supporting documents, sorted by category and slug;
// there may be none. A folder that cannot be read is an Error (Fault::Data).
Result<std::vector<std::filesystem::path>> list_supporting_documents(
    const std::filesystem::path& knowledge_folder);

}  // namespace stratgen
