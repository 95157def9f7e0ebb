// Capsule: one result of discover with all that it came from, in one JSON file that anybody can
// replay without a network. Hashes inside tie the parts to each other; the file may come from
// anywhere, so nothing in it is believed.
#pragma once

#include "runtime/store/discover_result.hpp"
#include "tools/cli/run_record.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct NamedText {
  std::string name;
  std::string text;

  bool operator==(const NamedText&) const = default;
};

struct Capsule {
  std::string document;              // the text; its name is result.document
  std::vector<NamedText> concepts;   // supporting documents: "trading-concepts/moving-averages"
  std::vector<NamedText> prompts;    // templates by name: "write_strategy"
  std::vector<NamedText> answers;    // by answer_name()
  std::vector<NamedText> exchanges;  // by exchange_id(), as JSON; none of recordings
  std::string provenance;            // JSON: where the answers came from
  std::string source;                // "" if the document was skipped
  RunRecord run;
  DiscoverResult result;
  nlohmann::ordered_json optimize;  // what optimize made of it, for a reader; null without
};

std::string capsule_text(const Capsule& capsule);

// What does not fit together is an Error (Fault::Data) that says what. Names in the result can be
// used as names of files.
Result<Capsule> parse_capsule(std::string_view text);

}  // namespace stratgen
