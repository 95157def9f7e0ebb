#include "compiler/knowledge/document_check.hpp"

#include "compiler/knowledge/document_form.hpp"
#include "compiler/knowledge/document_list.hpp"
#include "compiler/knowledge/supporting_doc.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace stratgen {
namespace {

namespace fs = std::filesystem;
using Findings = std::vector<Diagnostic>;
using Names = std::vector<std::string>;

constexpr std::size_t least_concepts = 2, most_concepts = 6;

// The readers' errors begin with "file:line: ".
Diagnostic finding_of(const Error& error, const std::string& file) {
  Diagnostic finding{.rule = "", .file = file, .message = error.message, .hint = ""};
  std::string_view rest = error.message;
  if (!rest.starts_with(file + ":")) return finding;
  rest.remove_prefix(file.size() + 1);
  const auto [end, ec] = std::from_chars(rest.data(), rest.data() + rest.size(), finding.line);
  const std::string_view message = rest.substr(static_cast<std::size_t>(end - rest.data()));
  finding.message = message.substr(std::min(message.find_first_not_of(": "), message.size()));
  return finding;
}

// "0.95" of "Equity used: 0.95 (...": the number that stands after `before`.
std::optional<double> number_after(std::string_view line, std::string_view before) {
  const std::size_t at = line.find(before);
  if (at == line.npos) return std::nullopt;
  const char* const begin = line.data() + at + before.size();
  double value = 0;
  const auto [end, ec] = std::from_chars(begin, line.data() + line.size(), value);
  if (ec != std::errc{}) return std::nullopt;
  return value;
}

// The "### " part of the mechanics.
struct Part {
  int line = 0;
  std::string name;
  std::vector<NumberedLine> lines;
};

std::vector<Part> parts_of(const Section& mechanics) {
  std::vector<Part> parts;
  for (const NumberedLine& line : lines_of(mechanics.text, mechanics.line + 1)) {
    if (line.text.starts_with("### ")) {
      parts.push_back({line.number, std::string(line.text.substr(4)), {}});
    } else if (!parts.empty()) {
      parts.back().lines.push_back(line);
    }
  }
  return parts;
}

// The one line of `part` that begins so, or a finding.
std::optional<NumberedLine> fixed_line(const Part& part, std::string_view begin,
                                       std::string_view form, DocumentForm& document) {
  std::vector<NumberedLine> found;
  for (const NumberedLine& line : part.lines) {
    if (line.text.starts_with(begin)) found.push_back(line);
  }
  if (found.size() == 1) return found.front();
  document.add(part.line, fmt::format("'{}' needs exactly one line '{}'", part.name, form));
  return std::nullopt;
}

void check_stop(const Part& part, DocumentForm& document) {
  constexpr std::string_view form =
      "Protective stop: 5 % from the close of the decision bar (stop_loss_pct = 0.05).";
  const auto line = fixed_line(part, "Protective stop: ", form, document);
  if (!line || line->text == "Protective stop: none (stop_loss_pct = 0).") return;
  const auto percent = number_after(line->text, "Protective stop: ");
  const auto fraction = number_after(line->text, "(stop_loss_pct = ");
  const bool whole =
      percent && fraction &&
      line->text.find(" % from the close of the decision bar (") != line->text.npos &&
      line->text.ends_with(").");
  if (!whole || std::abs(*percent / 100 - *fraction) > 1e-9 || *fraction <= 0 || *fraction >= 1) {
    document.add(line->number, fmt::format("the stop must read '{}' or 'Protective stop: none "
                                           "(stop_loss_pct = 0).'",
                                           form));
  }
}

void check_size(const Part& part, DocumentForm& document) {
  constexpr std::string_view form = "Equity used: 0.95 (position_size_pct = 0.95).";
  const auto line = fixed_line(part, "Equity used: ", form, document);
  if (!line) return;
  const auto used = number_after(line->text, "Equity used: ");
  const auto named = number_after(line->text, "(position_size_pct = ");
  if (!used || used != named || *used <= 0 || *used > 1 || !line->text.ends_with(").")) {
    document.add(
        line->number,
        fmt::format("the size must read '{}', with one number above 0 and at most 1", form));
  }
}

void check_mechanics(const KnowledgeDoc& doc, DocumentForm& document) {
  const Section& mechanics = document.section("Mechanics");
  const std::vector<Part> parts = parts_of(mechanics);
  Names names;
  for (const Part& part : parts) names.push_back(part.name);
  const Names needed = {"Signal", "Entry", "Exit", "Sizing"};
  Names with_rebalancing = needed;
  with_rebalancing.emplace_back("Rebalancing");
  if (names != needed && names != with_rebalancing) {
    document.add(mechanics.line,
                 fmt::format("the mechanics have the parts {}; they must be {}, and Rebalancing "
                             "where there is one",
                             fmt::join(names, ", "), fmt::join(needed, ", ")));
  }
  for (const Part& part : parts) {
    if (part.name == "Exit") check_stop(part, document);
    if (part.name == "Sizing") check_size(part, document);
  }
  for (const DocParameter& parameter : doc.parameters) {
    if (has_identifier(mechanics.text, parameter.name)) continue;
    document.add(mechanics.line,
                 fmt::format("the mechanics do not use the parameter {}; use it or take it out",
                             parameter.name));
  }
}

void check_adaptation(const KnowledgeDoc& doc, DocumentForm& document) {
  const Section& section = document.section("One-asset adaptation");
  const std::vector<NumberedLine> lines = lines_of(section.text, section.line + 1);
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](const NumberedLine& line) { return !line.text.empty(); });
  const std::string expressible = fmt::format("Expressible: {}.", doc.universe.front());
  if (first->text.starts_with("Not expressible: ")) return;
  if (first->text != expressible) {
    document.add(first->number,
                 fmt::format("the first line must be '{}', or 'Not expressible: ' and the reason",
                             expressible));
  }
  for (const Bullet& bullet : bullets_of(section.text, section.line + 1)) {
    if (bullet.text.find(" -> ") != bullet.text.npos) continue;
    document.add(bullet.line, "the difference must read 'source -> here'");
  }
}

