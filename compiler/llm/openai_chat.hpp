// OpenAiChat: OpenAI's chat completions (POST <base_url>/chat/completions; specification 2.3.0 of
// github.com/openai/openai-openapi), and the same as Ollama, llama.cpp's server, vLLM and LM Studio
// speak it.
#pragma once

#include "compiler/llm/codec.hpp"

namespace stratgen {

class OpenAiChat final : public Codec {
 public:
  enum class Dialect {
    OpenAi,      // max_completion_tokens
    Compatible,  // max_tokens; a model's thinking may stand before its answer
  };
  explicit OpenAiChat(Dialect dialect) : dialect_(dialect) {}

  std::string body(const Request& request, const Endpoint& endpoint,
                   SchemaMode mode) const override;
  HttpRequest http(std::string body, const Endpoint& endpoint) const override;
  Reading read(const HttpAnswer& answer, const Endpoint& endpoint) const override;
  Result<Completion> completion(const HttpAnswer& answer, const Endpoint& endpoint) const override;
  Usage usage(const HttpAnswer& answer) const override;
  bool lacks_schemas(const HttpAnswer& answer) const override;

 private:
  Dialect dialect_;
};

}  // namespace stratgen
