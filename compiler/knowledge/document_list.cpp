#include "compiler/knowledge/document_list.hpp"

#include "compiler/knowledge/closest_name.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace stratgen {
namespace {

// category/slug -> path, of the folders below `root`; the map's order is the order of the list.
Result<std::map<std::string, std::filesystem::path>> find_documents(
    const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::map<std::string, fs::path> found;
  std::error_code ec;
  const auto documents_in = [&](const fs::path& folder) {
    for (fs::directory_iterator entry(folder, ec), end; !ec && entry != end; entry.increment(ec)) {
      const fs::path& path = entry->path();
      if (path.extension() != ".md") continue;
      found[(folder.filename() / path.stem()).generic_string()] = path;
    }
  };
  for (fs::directory_iterator entry(root, ec), end; !ec && entry != end; entry.increment(ec)) {
    if (entry->is_directory(ec)) documents_in(entry->path());
    if (ec) break;
  }
  if (ec) {
    return fail(Fault::Data,
                fmt::format("cannot list the documents in {}: {}; give the folder that "
                            "holds strategies/<category>/<slug>.md",
                            root.string(), ec.message()));
  }
  return found;
}

std::string slug_of(const std::string& category_and_slug) {
  return category_and_slug.substr(category_and_slug.find('/') + 1);
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  // On a mismatch only the last star needs to be tried again, one character longer.
  std::size_t p = 0, t = 0;
  std::size_t star = pattern.npos, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() &&
               (pattern[p] == text[t] || (pattern[p] == '?' && text[t] != '/'))) {
      ++p;
      ++t;
    } else if (star != pattern.npos && text[star_text] != '/') {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Result<std::vector<std::filesystem::path>> list_documents(
    const std::filesystem::path& knowledge_folder, std::string_view only_glob) {
  STRATGEN_TRY(const auto documents, find_documents(knowledge_folder / "strategies"));
  if (documents.empty()) {
    return fail(Fault::Data, fmt::format("{} holds no document; documents lie at "
                                         "strategies/<category>/<slug>.md in it",
                                         knowledge_folder.string()));
  }
  std::vector<std::filesystem::path> paths;
  std::vector<std::string> slugs;
  for (const auto& [name, path] : documents) {
    const std::string slug = slug_of(name);
    if (only_glob.empty() || matches_glob(only_glob, slug) || matches_glob(only_glob, name)) {
      paths.push_back(path);
    }
    slugs.push_back(slug);
  }
  if (paths.empty()) {
    return fail(Fault::Usage,
                fmt::format("no document in {} matches '{}'{}", knowledge_folder.string(),
                            only_glob, did_you_mean(only_glob, slugs)));
  }
  return paths;
}

Result<std::vector<std::filesystem::path>> list_supporting_documents(
    const std::filesystem::path& knowledge_folder) {
  STRATGEN_TRY(const auto documents, find_documents(knowledge_folder));
  std::vector<std::filesystem::path> paths;
  for (const auto& [name, path] : documents) {
    // A document directly in strategies/ lacks its category, and is no supporting one.
    if (!name.starts_with("strategies/")) paths.push_back(path);
  }
  return paths;
}

}  // namespace stratgen
