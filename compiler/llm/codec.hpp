// Codec: how one family of services is spoken to: a Request as HTTP, an HTTP answer as text and
// usage. Pure; who sends is ServiceLlm. Two families: OpenAI's chat completions, which the servers
// people run themselves speak as well, and Anthropic's messages.
#pragma once

#include "compiler/llm/llm.hpp"
#include "runtime/http/http_service.hpp"

#include <memory>
#include <string>

namespace stratgen {

// Who is asked, and as whom.
struct Endpoint {
  std::string base_url;  // "https://api.openai.com/v1", "https://api.anthropic.com"
  std::string key;       // "" where none is needed; a secret
  std::string model;
  int max_output = 0;  // tokens, thinking included
};

// What is asked for where an answer has a schema. Servers that people run themselves may lack it;
// the prompt always states the schema as well.
enum class SchemaMode { Enforced, Stated };

class Codec {
 public:
  virtual ~Codec() = default;

  // The body of the request: a canonical JSON text without any secret, which names the exchange.
  virtual std::string body(const Request& request, const Endpoint& endpoint,
                           SchemaMode mode) const = 0;

  virtual HttpRequest http(std::string body, const Endpoint& endpoint) const = 0;

  // Whether the answer can be used, shall be asked for again, or never comes. What it says of the
  // service's words holds nothing of the endpoint's key.
  virtual Reading read(const HttpAnswer& answer, const Endpoint& endpoint) const = 0;

  // The text, hash, model, usage and seconds of an answer that was read as Good. A refusal of the
  // model, and an answer that was cut at the limit of tokens, are Errors (Fault::Service) and are
  // not asked again.
  virtual Result<Completion> completion(const HttpAnswer& answer,
                                        const Endpoint& endpoint) const = 0;

  // What an answer that was read as Good has used. It is paid for even where completion() is an
  // Error.
  virtual Usage usage(const HttpAnswer& answer) const = 0;

  // Whether a refused answer says that this service cannot enforce a schema.
  virtual bool lacks_schemas(const HttpAnswer& answer) const = 0;
};

enum class CodecKind { OpenAi, Compatible, Anthropic };
std::unique_ptr<Codec> make_codec(CodecKind kind);

}  // namespace stratgen
