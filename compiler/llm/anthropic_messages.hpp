// AnthropicMessages: Anthropic's messages (POST <base_url>/v1/messages, anthropic-version
// 2023-06-01). An answer with a schema is the input of a tool that the model has to use; models
// that refuse this (Opus 5.5, Sonnet 5.5 and Fable among them) lack schemas.
#pragma once

#include "compiler/llm/codec.hpp"

namespace stratgen {

class AnthropicMessages final : public Codec {
 public:
  std::string body(const Request& request, const Endpoint& endpoint,
                   SchemaMode mode) const override;
  HttpRequest http(std::string body, const Endpoint& endpoint) const override;
  Reading read(const HttpAnswer& answer, const Endpoint& endpoint) const override;
  Result<Completion> completion(const HttpAnswer& answer, const Endpoint& endpoint) const override;
  Usage usage(const HttpAnswer& answer) const override;
  bool lacks_schemas(const HttpAnswer& answer) const override;
};

}  // namespace stratgen
