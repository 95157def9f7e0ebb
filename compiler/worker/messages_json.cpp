#include "compiler/worker/messages.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace stratgen {

namespace {

using nlohmann::json;

// --- One value ---

Message make_message(const json& fields, std::string bytes = {}) {
  // Text that is not UTF-8 can only come from a source that the layers let pass on purpose.
  return {fields.dump(-1, ' ', false, json::error_handler_t::replace), std::move(bytes)};
}

// The parser does not recurse, and what lies deeper than a message of ours ever does is dropped, so
// nothing that is sent can fill the stack or the memory.
json parse_fields(const std::string& text) {
  constexpr int max_depth = 3;
  const auto is_shallow = [](int depth, json::parse_event_t, const json&) {
    return depth <= max_depth;
  };
  json fields = json::parse(text, is_shallow, /*allow_exceptions=*/false);
  return fields.is_object() ? fields : json::object();
}

const json* find(const json& from, const char* key) {
  const auto found = from.find(key);
  return found == from.end() ? nullptr : &*found;
}

bool read(const json& from, const char* key, std::string& to) {
  const json* const value = find(from, key);
  if (!value || !value->is_string()) return false;
  to = value->get_ref<const std::string&>();
  return true;
}

bool read(const json& from, const char* key, bool& to) {
  const json* const value = find(from, key);
  if (!value || !value->is_boolean()) return false;
  to = value->get<bool>();
  return true;
}

template <class Integer>
bool read(const json& from, const char* key, Integer min, Integer max, Integer& to) {
  const json* const value = find(from, key);
  if (!value || !value->is_number_integer()) return false;
  const bool huge = value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
  if (huge || !std::in_range<Integer>(value->get<std::int64_t>())) return false;
  to = static_cast<Integer>(value->get<std::int64_t>());
  return min <= to && to <= max;
}

template <class Enum>
bool read_enum(const json& from, const char* key, Enum last, Enum& to) {
  int number = 0;
  if (!read(from, key, 0, static_cast<int>(last), number)) return false;
  to = static_cast<Enum>(number);
  return true;
}

// --- Options ---

// Both name every option, so that one which is added does not compile before it is here.
json to_json(const CompileOptions& options) {
  const auto& [file_name, max_bytes, debug_info, text_on_disk, optimised, layers, cpu] = options;
  const auto& [source_path, header_path] = text_on_disk;
  const auto& [text, tree, code] = layers;
  return {{"file", file_name},
          {"max_bytes", std::min(max_bytes, std::size_t{INT64_MAX})},
          {"debug_info", static_cast<int>(debug_info)},
          {"source_path", source_path},
          {"header_path", header_path},
          {"optimised", optimised},
          {"text", text},
          {"tree", tree},
          {"code", code},
          {"cpu", cpu}};
}

bool read(const json& from, CompileOptions& to) {
  auto& [file_name, max_bytes, debug_info, text_on_disk, optimised, layers, cpu] = to;
  auto& [source_path, header_path] = text_on_disk;
  auto& [text, tree, code] = layers;
  return read(from, "file", file_name) &&
         read(from, "max_bytes", std::size_t{0}, std::size_t{INT64_MAX}, max_bytes) &&
         read_enum(from, "debug_info", DebugInfo::Full, debug_info) &&
         read(from, "source_path", source_path) && read(from, "header_path", header_path) &&
         read(from, "optimised", optimised) && read(from, "text", text) &&
         read(from, "tree", tree) && read(from, "code", code) && read(from, "cpu", cpu);
}

// --- Diagnostics ---

json to_json(const std::vector<Diagnostic>& diagnostics) {
  json list = json::array();
  for (const Diagnostic& each : diagnostics)
    list.push_back({{"rule", each.rule},
                    {"file", each.file},
                    {"line", each.line},
                    {"column", each.column},
                    {"message", each.message},
                    {"hint", each.hint}});
  return list;
}

bool read(const json& from, const char* key, std::vector<Diagnostic>& to) {
  const json* const list = find(from, key);
  if (!list || !list->is_array()) return false;
  for (const json& each : *list) {
    Diagnostic one;
    const bool whole = each.is_object() && read(each, "rule", one.rule) &&
                       read(each, "file", one.file) && read(each, "line", 0, INT32_MAX, one.line) &&
                       read(each, "column", 0, INT32_MAX, one.column) &&
                       read(each, "message", one.message) && read(each, "hint", one.hint);
    if (!whole) return false;
    to.push_back(std::move(one));
  }
  return true;
}

// --- Times ---

constexpr std::array stages = {&CompileTimes::scan, &CompileTimes::parse, &CompileTimes::check,
                               &CompileTimes::optimise, &CompileTimes::codegen};

json to_json(const CompileTimes& times) {
  json list = json::array();
  for (const auto stage : stages) {
    list.push_back((times.*stage).wall_ms);
    list.push_back((times.*stage).cpu_ms);
  }
  return list;
}

bool read(const json& from, const char* key, CompileTimes& to) {
  const json* const list = find(from, key);
  if (!list || !list->is_array() || list->size() != 2 * stages.size()) return false;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!(*list)[i].is_number()) return false;
    StageTime& stage = to.*stages[i / 2];
    (i % 2 == 0 ? stage.wall_ms : stage.cpu_ms) = (*list)[i].get<double>();
  }
  return true;
}

// --- Bars ---

template <class T>
void append(std::string& bytes, const BarColumn<T>& column) {
  bytes.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
}

