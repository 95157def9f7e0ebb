#include "compiler/llm/codec.hpp"

#include "compiler/llm/anthropic_messages.hpp"
#include "compiler/llm/openai_chat.hpp"

namespace stratgen {

std::unique_ptr<Codec> make_codec(CodecKind kind) {
  switch (kind) {
    case CodecKind::OpenAi:
      return std::make_unique<OpenAiChat>(OpenAiChat::Dialect::OpenAi);
    case CodecKind::Compatible:
      return std::make_unique<OpenAiChat>(OpenAiChat::Dialect::Compatible);
    case CodecKind::Anthropic:
      return std::make_unique<AnthropicMessages>();
  }
  return nullptr;
}

}  // namespace stratgen
