#include "tools/cli/provider_flags.hpp"

#include <CLI/CLI.hpp>

namespace stratgen {

void add_provider_flags(CLI::App& command, ProviderChoice& choice) {
  const char* const group = "Language model";
  command
      .add_option("--provider", choice.provider,
                  "openai, anthropic, compatible (Ollama, llama.cpp, vLLM, LM Studio), or replay: "
                  "the recorded answers (default: the first that is set up, else replay)")
      ->check(CLI::IsMember({"openai", "anthropic", "compatible", "replay"}))
      ->group(group);
  command.add_option("--model", choice.model, "Its name at the provider")->group(group);
  command
      .add_option(
          "--base-url", choice.base_url,
          "Where the provider is, as in http://localhost:11434/v1; alone it means compatible")
      ->group(group);
}

}  // namespace stratgen
