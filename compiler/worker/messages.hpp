// What is said over a worker's channel. A worker's answers may be anything: what does not have the
// shape that is expected here is nothing.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/worker/channel.hpp"
#include "runtime/base/result.hpp"
#include "runtime/market/bars.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace stratgen {

// JSON takes some fifty times its size in memory, and the parent has none to spare.
inline constexpr MessageLimit request_limit{1 << 20, 64 << 20};
inline constexpr MessageLimit reply_limit{4 << 20, 16 << 20};

// --- What a worker is asked ---

struct CompileRequest {
  std::string source;
  CompileOptions options;
};

// The line of the code that returns to `offset` bytes after the entry.
struct LineRequest {
  std::string source;
  CompileOptions options;
  std::ptrdiff_t offset = 0;
};

struct TrialRequest {
  std::string name;  // of the strategy
  std::string object;
  Bars bars;
};

using WorkerRequest = std::variant<CompileRequest, LineRequest, TrialRequest>;

Message compile_request(std::string_view source, const CompileOptions& options);
Message line_request(std::string_view source, const CompileOptions& options, std::ptrdiff_t offset);
Message trial_request(std::string_view name, std::string_view object, const Bars& bars);
std::optional<WorkerRequest> read_request(Message message);

// --- What it answers ---

Message compile_reply(const Result<CompiledObject>& compiled);
std::optional<Result<CompiledObject>> read_compile_reply(Message message);

// Of a worker that dies of a compile, before it does: the offset that the compiler had come to.
std::optional<int> read_progress(const Message& message);

Message line_reply(int line);
std::optional<int> read_line_reply(const Message& message);

// A trial is over, or asks for an asset and goes on with what it gets.
struct TrialReply {
  std::optional<std::string> asset;  // the symbol; nothing if it is over
  std::string timeframe = {};        // of the asset; "" is that of the trial's bars
};
Message trial_reply(const TrialReply& reply);
std::optional<TrialReply> read_trial_reply(const Message& message);

// Bars at the times of the trial's own, or why there are none.
Message asset_reply(const Result<Bars>& asset);
std::optional<Result<Bars>> read_asset_reply(const Message& message);

}  // namespace stratgen
