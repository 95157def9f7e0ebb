// A knowledge document: one trading idea in Markdown. Front matter (YAML between two `---` lines)
// says what a program needs to know, six headings say the rest to a reader and to the model.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct Source {
  std::vector<std::string> authors;
  int year = 0;
  std::string title;
  std::string venue;
  std::optional<std::string> doi;
};

// A number that the idea depends on, with the range its source recommends: low <= default <= high.
struct DocParameter {
  std::string name;
  double default_value = 0;
  double low = 0;
  double high = 0;
  std::string from;  // where the range comes from
};

struct KnowledgeDoc {
  std::filesystem::path path;  // as opened
  std::string reference;       // below the knowledge folder: "strategies/momentum/sma-crossover.md"
  std::string slug;            // "sma-crossover"
  std::string category;        // "momentum", the folder's name
  std::string title;
  std::vector<Source> sources;
  std::vector<std::string> universe;
  std::vector<std::string> data;
  std::string timeframe;  // one of known_timeframes()
  std::string horizon;
  std::vector<std::string> concepts;  // the supporting documents it needs: "category/slug"
  std::vector<DocParameter> parameters;
  std::string concept_text;  // what prompts carry of them
  std::string text;          // the whole file
  std::string hash;          // its sha256
};

// The headings of the body, in order.
const std::vector<std::string>& strategy_headings();

// 1m 5m 15m 1h 4h 1d 1wk.
const std::vector<std::string>& known_timeframes();

// A letter or underscore, then letters, digits and underscores, at most 64: what param() can be
// named.
bool is_identifier(std::string_view name);

// Reads and checks <knowledge_folder>/strategies/<category>/<slug>.md, and of the concepts what
// prompts carry. What is wrong is an Error (Fault::Data) that says "file:line: what; what to do".
Result<KnowledgeDoc> read_knowledge_doc(const std::filesystem::path& knowledge_folder,
                                        const std::filesystem::path& path);

}  // namespace stratgen
