// What is asked of a model: one request per task, from the templates in this folder.
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/llm/llm.hpp"
#include "compiler/spec/param_ranges.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/engine/param.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace stratgen {

// The Markdown that a task's requests are made from, with its placeholders.
std::string_view prompt_template(Task task);

// The text of <name>.md in this folder, "answer_again" among them; nothing if there is none.
std::optional<std::string_view> find_prompt_template(std::string_view name);

// The answer is a StrategySpec, for json_object_in() and parse_spec().
Request extract_spec_request(const KnowledgeDoc& document);

// The answer is a program, for program_in(). `api_header` is the text of <stratgen/strategy.hpp>.
Request write_strategy_request(const KnowledgeDoc& document, const Spec& spec,
                               std::string_view api_header);

// A program that does not work.
struct Repair {
  std::string source;
  std::string failure;  // findings with their lines, or why the run ended
  int round = 1;        // 1 is the first repair
};

// The answer is a program again. Its system part is that of write_strategy_request().
Request repair_strategy_request(const KnowledgeDoc& document, const Spec& spec,
                                std::string_view api_header, const Repair& repair);

// The question once more, with an answer to it that could not be read, and why.
Request answer_again_request(const Request& question, std::string_view answer,
                             std::string_view problem);

// The answer is a ParamRanges, for json_object_in() and parse_param_ranges(). `declared` is what
// the strategy made of `spec` declares.
Request propose_ranges_request(const KnowledgeDoc& document, const Spec& spec,
                               std::span<const ParamDeclaration> declared);

}  // namespace stratgen
