#include "compiler/knowledge/document_search.hpp"

#include "compiler/knowledge/document_form.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace stratgen {
namespace {

constexpr double k1 = 1.2, b = 0.75;  // the usual values
constexpr int title_weight = 5;
constexpr std::size_t least_plural = 4;  // letters of a word that can lose its s

using Counts = std::map<std::string, int, std::less<>>;

std::vector<std::string> terms_of(std::string_view text) {
  std::vector<std::string> terms;
  std::string term;
  const auto end_term = [&] {
    if (term.size() >= least_plural && term.ends_with('s') && !term.ends_with("ss"))
      term.pop_back();
    if (!term.empty()) terms.push_back(std::move(term));
    term.clear();
  };
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool part = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      static_cast<unsigned char>(c) >= 0x80;
    if (part) term += upper ? static_cast<char>(c - 'A' + 'a') : c;
    if (!part) end_term();
  }
  end_term();
  return terms;
}

struct Indexed {
  Counts counts;
  double length = 0;
};

Indexed index_of(const SearchText& text) {
  Indexed indexed;
  const auto count = [&](std::string_view words, int weight) {
    for (std::string& term : terms_of(words)) {
      indexed.counts[std::move(term)] += weight;
      indexed.length += weight;
    }
  };
  count(text.title, title_weight);
  count(text.text, 1);
  return indexed;
}

int count_in(const Counts& counts, const std::string& term) {
  const auto found = counts.find(term);
  return found == counts.end() ? 0 : found->second;
}

// The first line with most of the terms.
void find_line(const SearchText& text, const std::vector<std::string>& terms, SearchHit& hit) {
  std::size_t most = 0;
  for (const auto& [number, line] : lines_of(text.text, 1)) {
    const std::vector<std::string> here = terms_of(line);
    const auto found = static_cast<std::size_t>(
        std::count_if(terms.begin(), terms.end(), [&](const std::string& term) {
          return std::find(here.begin(), here.end(), term) != here.end();
        }));
    if (found <= most) continue;
    most = found;
    hit.line = number;
    const std::size_t first = line.find_first_not_of(' ');
    hit.excerpt = line.substr(first, line.find_last_not_of(' ') - first + 1);
  }
}

}  // namespace

std::vector<SearchHit> search_texts(std::span<const SearchText> texts, std::string_view words) {
  std::vector<std::string> terms = terms_of(words);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  std::vector<Indexed> indexed;
  double total = 0;
  for (const SearchText& text : texts) {
    indexed.push_back(index_of(text));
    total += indexed.back().length;
  }
  const auto n = static_cast<double>(texts.size());
  const double mean = std::max(total / n, 1.0);
  std::vector<SearchHit> hits;
  for (std::size_t i = 0; i < texts.size(); ++i) hits.push_back({.index = i, .excerpt = ""});
  for (const std::string& term : terms) {
    const auto having =
        static_cast<double>(std::count_if(indexed.begin(), indexed.end(), [&](const Indexed& one) {
          return one.counts.contains(term);
        }));
    const double idf = std::log(1 + (n - having + 0.5) / (having + 0.5));
    for (SearchHit& hit : hits) {
      const Indexed& one = indexed[hit.index];
      const double tf = count_in(one.counts, term);
      hit.score += idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * one.length / mean));
    }
  }
  std::erase_if(hits, [](const SearchHit& hit) { return hit.score <= 0; });
  std::sort(hits.begin(), hits.end(), [](const SearchHit& x, const SearchHit& y) {
    return x.score != y.score ? x.score > y.score : x.index < y.index;
  });
  for (SearchHit& hit : hits) find_line(texts[hit.index], terms, hit);
  return hits;
}

}  // namespace stratgen
