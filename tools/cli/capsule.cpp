#include "tools/cli/capsule.hpp"

#include "compiler/knowledge/supporting_doc.hpp"
#include "compiler/llm/exchange_json.hpp"
#include "runtime/base/hash.hpp"
#include "tools/cli/capsule_result.hpp"
#include "tools/cli/json_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_number = 1;

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(Fault::Data, fmt::format("{}; the capsule was changed or damaged", what));
}

Json texts_json(const std::vector<NamedText>& texts) {
  Json list = Json::array();
  for (const NamedText& text : texts) {
    list.push_back({{"name", text.name}, {"hash", sha256(text.text)}, {"text", text.text}});
  }
  return list;
}

// One component of a path, and nothing that steers a terminal.
bool is_file_name(std::string_view name) {
  constexpr std::size_t longest = 200;
  return !name.empty() && name.size() <= longest && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) >= ' ' && c != '/' && c != '\\' && c != 0x7f;
         });
}

Result<std::vector<NamedText>> texts_from(const Json& json, const char* what,
                                          bool (*is_name)(std::string_view) = is_file_name) {
  std::vector<NamedText> texts;
  std::set<std::string> names;
  for (const Json& entry : json) {
    NamedText text{entry.at("name"), entry.at("text")};
    if (!is_name(text.name) || !names.insert(text.name).second) {
      return damaged(fmt::format("the name of {} {} cannot be right", what, texts.size() + 1));
    }
    if (entry.at("hash") != sha256(text.text)) {
      return damaged(fmt::format("{} {} is not the text whose hash is with it", what, text.name));
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<void> check_exchanges(const Capsule& capsule) {
  for (const NamedText& kept : capsule.exchanges) {
    const auto exchange = exchange_from_json(kept.text);
    if (!exchange || exchange_id(*exchange) != kept.name) {
      return damaged(fmt::format("exchange {} is not the one of that name", kept.name));
    }
    const bool answers =
        !exchange->failure.empty() ||
        std::any_of(capsule.answers.begin(), capsule.answers.end(),
                    [&](const NamedText& answer) { return answer.text == exchange->answer; });
    if (!answers) return damaged(fmt::format("exchange {} has another answer", kept.name));
  }
  return {};
}

bool has_answer(const Capsule& capsule, const std::string& hash) {
  return std::any_of(capsule.answers.begin(), capsule.answers.end(),
                     [&](const NamedText& answer) { return sha256(answer.text) == hash; });
}

Result<void> check_together(const Capsule& capsule) {
  const DiscoverResult& result = capsule.result;
  if (!is_file_name(result.category) || !is_file_name(result.slug) ||
      result.document != fmt::format("strategies/{}/{}.md", result.category, result.slug)) {
    return damaged("the document's name is not strategies/<category>/<slug>.md");
  }
  if (sha256(capsule.document) != result.document_hash) {
    return damaged("the document is not the one of the result");
  }
  if (!has_answer(capsule, result.spec_completion_hash) ||
      (!result.source_completion_hash.empty() &&
       !has_answer(capsule, result.source_completion_hash))) {
    return damaged("an answer of the result is missing");
  }
  if (result.source_hash != (capsule.source.empty() ? "" : sha256(capsule.source))) {
    return damaged("the source is not the one of the result");
  }
  if (capsule.run.fingerprint != result.fingerprint ||
      capsule.run.engine_version != result.engine_version) {
    return damaged("the record of the run is not that of the result");
  }
  return check_exchanges(capsule);
}

Result<Capsule> read(const Json& json) {
  if (json.at("capsule") != format_number) {
    return fail(Fault::Data, fmt::format("it is a capsule of another format than {}; a newer "
                                         "stratgen may read it",
                                         format_number));
  }
  Capsule capsule;
  json.at("document").get_to(capsule.document);
  // Documents named no concepts once.
  STRATGEN_TRY(capsule.concepts,
               texts_from(json.value("concepts", Json::array()), "concept", is_document_name));
  STRATGEN_TRY(capsule.prompts, texts_from(json.at("prompts"), "prompt"));
  STRATGEN_TRY(capsule.answers, texts_from(json.at("answers"), "answer"));
  STRATGEN_TRY(capsule.exchanges, texts_from(json.at("exchanges"), "exchange"));
  json.at("provenance").get_to(capsule.provenance);
  json.at("source").get_to(capsule.source);
  STRATGEN_TRY(capsule.run, run_from(json.at("run")));
  STRATGEN_TRY(capsule.result, result_from(json.at("result")));
  capsule.optimize = json.at("optimize");
  STRATGEN_CHECK(check_together(capsule));
  return capsule;
}

}  // namespace

std::string capsule_text(const Capsule& capsule) {
  const Json json = {{"capsule", format_number},
                     {"result", result_json(capsule.result)},
                     {"optimize", capsule.optimize},
                     {"run", run_json(capsule.run)},
                     {"document", capsule.document},
                     {"concepts", texts_json(capsule.concepts)},
                     {"source", capsule.source},
                     {"provenance", capsule.provenance},
                     {"answers", texts_json(capsule.answers)},
                     {"prompts", texts_json(capsule.prompts)},
                     {"exchanges", texts_json(capsule.exchanges)}};
  return json_text(json, 1) + "\n";
}

Result<Capsule> parse_capsule(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("capsule")) {
    return fail(Fault::Data, "it is no capsule, or not a whole one; make it again");
  }
  try {
    return read(json);
  } catch (const Json::exception&) {
    return damaged("a part is missing or of the wrong kind");
  }
}

}  // namespace stratgen
