#include "tools/cli/capsule_pack.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/knowledge/supporting_doc.hpp"
#include "compiler/llm/exchange_json.hpp"
#include "compiler/prompts/prompts.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/capsule_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace stratgen {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view answer_ending = ".completion.txt";

std::string full_name(const DiscoverResult& result) {
  return fmt::format("{}/{}", result.category, result.slug);
}

tl::unexpected<Error> stale(const DiscoverResult& result, std::string_view why) {
  return fail(Fault::Data, fmt::format("the result of {0} cannot be packed: {1}; run stratgen "
                                       "discover --only '{0}' first, with --fresh if it "
                                       "takes it for done",
                                       full_name(result), why));
}

Result<DiscoverResult> find_result(const ResultStore& store, const std::string& name) {
  STRATGEN_TRY(const std::vector<DiscoverResult> results, store.load());
  std::vector<const DiscoverResult*> found;
  std::vector<std::string> slugs;
  for (const DiscoverResult& result : results) {
    slugs.push_back(result.slug);
    if (name == result.slug || name == full_name(result)) found.push_back(&result);
  }
  if (found.size() > 1) {
    return fail(Fault::Usage, fmt::format("there are several {}: name {} or {}", name,
                                          full_name(*found[0]), full_name(*found[1])));
  }
  if (found.empty()) {
    return fail(Fault::Data, fmt::format("the workspace has no result of {0}{1}; run stratgen "
                                         "discover --only '{0}' first",
                                         name, did_you_mean(name, slugs)));
  }
  if (found[0]->verdict == Verdict::Error) {
    return stale(*found[0], "it ended in ERROR, which every run tries again");
  }
  return *found[0];
}

std::vector<NamedText> read_answers(const fs::path& folder) {
  std::map<std::string, std::string> texts;  // in the order of names
  std::error_code ec;
  for (fs::directory_iterator entry(folder, ec), end; !ec && entry != end; entry.increment(ec)) {
    std::string name = entry->path().filename().string();
    if (!name.ends_with(answer_ending)) continue;
    name.resize(name.size() - answer_ending.size());
    if (auto text = read_file(entry->path())) texts[name] = std::move(*text);
  }
  std::vector<NamedText> answers;
  for (auto& [name, text] : texts) answers.push_back({name, std::move(text)});
  return answers;
}

// The templates behind an answer, and the hash that its request had of them (prompts.cpp).
struct Prompts {
  std::vector<std::string> names;
  std::string hash;
};

std::optional<Prompts> prompts_behind(const std::string& answer) {
  const std::string task = answer.substr(0, answer.find('.'));
  Prompts prompts;
  const auto hash_of = [&](const std::string& name) {
    prompts.names.push_back(name);
    const auto text = find_prompt_template(name);
    return text ? sha256(*text) : "";
  };
  prompts.hash = hash_of(task);
  if (prompts.hash.empty()) return std::nullopt;
  if (task == to_string(Task::RepairStrategy))
    prompts.hash = sha256(prompts.hash + hash_of(std::string(to_string(Task::WriteStrategy))));
  if (answer.ends_with(".again")) prompts.hash = sha256(prompts.hash + hash_of("answer_again"));
  return prompts;
}

// One answer as provenance.json has it.
struct AnswerOrigin {
  std::string answer, hash, prompt_hash, exchange;
  bool failed = false;  // it was refused or cut, and has no text
};

Result<std::vector<AnswerOrigin>> read_origins(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  std::vector<AnswerOrigin> origins;
  try {
    for (const Json& answer : json.at("answers")) {
      origins.push_back({answer.at("answer"), answer.at("hash"), answer.at("prompt_hash"),
                         answer.at("exchange"), answer.contains("failure")});
    }
  } catch (const Json::exception&) {
    return fail(Fault::Data, "its provenance is not whole");
  }
  return origins;
}

// An answer that failed is one without a text: replayed, it fails again.
Result<void> find_answer(const AnswerOrigin& origin, Capsule& capsule) {
  if (origin.failed) {
    capsule.answers.push_back({origin.answer, ""});
    return {};
  }
  const auto kept =
      std::find_if(capsule.answers.begin(), capsule.answers.end(),
                   [&](const NamedText& answer) { return answer.name == origin.answer; });
  if (kept != capsule.answers.end() && sha256(kept->text) == origin.hash) return {};
  return fail(Fault::Data, fmt::format("its answer {} has changed or is gone", origin.answer));
}

