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

using Values = std::map<std::string, std::string_view, std::less<>>;

std::string_view template_named(std::string_view name) {
  const auto text = find_prompt_template(name);
  if (!text) std::abort();  // a task without a template
  return *text;
}

// The templates are compiled in, and a test fills each.
Prompt filled(std::string_view text, const Values& values) {
  Result<Prompt> prompt = fill_template(text, values);
  if (!prompt) std::abort();
  return *std::move(prompt);
}

Request request_about(const KnowledgeDoc& document, Task task, Values values) {
  values["reference"] = document.reference;
  values["document"] = document.text;
  const std::string_view text = prompt_template(task);
  Prompt prompt = filled(text, values);
  return Request{.task = task,
                 .document = document.reference,
                 .slug = document.slug,
                 .category = document.category,
                 .system = std::move(prompt.system),
                 .user = std::move(prompt.user),
                 .schema = {},
                 .prompt_hash = sha256(text),
                 .document_hash = document.hash};
}

std::string_view concepts_of(const KnowledgeDoc& document) {
  if (document.concept_text.empty()) return "It names none.";
  return document.concept_text;
}

// A model's text in a longer prompt: what is too long to be of use is cut.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 20'000;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("{}\n[... {} bytes more]", text.substr(0, end), text.size() - end);
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

std::string_view prompt_template(Task task) { return template_named(to_string(task)); }

std::optional<std::string_view> find_prompt_template(std::string_view name) {
  for (const EmbeddedFile& file : prompt_templates()) {
    if (file.path == fmt::format("{}.md", name)) return file.text;
  }
  return std::nullopt;
}

Request extract_spec_request(const KnowledgeDoc& document) {
  Request request = request_about(document, Task::ExtractSpec,
                                  {{"schema", spec_schema()}, {"concepts", concepts_of(document)}});
  request.schema = spec_schema();
  return request;
}

Request write_strategy_request(const KnowledgeDoc& document, const Spec& spec,
                               std::string_view api_header) {
  const std::string spec_json = to_json(spec);
  return request_about(
      document, Task::WriteStrategy,
      {{"spec", spec_json}, {"concepts", concepts_of(document)}, {"api_header", api_header}});
}

Request repair_strategy_request(const KnowledgeDoc& document, const Spec& spec,
                                std::string_view api_header, const Repair& repair) {
  const Request written = write_strategy_request(document, spec, api_header);
  const std::string spec_json = to_json(spec);
  const std::string source = shown(repair.source), failure = shown(repair.failure);
  Request request = request_about(document, Task::RepairStrategy,
                                  {{"write_strategy", written.system},
                                   {"concepts", concepts_of(document)},
                                   {"spec", spec_json},
                                   {"source", source},
                                   {"failure", failure}});
  // A change of either template changes what is asked.
  request.prompt_hash = sha256(request.prompt_hash + written.prompt_hash);
  request.round = repair.round;
  return request;
}

Request answer_again_request(const Request& question, std::string_view answer,
                             std::string_view problem) {
  const std::string_view text = template_named("answer_again");
  const std::string given = shown(answer), wrong = shown(problem);
  Prompt prompt = filled(text, {{"system", question.system},
                                {"question", question.user},
                                {"answer", given},
                                {"problem", wrong}});
  Request request = question;
  request.system = std::move(prompt.system);
  request.user = std::move(prompt.user);
  request.prompt_hash = sha256(question.prompt_hash + sha256(text));
  request.again = true;
  return request;
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
