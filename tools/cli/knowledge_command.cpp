// stratgen knowledge: which documents there are, what they say, and whether they keep the format.
#include "compiler/knowledge/document_check.hpp"
#include "compiler/knowledge/document_search.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/knowledge_base.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <set>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct KnowledgeFlags {
  std::string folder;  // "" is the bundled base
  std::string category;
  std::string kind;
  std::string name;
  std::vector<std::string> words;
  int top = 10;

  std::filesystem::path base(const Context& context) const {
    return folder.empty() ? context.home.knowledge() : std::filesystem::path(folder);
  }
};

int table_width(const Context& context) {
  return context.out.is_terminal() ? context.out.columns() : 0;
}

Json document_json(const ListedDocument& document) {
  const bool strategy = document.kind == DocumentKind::Strategy;
  Json json = {{"name", document.name},          {"kind", to_string(document.kind)},
               {"category", document.category},  {"slug", document.slug},
               {"path", document.path.string()}, {"title", document.title},
               {"words", document.words}};
  if (strategy) {
    json["expressible"] = !document.symbol.empty();
    json["symbol"] = document.symbol.empty() ? Json(nullptr) : Json(document.symbol);
  }
  json[strategy ? "concepts" : "related"] = document.concepts;
  json["error"] = document.error.empty() ? Json(nullptr) : Json(document.error);
  return json;
}

Result<void> check_category(const KnowledgeFlags& flags,
                            const std::vector<ListedDocument>& documents) {
  std::set<std::string> categories;
  for (const ListedDocument& document : documents) categories.insert(document.category);
  if (flags.category.empty() || categories.contains(flags.category)) return {};
  return fail(Fault::Usage, fmt::format("there is no category {}; there are {}", flags.category,
                                        fmt::join(categories, ", ")));
}

std::string summary_of(const std::vector<ListedDocument>& documents) {
  const auto strategies =
      std::count_if(documents.begin(), documents.end(),
                    [](const ListedDocument& one) { return one.kind == DocumentKind::Strategy; });
  const auto expressible =
      std::count_if(documents.begin(), documents.end(),
                    [](const ListedDocument& one) { return !one.symbol.empty(); });
  return fmt::format("{} strategies, {} of them expressible, and {} supporting documents",
                     strategies, expressible,
                     static_cast<std::ptrdiff_t>(documents.size()) - strategies);
}

Result<void> list(const KnowledgeFlags& flags, Context& context) {
  STRATGEN_TRY(auto documents, read_knowledge_base(flags.base(context)));
  STRATGEN_CHECK(check_category(flags, documents));
  std::erase_if(documents, [&](const ListedDocument& document) {
    const bool other_kind = !flags.kind.empty() && flags.kind != to_string(document.kind);
    return other_kind || (!flags.category.empty() && flags.category != document.category);
  });
  if (context.json) {
    Json json = Json::array();
    for (const ListedDocument& document : documents) json.push_back(document_json(document));
    context.out.line(json_text({{"documents", json}}));
    return {};
  }
  Table table({{"document"}, {"words", true, 1}, {"trades"}, {"title"}});
  for (const ListedDocument& document : documents) {
    const bool strategy = document.kind == DocumentKind::Strategy;
    const std::string trades = document.symbol.empty() && strategy ? "-" : document.symbol;
    table.row({one_line(document.name), fmt::format("{}", document.words), one_line(trades),
               one_line(document.error.empty() ? document.title : document.error)});
  }
  context.out.write(table.text(context.out, table_width(context)));
  context.out.line(summary_of(documents));
  return {};
}

Result<void> show(const KnowledgeFlags& flags, Context& context) {
  STRATGEN_TRY(auto documents, read_knowledge_base(flags.base(context)));
  STRATGEN_TRY(const ListedDocument document, find_document(std::move(documents), flags.name));
  if (context.json) {
    Json json = document_json(document);
    json["text"] = document.text;
    context.out.line(json_text(json));
    return {};
  }
  if (!context.out.is_terminal()) {
    context.out.write(document.text);
    return {};
  }
  std::string text;
  for (std::size_t begin = 0; begin < document.text.size();) {
    const std::size_t end = std::min(document.text.find('\n', begin), document.text.size());
    const std::string line = screen_text(document.text.substr(begin, end - begin));
    text += context.out.paint(line.starts_with("#") ? Colour::Bold : Colour::Plain, line) + "\n";
    begin = end + 1;
  }
  context.out.write(text);
  return {};
}

std::size_t total(const std::map<std::string, std::size_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                         [](std::size_t sum, const auto& entry) { return sum + entry.second; });
}