void check_choices(const KnowledgeDoc& doc, DocumentForm& document) {
  const Names known = {"prices",  "volume",        "fundamentals",  "news",
                       "options", "futures-curve", "interest-rates"};
  for (const std::string& datum : doc.data) {
    if (std::find(known.begin(), known.end(), datum) != known.end()) continue;
    document.add(document.line_of_key("data"),
                 fmt::format("'{}' is no kind of data; use {}", datum, fmt::join(known, ", ")));
  }
  if (doc.concepts.size() < least_concepts || doc.concepts.size() > most_concepts) {
    document.add(document.line_of_key("concepts"),
                 fmt::format("{} concepts; name {} to {} that the mechanics need",
                             doc.concepts.size(), least_concepts, most_concepts));
  }
}

void check_common(DocumentForm& document, const std::vector<Source>& sources) {
  document.check_entries("sources", sources.size());
  document.check_lines();
  document.check_quotable();
}

// Documents of both kinds can be asked for by slug alone.
void check_slugs(const std::vector<fs::path>& paths, Findings& findings) {
  std::map<std::string, fs::path> first;
  for (const fs::path& path : paths) {
    const auto [other, is_new] = first.emplace(path.stem().string(), path);
    if (is_new) continue;
    findings.push_back(
        {.rule = "",
         .file = path.string(),
         .line = 1,
         .message = fmt::format("{} has the same slug; rename one", other->second.string()),
         .hint = ""});
  }
}

void append(Findings more, Findings& findings) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<Diagnostic> check_strategy_document(const fs::path& knowledge_folder,
                                                const fs::path& path) {
  const auto doc = read_knowledge_doc(knowledge_folder, path);
  if (!doc) return {finding_of(doc.error(), path.string())};
  DocumentForm document(path.string(), doc->text, strategy_headings());
  document.check_keys(Names{"title", "category", "sources", "universe", "data", "timeframe",
                            "horizon", "concepts", "parameters"},
                      Names{"universe", "data", "concepts"});
  check_common(document, doc->sources);
  document.check_entries("parameters", doc->parameters.size());
  document.check_words(strategy_words[0], strategy_words[1]);
  document.check_references(doc->sources);
  check_choices(*doc, document);
  check_mechanics(*doc, document);
  check_adaptation(*doc, document);
  return document.take();
}

std::vector<Diagnostic> check_supporting_document(const fs::path& knowledge_folder,
                                                  const fs::path& path) {
  const auto doc = read_supporting_doc(knowledge_folder, path);
  if (!doc) return {finding_of(doc.error(), path.string())};
  DocumentForm document(path.string(), doc->text, supporting_headings());
  document.check_keys(Names{"title", "category", "sources", "related"}, Names{"related"});
  check_common(document, doc->sources);
  document.check_words(supporting_words[0], supporting_words[1]);
  const Section& in_short = document.section("In short");
  if (const std::size_t words = words_in(in_short.text); words > in_short_words) {
    document.add(in_short.line,
                 fmt::format("{} words in short; write at most {}", words, in_short_words));
  }
  if (!doc->sources.empty()) {
    document.check_references(doc->sources);
  } else if (document.section("References")
                 .text.find("None: this document describes stratgen itself.") ==
             std::string_view::npos) {
    document.add(
        document.section("References").line,
        "without sources the references are 'None: this document describes stratgen itself.'");
  }
  for (const std::string& name : doc->related) {
    std::error_code ec;
    if (fs::is_regular_file(supporting_path(knowledge_folder, name), ec) && name != doc->name)
      continue;
    document.add(document.line_of_key("related"),
                 fmt::format("{} is not another document of the knowledge base", name));
  }
  return document.take();
}

Result<BaseCheck> check_knowledge_base(const fs::path& knowledge_folder) {
  STRATGEN_TRY(const std::vector<fs::path> strategies, list_documents(knowledge_folder, ""));
  STRATGEN_TRY(std::vector<fs::path> all, list_supporting_documents(knowledge_folder));
  BaseCheck check;
  for (const fs::path& path : strategies) {
    ++check.strategies[path.parent_path().filename().string()];
    append(check_strategy_document(knowledge_folder, path), check.findings);
  }
  for (const fs::path& path : all) {
    ++check.supporting[path.parent_path().filename().string()];
    append(check_supporting_document(knowledge_folder, path), check.findings);
  }
  all.insert(all.begin(), strategies.begin(), strategies.end());
  check_slugs(all, check.findings);
  return check;
}

}  // namespace stratgen
