#include "compiler/llm/replay.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace stratgen {
namespace {

struct Provenance {
  std::string origin;
  std::string model;
};

Result<Provenance> read_provenance(const std::filesystem::path& path) {
  const auto text = read_file(path);
  if (!text) {
    return fail(Fault::Service,
                fmt::format("a recording needs {} beside it; write {{\"origin\": \"...\"}} into it",
                            path.string()));
  }
  const auto object = nlohmann::json::parse(*text, nullptr, false);
  const auto text_at = [&](const char* key) {
    const bool there = object.is_object() && object.contains(key) && object[key].is_string();
    return there ? object[key].get<std::string>() : std::string{};
  };
  Provenance provenance{text_at("origin"), text_at("model")};
  if (provenance.origin.empty()) {
    return fail(Fault::Service,
                fmt::format("{} must be a JSON object with a text 'origin'; say who "
                            "wrote the recording",
                            path.string()));
  }
  return provenance;
}

}  // namespace

std::filesystem::path recording_path(const std::filesystem::path& folder, const Request& request) {
  return folder / request.category / request.slug / (answer_name(request) + ".completion.txt");
}

bool ReplayLlm::can_answer(const Request& request) const {
  std::error_code ec;
  return std::filesystem::exists(recording_path(folder_, request), ec);
}

Result<Completion> ReplayLlm::complete(const Request& request) {
  const std::filesystem::path path = recording_path(folder_, request);
  if (!can_answer(request)) {
    return fail(Fault::Service,
                fmt::format("no answer is recorded for {}: {} does not exist; record one there",
                            request.document, path.string()));
  }
  auto text = read_file(path);
  if (!text) return fail(Fault::Service, text.error().message);
  STRATGEN_TRY(const Provenance provenance,
               read_provenance(path.parent_path() / "provenance.json"));
  std::string hash = sha256(*text);
  return Completion{.text = std::move(*text),
                    .origin = provenance.origin,
                    .provider = "replay",
                    .model = provenance.model,
                    .hash = std::move(hash)};
}

std::string ReplayLlm::identity(const Request& request) const {
  // Whatever else is asked on the way to this answer counts as well.
  const std::filesystem::path folder = recording_path(folder_, request).parent_path();
  const std::string task(to_string(request.task));
  std::map<std::string, std::string> hashes;
  std::error_code ec;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ec)) {
    const std::string name = entry.path().filename().string();
    const bool repairs =
        request.task == Task::WriteStrategy && name.starts_with(to_string(Task::RepairStrategy));
    if (!name.ends_with(".completion.txt") || (!name.starts_with(task) && !repairs)) continue;
    if (const auto text = read_file(entry.path())) hashes[name] = sha256(*text);
  }
  if (hashes.empty()) return "replay:none";
  std::string all;
  for (const auto& [name, hash] : hashes) all += fmt::format("{} {}\n", name, hash);
  return "replay:" + sha256(all);
}

}  // namespace stratgen
