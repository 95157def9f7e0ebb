// DocumentAnswers: the questions about one document, their answers read and kept beside each other
// in its folder of the workspace, in the layout that `--provider replay` reads.
#pragma once

#include "compiler/llm/llm.hpp"
#include "compiler/prompts/prompts.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace stratgen {

// What an answer was read as, and the answer.
template <class T>
struct Answer {
  T value;
  Completion completion;
};

class DocumentAnswers {
 public:
  DocumentAnswers(Llm& llm, std::filesystem::path folder) : llm_(llm), folder_(std::move(folder)) {}

  // One answer as text, kept as <answer_name>.completion.txt. A model that refuses is a
  // Fault::Strategy: another question may be answered.
  Result<Completion> complete(const Request& question);

  // The answer as `read` reads it. One that cannot be read is sent back once with what is wrong;
  // then it is an Error that names its file. `hash` is that of the last answer, whatever came of
  // it.
  template <class T>
  Result<Answer<T>> ask(const Request& question,
                        const std::function<Result<T>(const std::string& answer)>& read,
                        std::string& hash);

  bool can_answer(const Request& question) const { return llm_.can_answer(question); }

  // Writes where each answer came from. Nothing happens before the first.
  Result<void> keep_provenance(const char* file = "provenance.json") const;

  const std::filesystem::path& folder() const { return folder_; }
  double cost() const { return cost_; }  // dollars, of all answers so far

 private:
  struct Kept {
    Request question;  // without its texts
    Completion completion;
  };

  Llm& llm_;
  std::filesystem::path folder_;
  std::vector<Kept> kept_;
  double cost_ = 0.0;
};

// An Error about an answer, with the name of its file before it.
Error in_answer(Error error, const Request& question);

template <class T>
Result<Answer<T>> DocumentAnswers::ask(
    const Request& question, const std::function<Result<T>(const std::string& answer)>& read,
    std::string& hash) {
  STRATGEN_TRY(Completion completion, complete(question));
  hash = completion.hash;
  Result<T> value = read(completion.text);
  if (value) return Answer<T>{*std::move(value), std::move(completion)};
  const Request again = answer_again_request(question, completion.text, value.error().message);
  if (question.again || !llm_.can_answer(again)) {
    return tl::unexpected(in_answer(std::move(value.error()), question));
  }
  return ask(again, read, hash);
}

}  // namespace stratgen
