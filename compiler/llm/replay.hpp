// Recorded completions: <folder>/<category>/<slug>/<answer_name>.completion.txt is the raw text of
// an answer, and provenance.json beside them says where they came from: {"origin": "written with
// the project", "model": "..."}, the model optional.
#pragma once

#include "compiler/llm/llm.hpp"

#include <filesystem>

namespace stratgen {

class ReplayLlm final : public Llm {
 public:
  explicit ReplayLlm(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Whether a recording exists.
  bool can_answer(const Request& request) const override;

  // A recording that is missing is an Error that names the file expected.
  Result<Completion> complete(const Request& request) override;

  // "replay:" and the hash of the recordings of that task; "replay:none" where there are none.
  std::string identity(const Request& request) const override;

 private:
  std::filesystem::path folder_;
};

// Where the recording of an answer to `request` lies.
std::filesystem::path recording_path(const std::filesystem::path& folder, const Request& request);

}  // namespace stratgen
