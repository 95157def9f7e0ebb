#include "tools/cli/document_progress.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stratgen {
namespace {

constexpr int longest_slug = 33;  // of those in knowledge/

}  // namespace

Colour colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return Colour::Green;
    case Verdict::Marginal:
      return Colour::Yellow;
    case Verdict::Fail:
      return Colour::Red;
    case Verdict::Skipped:
      return Colour::Dim;
    case Verdict::Error:
      return Colour::Red;
  }
  return Colour::Plain;
}

void DocumentProgress::starting(const std::string& bars, const std::string& provider, int jobs,
                                std::size_t left) {
  left_ = left;
  const std::string all =
      fmt::format("{} {}", documents_, documents_ == 1 ? "document" : "documents");
  const std::string what = left == 0            ? fmt::format("all {} are done", all)
                           : left == documents_ ? all
                                                : fmt::format("{} of {} left", left, all);
  context_.err.line(fmt::format("{}: {}, {}, answers from {}, {} at a time",
                                context_.err.paint(Colour::Bold, command_), what, bars, provider,
                                jobs));
}

void DocumentProgress::show_status() {
  std::string text = fmt::format("{}/{}", done_, left_);
  for (const auto& [document, stage] : running_) text += "  " + stage;
  context_.err.status(text);
}

void DocumentProgress::began(const std::string& document, const std::string& slug,
                             const char* stage) {
  const std::scoped_lock lock(mutex_);
  running_[document] = fmt::format("{}: {}", slug, stage);
  show_status();
}

void DocumentProgress::finished(const std::string& document, const std::string& slug,
                                const std::vector<const char*>& stages, Verdict verdict) {
  const std::scoped_lock lock(mutex_);
  running_.erase(document);
  ++done_;
  Console& err = context_.err;
  // On a narrow terminal the stages give way: first the one that every document has been through.
  std::string line;
  for (const std::size_t left_out : {std::size_t{0}, std::size_t{1}, stages.size()}) {
    std::string shown;
    for (std::size_t i = left_out; i < stages.size(); ++i) shown += fmt::format("{} → ", stages[i]);
    line =
        fmt::format("[{:>{}}/{}] {:<{}} {}{}", done_, fmt::formatted_size("{}", left_), left_, slug,
                    longest_slug, shown, err.paint(colour_of(verdict), to_string(verdict)));
    if (!err.is_terminal() || display_width(line) <= static_cast<std::size_t>(err.columns())) break;
  }
  err.line(line);
  show_status();
}

}  // namespace stratgen
