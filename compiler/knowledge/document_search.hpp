// Finds documents by words: BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance
// Framework), with words of a title counted as several of the text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct SearchText {
  std::string title;
  std::string text;
};

struct SearchHit {
  std::size_t index = 0;  // in the texts that were searched
  double score = 0;
  int line = 0;         // where the text has most of the words
  std::string excerpt;  // that line, without white space at its ends
};

// The texts that have any of the words, best first; equal scores in the order of the texts. Case
// and a plural s do not count.
std::vector<SearchHit> search_texts(std::span<const SearchText> texts, std::string_view words);

}  // namespace stratgen
