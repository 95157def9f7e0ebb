// Llm: the one seam between stratgen and language models. What comes back is the raw text of an
// answer; answer.hpp takes the payload out of it.
#pragma once

#include "runtime/base/result.hpp"

#include <string>
#include <string_view>

namespace stratgen {

enum class Task { ExtractSpec, WriteStrategy, ProposeRanges };

// "extract_spec", "write_strategy", "propose_ranges": the names of prompts and recordings.
std::string_view to_string(Task task);

// All that an answer depends on, and what it is about.
struct Request {
  Task task = Task::ExtractSpec;
  std::string document;  // KnowledgeDoc::reference
  std::string slug;
  std::string category;
  std::string system;       // the same for every document: what providers cache
  std::string user;         // about this document
  std::string schema;       // JSON schema of the answer, "" where it is free text
  std::string prompt_hash;  // sha256 of the prompt's template
  int round = 0;            // 0 is the first answer, n the n-th repair
};

struct Completion {
  std::string text;      // as answered, nothing stripped
  std::string origin;    // who wrote it, for a reader: "written with the project"
  std::string provider;  // "replay", "openai", ...
  std::string model;     // "" where there is none
  std::string hash;      // sha256 of `text`
};

class Llm {
 public:
  virtual ~Llm() = default;

  // May be called from several threads at once. Errors are Fault::Service.
  virtual Result<Completion> complete(const Request& request) = 0;

  // Names what would answer, without asking: equal identities and equal requests may share a stored
  // result. "openai:gpt-5"; a recording is named by its content.
  virtual std::string identity(const Request& request) const = 0;
};

}  // namespace stratgen
