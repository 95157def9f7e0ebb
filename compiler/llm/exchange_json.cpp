#include "compiler/llm/exchange_json.hpp"

#include "runtime/base/hash.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

// A text that is not UTF-8 is never kept: answers are parsed as UTF-8 before.
std::string text_of(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string exchange_to_json(const Exchange& e) {
  return text_of({{"provider", e.provider},
                  {"endpoint", e.endpoint},
                  {"model", e.model},
                  {"answered_by", e.answered_by},
                  {"name", e.name},
                  {"document", e.document},
                  {"document_hash", e.document_hash},
                  {"prompt_hash", e.prompt_hash},
                  {"sample", e.sample},
                  {"at", e.at},
                  {"seconds", e.seconds},
                  {"tries", e.tries},
                  {"cost", e.cost},
                  {"usage",
                   {{"input", e.usage.input},
                    {"cached", e.usage.cached},
                    {"cache_write", e.usage.cache_write},
                    {"output", e.usage.output}}},
                  {"answer_hash", sha256(e.answer)},
                  {"failure", e.failure},
                  {"request", e.request},
                  {"answer", e.answer}});
}

std::optional<Exchange> exchange_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  Exchange e;
  std::string answer_hash;
  try {
    json.at("provider").get_to(e.provider);
    json.at("endpoint").get_to(e.endpoint);
    json.at("model").get_to(e.model);
    json.at("answered_by").get_to(e.answered_by);
    json.at("name").get_to(e.name);
    json.at("document").get_to(e.document);
    json.at("document_hash").get_to(e.document_hash);
    json.at("prompt_hash").get_to(e.prompt_hash);
    json.at("sample").get_to(e.sample);
    json.at("at").get_to(e.at);
    json.at("seconds").get_to(e.seconds);
    json.at("tries").get_to(e.tries);
    json.at("cost").get_to(e.cost);
    const Json& usage = json.at("usage");
    usage.at("input").get_to(e.usage.input);
    usage.at("cached").get_to(e.usage.cached);
    usage.at("cache_write").get_to(e.usage.cache_write);
    usage.at("output").get_to(e.usage.output);
    json.at("answer_hash").get_to(answer_hash);
    json.at("failure").get_to(e.failure);
    json.at("request").get_to(e.request);
    json.at("answer").get_to(e.answer);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  if (sha256(e.answer) != answer_hash) return std::nullopt;
  return e;
}

}  // namespace stratgen
