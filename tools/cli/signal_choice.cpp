#include "tools/cli/signal_choice.hpp"

#include "compiler/knowledge/document_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

bool matches(const OptimizeResult& result, const std::string& only) {
  return only.empty() || matches_glob(only, result.slug) ||
         matches_glob(only, result.category + "/" + result.slug);
}

bool better(const OptimizeResult& a, const OptimizeResult& b) {
  if (a.test_verdict != b.test_verdict) return a.test_verdict == Verdict::Pass;
  const double sharpe_a = number_named(a.test_stats, "Sharpe Ratio");
  const double sharpe_b = number_named(b.test_stats, "Sharpe Ratio");
  if (std::isnan(sharpe_a) != std::isnan(sharpe_b)) return std::isnan(sharpe_b);
  if (sharpe_a > sharpe_b || sharpe_a < sharpe_b) return sharpe_a > sharpe_b;
  return a.document < b.document;
}

}  // namespace

Result<std::vector<OptimizeResult>> worth_trading(std::vector<OptimizeResult> results,
                                                  const std::string& only, std::size_t top_n) {
  if (results.empty()) {
    return fail(Fault::Data,
                "there are no optimised strategies yet; run stratgen discover, then stratgen "
                "optimize");
  }
  std::erase_if(results, [&](const OptimizeResult& result) { return !matches(result, only); });
  if (results.empty()) {
    return fail(Fault::Usage,
                fmt::format("no document that optimize has a result of matches '{}'", only));
  }
  const std::size_t judged = results.size();
  std::erase_if(results, [](const OptimizeResult& result) {
    return result.test_verdict != Verdict::Pass && result.test_verdict != Verdict::Marginal;
  });
  if (results.empty()) {
    return fail(Fault::Data, fmt::format("none of {} optimised strategies passed or is marginal on "
                                         "its test part; optimise others with stratgen optimize",
                                         judged));
  }
  std::sort(results.begin(), results.end(), better);
  if (results.size() > top_n) results.resize(top_n);
  return results;
}

}  // namespace stratgen