// Adds prompts and exchanges of the answers that `origins` tells of.
Result<void> add_origins(const std::vector<AnswerOrigin>& origins, const ExchangeStore& exchanges,
                         Capsule& capsule) {
  std::set<std::string> prompts;
  for (const NamedText& prompt : capsule.prompts) prompts.insert(prompt.name);
  for (const AnswerOrigin& origin : origins) {
    STRATGEN_CHECK(find_answer(origin, capsule));
    const auto behind = prompts_behind(origin.answer);
    if (!behind || behind->hash != origin.prompt_hash) {
      return fail(Fault::Data,
                  fmt::format("a prompt behind its answer {} has changed", origin.answer));
    }
    for (const std::string& name : behind->names) {
      if (!prompts.insert(name).second) continue;
      capsule.prompts.push_back({name, std::string(*find_prompt_template(name))});
    }
    if (origin.exchange.empty()) continue;
    STRATGEN_TRY(const auto exchange, exchanges.find(origin.exchange));
    if (!exchange && origin.failed) continue;  // it was cut by the budget, which says nothing
    if (!exchange) return fail(Fault::Data, fmt::format("exchange {} is gone", origin.exchange));
    const NamedText kept{origin.exchange, exchange_to_json(*exchange)};
    const auto end = capsule.exchanges.end();
    if (std::find(capsule.exchanges.begin(), end, kept) == end) capsule.exchanges.push_back(kept);
  }
  return {};
}

Result<void> add_answers(const fs::path& folder, const fs::path& exchange_folder,
                         Capsule& capsule) {
  const ExchangeStore exchanges(exchange_folder);
  capsule.answers = read_answers(folder);
  STRATGEN_TRY(capsule.provenance, read_file(folder / "provenance.json"));
  STRATGEN_TRY(const auto origins, read_origins(capsule.provenance));
  STRATGEN_CHECK(add_origins(origins, exchanges, capsule));
  if (capsule.optimize.is_null()) return {};
  STRATGEN_TRY(const std::string ranges, read_file(folder / "propose_ranges.provenance.json"));
  STRATGEN_TRY(const auto of_ranges, read_origins(ranges));
  return add_origins(of_ranges, exchanges, capsule);
}

Result<void> add_run(const fs::path& folder, Capsule& capsule) {
  const DiscoverResult& result = capsule.result;
  STRATGEN_TRY(capsule.run, read_run_record(folder));
  if (capsule.run.fingerprint != result.fingerprint)
    return fail(Fault::Data, "its answers are of another run");
  if (result.engine_version != STRATGEN_VERSION)
    return fail(Fault::Data, fmt::format("it is of stratgen {}", result.engine_version));
  if (result.source_hash.empty()) return {};
  STRATGEN_TRY(capsule.source, read_file(folder / "strategy.cpp"));
  if (sha256(capsule.source) != result.source_hash)
    return fail(Fault::Data, "its strategy.cpp has changed");
  return {};
}

Result<void> add_document(const fs::path& knowledge, Capsule& capsule) {
  STRATGEN_TRY(const KnowledgeDoc document,
               read_knowledge_doc(knowledge, knowledge / capsule.result.document));
  if (document.hash != capsule.result.document_hash)
    return fail(Fault::Data, "its document has changed");
  if (sha256(document.concept_text) != capsule.run.concepts)
    return fail(Fault::Data, "a concept of its document has changed");
  capsule.document = document.text;
  for (const std::string& name : document.concepts) {
    STRATGEN_TRY(std::string text, read_file(supporting_path(knowledge, name)));
    capsule.concepts.push_back({name, std::move(text)});
  }
  return {};
}

}  // namespace

Result<Capsule> pack_capsule(const std::string& name, const Context& context) {
  STRATGEN_TRY(const ResultStore store, ResultStore::open(context.workspace));
  Capsule capsule;
  STRATGEN_TRY(capsule.result, find_result(store, name));
  const DiscoverResult& result = capsule.result;
  STRATGEN_TRY(const auto optimized, store.find_optimized(result.document));
  if (optimized) capsule.optimize = result_json(*optimized);

  const fs::path folder = context.workspace / "generated" / result.category / result.slug;
  Result<void> added = add_run(folder, capsule);
  if (added) added = add_document(context.home.knowledge(), capsule);
  if (added) added = add_answers(folder, context.workspace / "exchanges", capsule);
  if (!added) return stale(result, added.error().message);
  // What was packed can be read.
  STRATGEN_CHECK(parse_capsule(capsule_text(capsule)));
  return capsule;
}

}  // namespace stratgen
