#include "tools/cli/capsule_replay.hpp"

#include "compiler/knowledge/supporting_doc.hpp"
#include "compiler/llm/replay.hpp"
#include "runtime/base/file.hpp"
#include "tools/cli/discover_document.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <fmt/format.h>

#include <stdlib.h>

#include <cerrno>
#include <cstring>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

// An empty folder for this user alone, gone with this.
class ScratchFolder {
 public:
  static Result<ScratchFolder> make() {
    std::error_code ec;
    std::string pattern = (fs::temp_directory_path(ec) / "stratgen-capsule-XXXXXX").string();
    if (ec || ::mkdtemp(pattern.data()) == nullptr) {
      return fail(Fault::Data,
                  fmt::format("cannot make a folder {}: {}; set TMPDIR to one that can be written",
                              pattern, std::strerror(errno)));
    }
    return ScratchFolder(pattern);
  }
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder() {
    std::error_code ec;
    if (!path_.empty()) fs::remove_all(path_, ec);
  }

  const fs::path& path() const { return path_; }

 private:
  explicit ScratchFolder(fs::path path) : path_(std::move(path)) {}

  fs::path path_;
};

// The document and its concepts below knowledge/, the answers as recordings below generated/.
Result<void> unpack(const Capsule& capsule, const fs::path& place) {
  const DiscoverResult& result = capsule.result;
  STRATGEN_CHECK(write_file(place / "knowledge" / result.document, capsule.document));
  for (const NamedText& subject : capsule.concepts) {
    STRATGEN_CHECK(write_file(supporting_path(place / "knowledge", subject.name), subject.text));
  }
  const fs::path folder = place / "generated" / result.category / result.slug;
  STRATGEN_CHECK(write_file(folder / "provenance.json", R"({"origin": "a capsule"})"));
  for (const NamedText& answer : capsule.answers) {
    STRATGEN_CHECK(write_file(folder / (answer.name + ".completion.txt"), answer.text));
  }
  return {};
}

}  // namespace

Result<BarSource> bars_of(const Capsule& capsule, const Context& context) {
  return capsule.run.bundled_bars ? sample_source(context.home)
                                  : store_source(context.workspace, true);
}

std::vector<UsedBars> bars_here(const Capsule& capsule, const BarSource& bars) {
  std::vector<UsedBars> here = capsule.run.bars;
  for (UsedBars& used : here) {
    const auto market = bars.load(used.symbol, used.timeframe);
    used.hash = market ? content_hash(market->bars) : "";
  }
  return here;
}

Result<DiscoverResult> replay_capsule(const Capsule& capsule, const BarSource& bars,
                                      const Context& context) {
  STRATGEN_TRY(const ScratchFolder scratch, ScratchFolder::make());
  STRATGEN_CHECK(unpack(capsule, scratch.path()));
  STRATGEN_TRY(Loader loader, make_loader(context));
  ReplayLlm llm(scratch.path() / "generated");
  const fs::path knowledge = scratch.path() / "knowledge";
  const auto result = discover_document(
      knowledge / capsule.result.document,
      {knowledge, scratch.path() / "artifacts", llm, loader, bars, capsule.run.settings, {}});
  if (!result) return fail(Fault::Interrupted, "interrupted");
  return *result;
}

}  // namespace stratgen
