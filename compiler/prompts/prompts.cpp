#include "compiler/prompts/prompts.hpp"

#include "compiler/prompts/prompt_template.hpp"
#include "embedded/prompt_templates.hpp"
#include "runtime/base/hash.hpp"

#include <cstdlib>

namespace stratgen {
namespace {

Request request_about(const KnowledgeDoc& document, Task task,
                      std::map<std::string, std::string_view, std::less<>> values) {
  values["reference"] = document.reference;
  values["document"] = document.text;
  const std::string_view text = prompt_template(task);
  Result<Prompt> prompt = fill_template(text, values);
  if (!prompt) std::abort();  // the templates are compiled in, and a test fills each
  return Request{.task = task,
                 .document = document.reference,
                 .slug = document.slug,
                 .category = document.category,
                 .system = std::move(prompt->system),
                 .user = std::move(prompt->user),
                 .schema = {},
                 .prompt_hash = sha256(text)};
}

}  // namespace

std::string_view prompt_template(Task task) {
  const std::string path = std::string(to_string(task)) + ".md";
  for (const EmbeddedFile& file : prompt_templates()) {
    if (file.path == path) return file.text;
  }
  std::abort();  // a task without a template
}

Request extract_spec_request(const KnowledgeDoc& document) {
  Request request = request_about(document, Task::ExtractSpec, {{"schema", spec_schema()}});
  request.schema = spec_schema();
  return request;
}

Request write_strategy_request(const KnowledgeDoc& document, const Spec& spec,
                               std::string_view api_header) {
  const std::string spec_json = to_json(spec);
  return request_about(document, Task::WriteStrategy,
                       {{"spec", spec_json}, {"api_header", api_header}});
}

}  // namespace stratgen
