#include "tools/cli/optimize_choice.hpp"

#include "compiler/knowledge/document_list.hpp"
#include "runtime/store/optimize_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stratgen {
namespace {

bool matches(const DiscoverResult& result, const std::string& only) {
  return only.empty() || matches_glob(only, result.slug) ||
         matches_glob(only, result.category + "/" + result.slug);
}

bool better(const DiscoverResult& a, const DiscoverResult& b) {
  if (a.verdict != b.verdict) return a.verdict == Verdict::Pass;
  const double sharpe_a = number_named(a.stats, "Sharpe Ratio");
  const double sharpe_b = number_named(b.stats, "Sharpe Ratio");
  if (std::isnan(sharpe_a) || std::isnan(sharpe_b)) return !std::isnan(sharpe_a);
  return sharpe_a > sharpe_b;
}

void keep_best(std::vector<DiscoverResult>& results, std::size_t count) {
  if (results.size() <= count) return;
  std::vector<std::size_t> places(results.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    if (better(results[a], results[b])) return true;
    return a < b && !better(results[b], results[a]);
  });
  places.resize(count);
  std::sort(places.begin(), places.end());
  std::vector<DiscoverResult> best;
  for (const std::size_t place : places) best.push_back(std::move(results[place]));
  results = std::move(best);
}

}  // namespace

Result<std::vector<DiscoverResult>> worth_optimizing(std::vector<DiscoverResult> results,
                                                     const std::string& only,
                                                     std::optional<int> top_n) {
  if (results.empty()) {
    return fail(Fault::Data, "there is nothing to optimise yet; run stratgen discover first");
  }
  std::erase_if(results, [&](const DiscoverResult& result) { return !matches(result, only); });
  if (results.empty()) {
    return fail(Fault::Usage,
                fmt::format("no document that discover has a result of matches '{}'", only));
  }
  std::erase_if(results, [](const DiscoverResult& result) {
    return result.verdict != Verdict::Pass && result.verdict != Verdict::Marginal;
  });
  if (top_n) keep_best(results, static_cast<std::size_t>(*top_n));
  return results;
}

}  // namespace stratgen
