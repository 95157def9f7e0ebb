// ExchangeStore: every question that was put to a service, with its answer, kept for ever. One JSON
// file each, named by the hash of all that the answer depends on: <folder>/ab/abcdef....json.
#pragma once

#include "compiler/llm/llm.hpp"
#include "runtime/base/file_descriptor.hpp"

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>

namespace stratgen {

struct Exchange {
  std::string provider;     // "openai"
  std::string endpoint;     // the base URL that was asked
  std::string model;        // that was asked for
  std::string answered_by;  // the model that the answer names
  std::string name;         // answer_name()
  std::string document;     // KnowledgeDoc::reference
  std::string document_hash;
  std::string prompt_hash;
  int sample = 0;
  std::string request;       // the body that was sent, without any secret
  std::string answer;        // the text, nothing stripped
  std::string failure = {};  // why it cannot be used: the model refused
  Usage usage;
  double cost = 0.0;  // dollars
  double seconds = 0.0;
  int tries = 1;
  std::string at;  // "2026-11-21T20:48:44Z"
};

// Names the exchange. The endpoint counts for servers that people run themselves: there the same
// model name can be anything.
std::string exchange_id(const Exchange& question);

class ExchangeStore {
 public:
  explicit ExchangeStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // A file that is damaged is an Error that names it: what was paid for is not thrown away.
  Result<std::optional<Exchange>> find(const std::string& id) const;
  Result<void> keep(const std::string& id, const Exchange& exchange) const;

  // While it lives, nobody else, thread or process, has a turn with the same id.
  class Turn {
   public:
    explicit Turn(FileDescriptor lock) : lock_(std::move(lock)) {}

   private:
    FileDescriptor lock_;
  };
  // Waits for it. Fault::Interrupted once `interrupted` is set.
  Result<Turn> turn(const std::string& id, const std::atomic<bool>& interrupted) const;

 private:
  std::filesystem::path file(const std::string& id) const;

  std::filesystem::path folder_;
};

}  // namespace stratgen
