// Private to compiler/inspect: insertions around parts of a text, kept until all are known. What is
// wrapped first is the outermost.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace stratgen {

class TextEdits {
 public:
  void wrap(unsigned begin, unsigned end, const std::string& before, const std::string& after) {
    opening_[begin] += before;
    closing_[end] = after + closing_[end];
  }

  std::string apply(std::string_view text) const {
    std::map<unsigned, std::string> all = closing_;
    for (const auto& [at, inserted] : opening_) all[at] += inserted;
    std::string result;
    unsigned done = 0;
    for (const auto& [at, inserted] : all) {
      result.append(text.substr(done, at - done)).append(inserted);
      done = at;
    }
    return result.append(text.substr(done));
  }

 private:
  std::map<unsigned, std::string> opening_, closing_;
};

}  // namespace stratgen