std::string column_bytes(const Bars& bars) {
  std::string bytes;
  append(bytes, bars.time);
  for (const auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
    append(bytes, *column);
  return bytes;
}

json to_json(const Bars& bars) {
  return {{"symbol", bars.symbol}, {"clock", static_cast<int>(bars.clock)}, {"bars", bars.size()}};
}

template <class T>
void take(std::string_view& bytes, BarColumn<T>& column, std::size_t count) {
  std::vector<T> values(count);
  std::memcpy(values.data(), bytes.data(), count * sizeof(T));
  column = std::move(values);
  bytes.remove_prefix(count * sizeof(T));
}

// `bytes` holds the columns and nothing else.
bool read(const json& from, std::string_view bytes, Bars& to) {
  constexpr std::size_t row = 6 * 8;
  std::size_t count = 0;
  const bool whole = read(from, "symbol", to.symbol) &&
                     read_enum(from, "clock", Clock::Numbers, to.clock) &&
                     read(from, "bars", std::size_t{0}, bytes.size() / row, count);
  if (!whole || bytes.size() != count * row) return false;
  take(bytes, to.time, count);
  for (auto* column : {&to.open, &to.high, &to.low, &to.close, &to.volume})
    take(bytes, *column, count);
  return true;
}

std::optional<WorkerRequest> read_trial(const json& fields, Message message) {
  TrialRequest trial;
  std::size_t object_bytes = 0;
  if (!read(fields, "name", trial.name) ||
      !read(fields, "object_bytes", std::size_t{0}, message.bytes.size(), object_bytes) ||
      !read(fields, std::string_view(message.bytes).substr(object_bytes), trial.bars))
    return std::nullopt;
  trial.object = std::move(message.bytes);
  trial.object.resize(object_bytes);
  return trial;
}

}  // namespace

// --- Requests ---

Message compile_request(std::string_view source, const CompileOptions& options) {
  json fields = to_json(options);
  fields["ask"] = "compile";
  return make_message(fields, std::string(source));
}

Message line_request(std::string_view source, const CompileOptions& options,
                     std::ptrdiff_t offset) {
  json fields = to_json(options);
  fields["ask"] = "line";
  fields["offset"] = offset;
  return make_message(fields, std::string(source));
}

Message trial_request(std::string_view name, std::string_view object, const Bars& bars) {
  json fields = to_json(bars);
  fields["ask"] = "trial";
  fields["name"] = name;
  fields["object_bytes"] = object.size();
  return make_message(fields, std::string(object) + column_bytes(bars));
}

std::optional<WorkerRequest> read_request(Message message) {
  const json fields = parse_fields(message.fields);
  std::string ask;
  CompileOptions options;
  std::ptrdiff_t offset = 0;
  if (!read(fields, "ask", ask)) return std::nullopt;
  if (ask == "trial") return read_trial(fields, std::move(message));
  if (!read(fields, options)) return std::nullopt;
  if (ask == "compile") return CompileRequest{std::move(message.bytes), options};
  if (ask == "line" && read(fields, "offset", PTRDIFF_MIN, PTRDIFF_MAX, offset))
    return LineRequest{std::move(message.bytes), options, offset};
  return std::nullopt;
}

// --- Replies ---

Message compile_reply(const Result<CompiledObject>& compiled) {
  if (!compiled) {
    const Error& error = compiled.error();
    return make_message({{"fault", static_cast<int>(error.fault)},
                         {"message", error.message},
                         {"diagnostics", to_json(error.diagnostics)}});
  }
  return make_message({{"class", compiled->class_name},
                       {"diagnostics", to_json(compiled->diagnostics)},
                       {"times", to_json(compiled->times)}},
                      compiled->object);
}

std::optional<Result<CompiledObject>> read_compile_reply(Message message) {
  const json fields = parse_fields(message.fields);
  if (fields.contains("fault")) {
    Error error;
    const bool whole = read_enum(fields, "fault", Fault::Strategy, error.fault) &&
                       read(fields, "message", error.message) &&
                       read(fields, "diagnostics", error.diagnostics);
    if (!whole) return std::nullopt;
    return tl::unexpected(std::move(error));
  }
  CompiledObject compiled;
  const bool whole = read(fields, "class", compiled.class_name) &&
                     read(fields, "diagnostics", compiled.diagnostics) &&
                     read(fields, "times", compiled.times);
  if (!whole) return std::nullopt;
  compiled.object = std::move(message.bytes);
  return compiled;
}

std::optional<int> read_progress(const Message& message) {
  int offset = 0;
  if (!read(parse_fields(message.fields), "progress", 0, INT32_MAX, offset)) return std::nullopt;
  return offset;
}

Message line_reply(int line) { return make_message({{"line", line}}); }

std::optional<int> read_line_reply(const Message& message) {
  int line = 0;
  if (!read(parse_fields(message.fields), "line", 0, INT32_MAX, line)) return std::nullopt;
  return line;
}

Message trial_reply(const TrialReply& reply) {
  return make_message(reply.asset ? json{{"asset", *reply.asset}, {"timeframe", reply.timeframe}}
                                  : json{{"over", true}});
}

std::optional<TrialReply> read_trial_reply(const Message& message) {
  const json fields = parse_fields(message.fields);
  bool over = false;
  if (read(fields, "over", over) && over) return TrialReply{};
  std::string asset, timeframe;
  if (!read(fields, "asset", asset) || !read(fields, "timeframe", timeframe)) return std::nullopt;
  return TrialReply{asset, timeframe};
}

Message asset_reply(const Result<Bars>& asset) {
  if (!asset) return make_message({{"missing", asset.error().message}});
  return make_message(to_json(*asset), column_bytes(*asset));
}

std::optional<Result<Bars>> read_asset_reply(const Message& message) {
  const json fields = parse_fields(message.fields);
  std::string missing;
  if (read(fields, "missing", missing)) return fail(Fault::Data, missing);
  Bars bars;
  if (!read(fields, message.bytes, bars)) return std::nullopt;
  return bars;
}

}  // namespace stratgen
