// Documents side by side: each has a place for its result, whoever is done first.
#pragma once

#include "compiler/llm/llm.hpp"
#include "runtime/base/result.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace stratgen {

// One place for each document, in their order; empty while it has no result.
template <class R>
using Places = std::vector<std::optional<R>>;

template <class R>
std::vector<std::size_t> empty_places(const Places<R>& places) {
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) empty.push_back(i);
  }
  return empty;
}

template <class R>
std::vector<R> present(Places<R> places) {
  std::vector<R> present;
  for (auto& place : places) {
    if (place) present.push_back(std::move(*place));
  }
  return present;
}

// Calls `run` for each place on `jobs` threads and gives back the first Error, after all have been
// run. Once `interrupted` is set no further one begins.
Result<void> run_places(const std::vector<std::size_t>& places, int jobs,
                        const std::atomic<bool>& interrupted,
                        const std::function<Result<void>(std::size_t place)>& run);

// Whether this is not about one document, which has no result yet then: the run was interrupted, or
// no model can be asked any more.
bool ends_the_run(const Error& error, const Llm& llm);

// What is to be said of documents that are left without a result when the run ends.
Result<void> all_done(std::size_t documents, std::size_t left, const Llm& llm);

}  // namespace stratgen
