// Llm: the one seam between stratgen and language models. What comes back is the raw text of an
// answer; answer.hpp takes the payload out of it.
#pragma once

#include "runtime/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

enum class Task { ExtractSpec, WriteStrategy, RepairStrategy, ProposeRanges };

// "extract_spec", "write_strategy", ...: the names of prompts and recordings.
std::string_view to_string(Task task);

// All that an answer depends on, and what it is about.
struct Request {
  Task task = Task::ExtractSpec;
  std::string document;  // KnowledgeDoc::reference
  std::string slug;
  std::string category;
  std::string system;         // the same for every document: what providers cache
  std::string user;           // about this document
  std::string schema;         // JSON schema of the answer, "" where it is free text
  std::string prompt_hash;    // sha256 of the prompt's template
  std::string document_hash;  // KnowledgeDoc::hash
  int round = 0;              // of RepairStrategy: 1 is the first repair
  int sample = 0;             // of several answers to one question
  bool again = false;         // the one time that a malformed answer is sent back
};

// "write_strategy", "write_strategy.sample-2", "repair_strategy.1", "extract_spec.again": what the
// answer to a request is called within its document. Sample 0 has no suffix, sample 1 is the
// second.
std::string answer_name(const Request& request);

// In tokens, as the service counted them.
struct Usage {
  std::int64_t input = 0;        // all of it, cached or not
  std::int64_t cached = 0;       // of the input, read from the provider's cache
  std::int64_t cache_write = 0;  // of the input, written to it
  std::int64_t output = 0;       // thinking included
};

struct Completion {
  std::string text;           // as answered, nothing stripped
  std::string origin;         // who wrote it, for a reader: "written with the project"
  std::string provider;       // "replay", "openai", ...
  std::string model;          // "" where there is none
  std::string hash;           // sha256 of `text`
  std::string exchange = {};  // exchange_id(), "" for a recording
  std::string failure = {};   // why it is none after all: the model refused. It is paid for
  Usage usage = {};
  double cost = 0.0;     // dollars, when it was asked; what is kept costs nothing again
  double seconds = 0.0;  // until the answer was there
};

class Llm {
 public:
  virtual ~Llm() = default;

  // False where it is known that nothing will come: a recording that does not exist.
  virtual bool can_answer(const Request& /*request*/) const { return true; }

  // May be called from several threads at once. Errors are Fault::Service or Fault::Interrupted,
  // and cost nothing.
  virtual Result<Completion> complete(const Request& request) = 0;

  // Names what would answer, without asking: equal identities and equal requests may share a stored
  // result. "openai:gpt-5"; a recording is named by its content.
  virtual std::string identity(const Request& request) const = 0;

  // Why no request can be answered any more, for the rest of the run.
  virtual std::optional<Error> stopped() const { return std::nullopt; }
};

}  // namespace stratgen
