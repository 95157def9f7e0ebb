#include "compiler/prompts/prompts.hpp"

#include "compiler/prompts/prompt_template.hpp"
#include "embedded/prompt_templates.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace stratgen {
namespace {

std::string_view kind_name(abi::ParamKind kind) {
  switch (kind) {
    case abi::ParamKind::Int:
      return "int";
    case abi::ParamKind::Double:
      return "double";
    case abi::ParamKind::Bool:
      return "bool";
  }
  return "";
}

std::string range_text(const ParamDeclaration& declaration) {
  if (!declaration.range) return "";
  const abi::ParamRange& range = *declaration.range;
  return fmt::format(R"(, "min": {}, "max": {}, "step": {})", range.min, range.max, range.step);
}

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
                 .prompt_hash = sha256(text),
                 .document_hash = document.hash};
}

// One parameter a line, as JSON: name, type, value and, where there is one, the declared range.
std::string params_text(std::span<const ParamDeclaration> declared) {
  std::string text;
  for (const ParamDeclaration& d : declared) {
    text += fmt::format(R"({{"name": "{}", "type": "{}", "default": {}{}}})", d.name,
                        kind_name(d.kind), param_text(d, d.value), range_text(d));
    text += '\n';
  }
  return text;
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

Request propose_ranges_request(const KnowledgeDoc& document, const Spec& spec,
                               std::span<const ParamDeclaration> declared) {
  const std::string spec_json = to_json(spec);
  const std::string params = params_text(declared);
  Request request =
      request_about(document, Task::ProposeRanges,
                    {{"schema", param_ranges_schema()}, {"spec", spec_json}, {"params", params}});
  request.schema = param_ranges_schema();
  return request;
}

}  // namespace stratgen
