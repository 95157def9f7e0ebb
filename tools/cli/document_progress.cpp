#include "tools/cli/document_progress.hpp"

#include "tools/cli/json_output.hpp"

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

std::string dollars(double amount) {
  return amount >= 0.1 || amount == 0.0 ? fmt::format("${:.2f}", amount)
                                        : fmt::format("${:.4f}", amount);
}

void DocumentProgress::log(nlohmann::ordered_json event) {
  if (log_) log_->write(std::move(event));
}

void DocumentProgress::starting(const RunOpening& opening) {
  start_ = std::chrono::steady_clock::now();
  left_ = opening.left;
  const std::string all =
      fmt::format("{} {}", documents_, documents_ == 1 ? "document" : "documents");
  const std::string what = left_ == 0            ? fmt::format("all {} are done", all)
                           : left_ == documents_ ? all
                                                 : fmt::format("{} of {} left", left_, all);
  context_.err.line(fmt::format("{}: {}, {}, answers from {}, {} at a time",
                                context_.err.paint(Colour::Bold, command_), what, opening.bars,
                                opening.provider, opening.jobs));
  if (left_ > 0 && !opening.cost.empty()) context_.err.line(opening.cost);
  log({{"event", "run"},
       {"command", command_},
       {"provider", opening.provider},
       {"documents", documents_},
       {"left", left_},
       {"jobs", opening.jobs}});
}

void DocumentProgress::ended(const std::string& outcome) {
  const std::scoped_lock lock(mutex_);
  log({{"event", "end"},
       {"outcome", outcome},
       {"done", done_},
       {"left", left_ - done_},
       {"cost", spent_}});
}

void DocumentProgress::show_status() {
  if (!context_.err.is_terminal()) return;
  std::string text = fmt::format("{}/{}", done_, left_);
  if (spent_ > 0) text += "  " + dollars(spent_);
  if (done_ > 0) {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    const double rest =
        elapsed.count() / static_cast<double>(done_) * static_cast<double>(left_ - done_);
    if (rest > 1) text += fmt::format("  {} left", time_left_text(rest));
  }
  for (const auto& [document, stage] : running_) text += "  " + stage;
  context_.err.status(text);
}

void DocumentProgress::began(const std::string& document, const std::string& slug,
                             const char* stage) {
  const std::scoped_lock lock(mutex_);
  running_[document] = fmt::format("{}: {}", slug, stage);
  log({{"event", "stage"}, {"document", document}, {"stage", stage}});
  show_status();
}

void DocumentProgress::heard(const LlmEvent& event) {
  const std::scoped_lock lock(mutex_);
  const double paid = event.kind == LlmEvent::Kind::Answered ? event.completion.cost : 0.0;
  constexpr const char* outcomes[] = {"answered", "kept", "retrying", "failed"};
  const Completion& completion = event.completion;
  nlohmann::ordered_json line = {{"event", "answer"},
                                 {"document", event.request.document},
                                 {"answer", answer_name(event.request)},
                                 {"outcome", outcomes[static_cast<int>(event.kind)]}};
  if (event.kind == LlmEvent::Kind::Answered || event.kind == LlmEvent::Kind::Kept) {
    line["provider"] = completion.provider;
    line["model"] = completion.model;
    line["tokens"] = {{"input", completion.usage.input},
                      {"cached", completion.usage.cached},
                      {"output", completion.usage.output}};
    line["cost"] = paid;
    line["seconds"] = completion.seconds;
    line["tries"] = event.tries;
    if (!completion.failure.empty()) line["failure"] = completion.failure;
  } else {
    line["why"] = event.why;
    if (event.kind == LlmEvent::Kind::Retrying) line["wait"] = event.wait;
  }
  log(std::move(line));
  spent_ += paid;
  // Waits that somebody would wonder about.
  if (event.kind == LlmEvent::Kind::Retrying && event.wait >= 5) {
    context_.err.line(fmt::format("{}; trying again in {:.0f} s", one_line(event.why), event.wait));
  }
  show_status();
}

void DocumentProgress::finished(const DocumentEnd& end) {
  const auto& [document, slug, stages, verdict, reason, cost, seconds] = end;
  const std::scoped_lock lock(mutex_);
  running_.erase(document);
  ++done_;
  log({{"event", "document"},
       {"document", document},
       {"outcome", std::string(to_string(verdict))},
       {"reason", reason},
       {"cost", cost},
       {"seconds", seconds}});
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
