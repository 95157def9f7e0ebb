#include "tools/cli/document_answers.hpp"

#include "runtime/base/file.hpp"
#include "tools/cli/json_output.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stratgen {
namespace {

std::string file_name(const Request& question) { return answer_name(question) + ".completion.txt"; }

nlohmann::ordered_json usage_json(const Usage& usage) {
  return {{"input", usage.input},
          {"cached", usage.cached},
          {"cache_write", usage.cache_write},
          {"output", usage.output}};
}

}  // namespace

Error in_answer(Error error, const Request& question) {
  error.message = fmt::format("{}: {}", file_name(question), error.message);
  return error;
}

Result<Completion> DocumentAnswers::complete(const Request& question) {
  STRATGEN_TRY(Completion completion, llm_.complete(question));
  cost_ += completion.cost;
  if (completion.failure.empty()) {
    STRATGEN_CHECK(write_file(folder_ / file_name(question), completion.text));
  }
  Kept kept{.question = question, .completion = completion};
  for (std::string* const text :
       {&kept.question.system, &kept.question.user, &kept.question.schema, &kept.completion.text}) {
    text->clear();
  }
  kept_.push_back(std::move(kept));
  if (!completion.failure.empty()) return fail(Fault::Strategy, completion.failure);
  return completion;
}

Result<void> DocumentAnswers::keep_provenance(const char* file) const {
  if (kept_.empty()) return {};
  const Completion& first = kept_.front().completion;
  const Request& question = kept_.front().question;
  nlohmann::ordered_json answers = nlohmann::ordered_json::array();
  for (const Kept& kept : kept_) {
    answers.push_back({{"answer", answer_name(kept.question)},
                       {"origin", kept.completion.origin},
                       {"model", kept.completion.model},
                       {"prompt_hash", kept.question.prompt_hash},
                       {"hash", kept.completion.hash},
                       {"exchange", kept.completion.exchange},
                       {"usage", usage_json(kept.completion.usage)},
                       {"cost", kept.completion.cost}});
    if (!kept.completion.failure.empty()) answers.back()["failure"] = kept.completion.failure;
  }
  const nlohmann::ordered_json provenance = {{"origin", first.origin},
                                             {"provider", first.provider},
                                             {"model", first.model},
                                             {"document", question.document},
                                             {"document_hash", question.document_hash},
                                             {"answers", answers}};
  return write_file(folder_ / file, json_text(provenance, 2) + "\n");
}

}  // namespace stratgen