void print_findings(const BaseCheck& check, Context& context) {
  if (context.json) {
    Json findings = Json::array();
    for (const Diagnostic& finding : check.findings)
      findings.push_back(
          {{"file", finding.file}, {"line", finding.line}, {"message", finding.message}});
    context.out.line(json_text({{"ok", check.findings.empty()},
                                {"strategies", check.strategies},
                                {"supporting", check.supporting},
                                {"findings", findings}}));
    return;
  }
  for (const Diagnostic& finding : check.findings) {
    context.out.line(
        one_line(fmt::format("{}:{}: {}", finding.file, finding.line, finding.message)));
  }
  if (!check.findings.empty()) return;
  Table table({{"category"}, {"documents", true}});
  for (const auto& [category, count] : check.strategies)
    table.row({one_line(category), fmt::format("{}", count)});
  for (const auto& [category, count] : check.supporting)
    table.row({one_line(category), fmt::format("{}", count)});
  context.out.write(table.text(context.out, table_width(context)));
  context.out.line(fmt::format("{} {} strategies and {} supporting documents keep the format",
                               context.out.paint(Colour::Green, "ok"), total(check.strategies),
                               total(check.supporting)));
}

Result<void> check(const KnowledgeFlags& flags, Context& context) {
  STRATGEN_TRY(const BaseCheck check, check_knowledge_base(flags.base(context)));
  print_findings(check, context);
  if (check.findings.empty()) return {};
  std::set<std::string> files;
  for (const Diagnostic& finding : check.findings) files.insert(finding.file);
  return fail(
      Fault::Data,
      fmt::format("{} {} in {} of {} documents; knowledge/README.md has the format",
                  check.findings.size(), check.findings.size() == 1 ? "finding" : "findings",
                  files.size(), total(check.strategies) + total(check.supporting)));
}

Result<void> search(const KnowledgeFlags& flags, Context& context) {
  STRATGEN_TRY(const auto documents, read_knowledge_base(flags.base(context)));
  std::vector<SearchText> texts;
  for (const ListedDocument& document : documents)
    texts.push_back({document.title + " " + document.slug, document.text});
  const std::string words = fmt::format("{}", fmt::join(flags.words, " "));
  std::vector<SearchHit> hits = search_texts(texts, words);
  if (hits.size() > static_cast<std::size_t>(flags.top)) {
    hits.resize(static_cast<std::size_t>(flags.top));
  }
  if (context.json) {
    Json results = Json::array();
    for (const SearchHit& hit : hits) {
      const ListedDocument& document = documents[hit.index];
      results.push_back({{"name", document.name},
                         {"kind", to_string(document.kind)},
                         {"title", document.title},
                         {"score", json_number(hit.score)},
                         {"line", hit.line},
                         {"excerpt", hit.excerpt}});
    }
    context.out.line(json_text({{"words", words}, {"results", results}}));
    return {};
  }
  if (hits.empty()) {
    context.out.line("No document has any of these words.");
    return {};
  }
  constexpr std::size_t shown = 120;
  Table table({{"document"}, {"score", true, 2}, {"line", true, 1}, {"there"}});
  for (const SearchHit& hit : hits) {
    table.row({one_line(documents[hit.index].name), decimal(hit.score), fmt::format("{}", hit.line),
               shortened(one_line(hit.excerpt), shown)});
  }
  context.out.write(table.text(context.out, table_width(context)));
  return {};
}

}  // namespace

void add_knowledge_command(CLI::App& app, Action& chosen) {
  CLI::App& knowledge =
      *app.add_subcommand("knowledge", "Which documents there are, and whether they are in order");
  knowledge.require_subcommand(1);
  knowledge.footer("Example: stratgen knowledge search moving average crossover");
  auto flags = std::make_shared<KnowledgeFlags>();
  const auto add = [&](const char* name, const char* text, const char* example,
                       Result<void> (*run)(const KnowledgeFlags&, Context&)) -> CLI::App& {
    CLI::App& command = *knowledge.add_subcommand(name, text);
    command.footer(fmt::format("Example: stratgen knowledge {}", example));
    command.add_option("--knowledge", flags->folder,
                       "The folder of another knowledge base (default: the bundled one)");
    command.callback([flags, run, &chosen] {
      chosen = [flags, run](Context& context) { return run(*flags, context); };
    });
    return command;
  };
  CLI::App& lists = add("list", "All documents, or those of a category or kind",
                        "list --category momentum", list);
  lists.add_option("--category", flags->category, "Documents of this category only");
  lists.add_option("--kind", flags->kind, "Documents of this kind only: strategy or supporting")
      ->check(CLI::IsMember({"strategy", "supporting"}));
  add("show", "One document", "show sma-crossover", show)
      .add_option("NAME", flags->name, "slug or category/slug, of a strategy or a concept")
      ->required();
  add("check", "Hold all documents against the format", "check --knowledge my/knowledge", check);
  CLI::App& searches =
      add("search", "Documents that have these words, best first", "search turn of month", search);
  searches.add_option("WORDS", flags->words, "What to look for")->required();
  searches.add_option("--top", flags->top, "So many at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
}

}  // namespace stratgen
