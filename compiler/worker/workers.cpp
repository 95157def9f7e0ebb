#include "compiler/worker/workers.hpp"

#include "compiler/check/rules.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace stratgen {

namespace {

using Cause = WorkerFailure::Cause;
using Kind = WorkerPool::Reaction::Kind;

constexpr std::size_t trial_bars = 2500;
constexpr int max_trial_assets = 64;
constexpr std::size_t max_symbol_bytes = 256;

std::string signal_text(int signal) {
  const char* const name = ::sigabbrev_np(signal);
  return name ? fmt::format("SIG{} ({})", name, ::sigdescr_np(signal)) : "leaving the process";
}

std::string deadline_text(const WorkerOptions& options) {
  return fmt::format("{:g} s", std::chrono::duration<double>(options.deadline).count());
}

std::string memory_text(const WorkerOptions& options) {
  return fmt::format("{:.3g} GiB", static_cast<double>(options.memory) / (std::size_t{1} << 30));
}

// --- Compiling ---

std::string compile_sentence(const WorkerFailure& failure, const WorkerOptions& options) {
  switch (failure.cause) {
    case Cause::OutOfMemory:
      return fmt::format("needs more than {} to compile", memory_text(options));
    case Cause::OutOfTime:
      return fmt::format("did not finish compiling within {}", deadline_text(options));
    case Cause::Unreadable:
      return "the compiler gave no readable answer to this text";
    case Cause::Crash:
    case Cause::NoWorker:
      break;
  }
  return "the compiler crashed on this text";
}

Error compile_error(const WorkerFailure& failure, const WorkerOptions& options,
                    const std::string& file, TextPosition place) {
  if (failure.cause == Cause::NoWorker) return {Fault::Internal, failure.reason};
  const std::string sentence = compile_sentence(failure, options);
  Diagnostic diagnostic = finding(RuleId::CompileLimit, "", file, place.line, place.column);
  diagnostic.message = sentence;
  return {Fault::Strategy,
          fmt::format("{}:{}:{}: {}", file, place.line, place.column, sentence),
          {std::move(diagnostic)}};
}

// --- Trying ---

Error trial_error(const WorkerFailure& failure, const WorkerOptions& options,
                  const std::string& name) {
  const auto error = [&name](const std::string& sentence) {
    return Error{Fault::Run, fmt::format("{}: its first run {}", name, sentence)};
  };
  switch (failure.cause) {
    case Cause::NoWorker:
      return {Fault::Internal, failure.reason};
    case Cause::OutOfMemory:
      return error(fmt::format("needs more than {} of memory", memory_text(options)));
    case Cause::OutOfTime:
      return error(fmt::format("over at most {} bars did not end within {}", trial_bars,
                               deadline_text(options)));
    case Cause::Unreadable:
      return error("gave no readable answer");
    case Cause::Crash:
      break;
  }
  return error("ended with " + signal_text(failure.signal));
}

Bars first_bars(const Bars& bars, std::size_t count) {
  const auto head = [count](const auto& column) { return column.rows(0, count); };
  return {bars.symbol,     bars.clock,     head(bars.time),  head(bars.open),
          head(bars.high), head(bars.low), head(bars.close), head(bars.volume)};
}

// An asset at the times of the traded bars. There, aligning it once more changes nothing.
Result<Bars> aligned_bars(const DataSet& data, const std::string& symbol,
                          const std::string& timeframe, const Bars& traded) {
  if (symbol.size() > max_symbol_bytes) return fail(Fault::Data, "no asset has so long a name");
  STRATGEN_TRY(const AlignedAsset* const asset, data.asset(symbol, timeframe));
  const AlignedAsset& all = *asset;
  return first_bars(
      {symbol, traded.clock, traded.time, all.open, all.high, all.low, all.close, all.volume},
      traded.size());
}

// Sends the assets that a trial asks for.
class TrialAnswers {
 public:
  TrialAnswers(const DataSet& data, const Bars& traded) : data_(data), traded_(traded) {}

  WorkerPool::Reaction operator()(const Message& message) {
    const auto reply = read_trial_reply(message);
    if (!reply) return {Kind::Unreadable};
    if (!reply->asset) return {Kind::Done};
    if (++assets_ > max_trial_assets) return {Kind::Unreadable};
    return {Kind::Reply,
            asset_reply(aligned_bars(data_, *reply->asset, reply->timeframe, traded_))};
  }

 private:
  const DataSet& data_;
  const Bars& traded_;
  int assets_ = 0;
};

}  // namespace

Result<Workers> Workers::start(WorkerOptions options) {
  if (::access(options.program.c_str(), X_OK) != 0)
    return fail(Fault::Internal,
                fmt::format("{} cannot be executed: {}; build the target stratgen_worker",
                            options.program.string(), std::generic_category().message(errno)));
  return Workers(std::make_unique<WorkerPool>(std::move(options)));
}

Result<CompiledObject> Workers::compile(std::string_view source, const CompileOptions& options) {
  std::optional<Result<CompiledObject>> compiled;
  std::size_t progress = 0;
  const auto failure =
      pool_->ask(compile_request(source, options), WorkerPool::Use::Shared, [&](Message reply) {
        if (const auto offset = read_progress(reply)) {
          progress = static_cast<std::size_t>(*offset);
          return WorkerPool::Reaction{Kind::Reply};  // which it does not live to read
        }
        compiled = read_compile_reply(std::move(reply));
        return WorkerPool::Reaction{compiled ? Kind::Done : Kind::Unreadable};
      });
  if (failure)
    return tl::unexpected(compile_error(*failure, pool_->options(), options.file_name,
                                        position_at(source, progress)));
  return *std::move(compiled);
}

Result<int> Workers::source_line(std::string_view source, const CompileOptions& options,
                                 std::ptrdiff_t offset) {
  std::optional<int> line;
  const auto failure = pool_->ask(
      line_request(source, options, offset), WorkerPool::Use::Shared, [&](const Message& reply) {
        line = read_line_reply(reply);
        return WorkerPool::Reaction{line ? Kind::Done : Kind::Unreadable};
      });
  if (failure)
    return tl::unexpected(compile_error(*failure, pool_->options(), options.file_name, {}));
  return *line;
}

Result<void> Workers::try_run(const CompiledObject& object, const DataSet& data) {
  const Bars traded = first_bars(data.bars(), std::min(data.bars().size(), trial_bars));
  const auto failure = pool_->ask(trial_request(object.class_name, object.object, traded),
                                  WorkerPool::Use::Single, TrialAnswers(data, traded));
  if (failure) return tl::unexpected(trial_error(*failure, pool_->options(), object.class_name));
  return {};
}

}  // namespace stratgen
