#include "compiler/load/loader.hpp"

#include "compiler/cache/object_key.hpp"
#include "compiler/frontend/guarded.hpp"
#include "compiler/load/line_finder.hpp"

#include <utility>

namespace stratgen {

Loader::Loader(Jit jit, std::optional<Workers> workers, std::optional<ObjectCache> cache)
    : jit_(std::move(jit)),
      workers_(workers ? std::make_shared<Workers>(std::move(*workers)) : nullptr),
      cache_(std::move(cache)) {}

Result<CompiledObject> Loader::check(std::string_view source, const CompileOptions& options) {
  return workers_ ? workers_->compile(source, options) : compile_guarded(source, options);
}

Result<CompiledSource> Loader::compile(std::string_view source, const CompileOptions& options) {
  if (cache_) {
    if (auto found = cache_->find(object_key(source, options))) {
      for (Diagnostic& each : found->diagnostics) each.file = options.file_name;
      return CompiledSource{std::string(source), options, std::move(*found), true};
    }
  }
  STRATGEN_TRY(CompiledObject object, check(source, options));
  return CompiledSource{std::string(source), options, std::move(object), false};
}

Result<LoadedStrategy> Loader::load(CompiledSource compiled, const DataSet& data) {
  auto& [source, options, object, known_good] = compiled;
  if (!known_good && workers_) {
    STRATGEN_CHECK(workers_->try_run(object, data));
    if (cache_) (void)cache_->store(object_key(source, options), object);
  }
  STRATGEN_TRY(LinkedProgram linked, LinkedProgram::link(jit_, object.object, host_symbols()));
  const auto finder = std::make_shared<LineFinder>(source, options, workers_);
  Program program{object.class_name, linked.entry(),
                  [finder](std::ptrdiff_t offset) { return finder->line_of(offset); }};
  return LoadedStrategy{std::move(linked), std::move(program), object.times};
}

}  // namespace stratgen
