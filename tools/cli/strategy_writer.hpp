// The program for a spec: asked for once or several times, tried, and sent back to be mended while
// that helps.
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"
#include "tools/cli/attempt.hpp"
#include "tools/cli/document_answers.hpp"

#include <functional>

namespace stratgen {

struct WriterSettings {
  int samples = 1;  // programs asked for; the best is kept
  int repairs = 3;  // rounds at most, if that one does not run
};

struct Written {
  Attempt best;
  int repairs = 0;  // rounds that were asked for
};

// The Error is that of a question without an answer; what is wrong with the programs is in `best`.
Result<Written> write_program(const KnowledgeDoc& document, const Spec& spec, const Trial& trial,
                              DocumentAnswers& answers, const WriterSettings& settings);

}  // namespace stratgen
