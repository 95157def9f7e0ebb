#include "tools/cli/strategy_writer.hpp"

#include "compiler/frontend/api_header.hpp"
#include "compiler/llm/answer.hpp"
#include "runtime/base/hash.hpp"

#include <set>

namespace stratgen {
namespace {

// One answer, tried. What is wrong with it is in the Attempt; the Error is that of the service.
Result<Attempt> attempt_of(const Request& question, const Trial& trial, DocumentAnswers& answers) {
  Attempt attempt{.name = answer_name(question)};
  const auto answer = answers.ask<std::string>(question, program_in, attempt.completion_hash);
  if (answer) {
    attempt.source = answer->value;
    attempt.source_hash = sha256(attempt.source);
    carry_out(attempt, trial);
  } else if (answer.error().fault == Fault::Strategy) {
    attempt.error = answer.error();
  } else {
    return tl::unexpected(answer.error());
  }
  return attempt;
}

// The best of the first answers.
Result<Attempt> best_sample(const KnowledgeDoc& document, const Spec& spec, const Trial& trial,
                            DocumentAnswers& answers, int samples) {
  Request question = write_strategy_request(document, spec, api_header());
  STRATGEN_TRY(Attempt best, attempt_of(question, trial, answers));
  for (question.sample = 1; question.sample < samples; ++question.sample) {
    if (!answers.can_answer(question)) break;
    STRATGEN_TRY(Attempt next, attempt_of(question, trial, answers));
    if (is_better(next, best)) best = std::move(next);
  }
  return best;
}

}  // namespace

Result<Written> write_program(const KnowledgeDoc& document, const Spec& spec, const Trial& trial,
                              DocumentAnswers& answers, const WriterSettings& settings) {
  Written written;
  STRATGEN_TRY(written.best, best_sample(document, spec, trial, answers, settings.samples));
  Attempt last = written.best;
  std::set<std::string> seen = {last.source_hash};
  while (can_be_mended(last) && !last.source.empty() && written.repairs < settings.repairs) {
    const Repair repair{last.source, failure_text(last), written.repairs + 1};
    const Request question = repair_strategy_request(document, spec, api_header(), repair);
    if (!answers.can_answer(question)) break;
    ++written.repairs;
    STRATGEN_TRY(last, attempt_of(question, trial, answers));
    if (!is_better(written.best, last)) written.best = last;
    if (!seen.insert(last.source_hash).second) break;  // it has no other idea
  }
  return written;
}

}  // namespace stratgen
