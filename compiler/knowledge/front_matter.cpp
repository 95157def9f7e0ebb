#include "compiler/knowledge/front_matter.hpp"

#include "compiler/knowledge/closest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace stratgen {
namespace {

constexpr int first_yaml_line = 2;  // the opening --- is line 1

// Reads typed values out of nodes; every Error names the file and the node's line.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  tl::unexpected<Error> wrong(const YAML::Mark& mark, std::string_view message) const {
    const int line = mark.is_null() ? first_yaml_line : mark.line + first_yaml_line;
    return fail(Fault::Data, fmt::format("{}:{}: {}", file_, line, message));
  }

  // Every key of `node` is in `required` or `optional`, once, and every required one is there.
  Result<void> check_keys(const YAML::Node& node, std::string_view what,
                          const std::vector<std::string>& required,
                          const std::vector<std::string>& optional = {}) const {
    if (!node.IsMap()) {
      return wrong(node.Mark(),
                   fmt::format("{} must have the keys {}", what, fmt::join(required, ", ")));
    }
    std::vector<std::string> known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    std::vector<std::string> seen;
    for (const auto& entry : node) {
      const YAML::Mark mark = entry.first.Mark();
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{};
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        const std::string meant = did_you_mean(key, known);
        return wrong(mark, fmt::format("{} has no key '{}'{}", what, key,
                                       meant.empty() ? fmt::format("; its keys are {}",
                                                                   fmt::join(known, ", "))
                                                     : meant));
      }
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
        return wrong(mark, fmt::format("{} gives '{}' twice; keep one", what, key));
      }
      seen.push_back(key);
    }
    for (const std::string& key : required) {
      if (std::find(seen.begin(), seen.end(), key) == seen.end()) {
        return wrong(node.Mark(), fmt::format("{} lacks the key '{}'; add it", what, key));
      }
    }
    return {};
  }

  Result<std::string> text(const YAML::Node& node, std::string_view key) const {
    if (!node.IsScalar() || node.Scalar().empty()) {
      return wrong(node.Mark(), fmt::format("'{}' must be a text that is not empty", key));
    }
    return node.Scalar();
  }

  Result<std::vector<std::string>> texts(const YAML::Node& node, std::string_view key) const {
    if (!node.IsSequence() || node.size() == 0) {
      return wrong(node.Mark(),
                   fmt::format("'{0}' must be a list of texts; write {0}: [first, second]", key));
    }
    std::vector<std::string> values;
    for (const YAML::Node& element : node) {
      STRATGEN_TRY(std::string value, text(element, key));
      values.push_back(std::move(value));
    }
    return values;
  }

  // Names of supporting documents, each once.
  Result<std::vector<std::string>> document_names(const YAML::Node& node,
                                                  std::string_view key) const {
    STRATGEN_TRY(std::vector<std::string> names, texts(node, key));
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (!is_document_name(*name)) {
        return wrong(node.Mark(), fmt::format("'{}' in '{}' is not a document; write it as "
                                              "trading-concepts/moving-averages",
                                              *name, key));
      }
      if (std::find(names.begin(), name, *name) != name) {
        return wrong(node.Mark(), fmt::format("'{}' names {} twice; keep one", key, *name));
      }
    }
    return names;
  }

  Result<double> number(const YAML::Node& node, std::string_view key) const {
    double value = 0;
    if (!node.IsScalar() || !YAML::convert<double>::decode(node, value) || !std::isfinite(value)) {
      return wrong(node.Mark(), fmt::format("'{}' must be a number", key));
    }
    return value;
  }

  Result<Source> source(const YAML::Node& node) const {
    STRATGEN_CHECK(check_keys(node, "a source", {"authors", "year", "title", "venue"}, {"doi"}));
    Source source;
    STRATGEN_TRY(source.authors, texts(node["authors"], "authors"));
    STRATGEN_TRY(source.title, text(node["title"], "title"));
    STRATGEN_TRY(source.venue, text(node["venue"], "venue"));
    const YAML::Node year = node["year"];
    if (!YAML::convert<int>::decode(year, source.year) || source.year < 1600 ||
        source.year > 2100) {
      return wrong(year.Mark(), "'year' must be a year such as 1992");
    }
    if (const YAML::Node doi = node["doi"]) {
      STRATGEN_TRY(source.doi, text(doi, "doi"));
    }
    return source;
  }

  Result<DocParameter> parameter(const YAML::Node& node) const {
    STRATGEN_CHECK(check_keys(node, "a parameter", {"name", "default", "low", "high", "from"}));
    DocParameter parameter;
    STRATGEN_TRY(parameter.name, text(node["name"], "name"));
    STRATGEN_TRY(parameter.default_value, number(node["default"], "default"));
    STRATGEN_TRY(parameter.low, number(node["low"], "low"));
    STRATGEN_TRY(parameter.high, number(node["high"], "high"));
    STRATGEN_TRY(parameter.from, text(node["from"], "from"));
    if (!is_identifier(parameter.name)) {
      return wrong(node["name"].Mark(),
                   fmt::format("parameter name '{}' is not an identifier; use letters, digits and "
                               "underscores, such as fast_period",
                               parameter.name));
    }
    if (parameter.low > parameter.default_value || parameter.default_value > parameter.high) {
      return wrong(
          node["default"].Mark(),
          fmt::format("parameter {}: default {} is not within low {} and high {}; "
                      "correct one of the three",
                      parameter.name, parameter.default_value, parameter.low, parameter.high));
    }
    return parameter;
  }

  Result<std::vector<Source>> sources(const YAML::Node& node) const {
    if (!node.IsSequence() || node.size() == 0) {
      return wrong(node.Mark(), "'sources' must be a list with at least one source");
    }
    std::vector<Source> sources;
    for (const YAML::Node& element : node) {
      STRATGEN_TRY(Source one, source(element));
      sources.push_back(std::move(one));
    }
    return sources;
  }

  Result<std::vector<DocParameter>> parameters(const YAML::Node& node) const {
    if (!node.IsSequence()) {
      return wrong(node.Mark(), "'parameters' must be a list; write parameters: [] for none");
    }
    std::vector<DocParameter> parameters;
    for (const YAML::Node& element : node) {
      STRATGEN_TRY(DocParameter one, parameter(element));
      const auto same_name = [&](const DocParameter& other) { return other.name == one.name; };
      if (std::any_of(parameters.begin(), parameters.end(), same_name)) {
        return wrong(element.Mark(),
                     fmt::format("parameter {} is given twice; rename or remove one", one.name));
      }
      parameters.push_back(std::move(one));
    }
    return parameters;
  }

 private:
  const std::string& file_;
};

Result<KnowledgeDoc> read_root(const YAML::Node& root, const Reader& reader) {
  STRATGEN_CHECK(reader.check_keys(
      root, "the front matter",
      {"title", "category", "sources", "universe", "data", "timeframe", "horizon", "parameters"},
      {"concepts"}));
  KnowledgeDoc doc;
  STRATGEN_TRY(doc.title, reader.text(root["title"], "title"));
  STRATGEN_TRY(doc.category, reader.text(root["category"], "category"));
  STRATGEN_TRY(doc.sources, reader.sources(root["sources"]));
  STRATGEN_TRY(doc.universe, reader.texts(root["universe"], "universe"));
  STRATGEN_TRY(doc.data, reader.texts(root["data"], "data"));
  STRATGEN_TRY(doc.timeframe, reader.text(root["timeframe"], "timeframe"));
  STRATGEN_TRY(doc.horizon, reader.text(root["horizon"], "horizon"));
  if (const YAML::Node concepts = root["concepts"]) {
    STRATGEN_TRY(doc.concepts, reader.document_names(concepts, "concepts"));
  }
  STRATGEN_TRY(doc.parameters, reader.parameters(root["parameters"]));
  const auto& known = known_timeframes();
  if (std::find(known.begin(), known.end(), doc.timeframe) == known.end()) {
    return reader.wrong(root["timeframe"].Mark(),
                        fmt::format("timeframe '{}' is unknown; use one of {}", doc.timeframe,
                                    fmt::join(known, ", ")));
  }
  return doc;
}

Result<SupportingDoc> read_supporting_root(const YAML::Node& root, const Reader& reader) {
  STRATGEN_CHECK(
      reader.check_keys(root, "the front matter", {"title", "category", "sources", "related"}));
  SupportingDoc doc;
  STRATGEN_TRY(doc.title, reader.text(root["title"], "title"));
  STRATGEN_TRY(doc.category, reader.text(root["category"], "category"));
  const YAML::Node sources = root["sources"], related = root["related"];
  if (!sources.IsSequence() || sources.size() > 0) {
    STRATGEN_TRY(doc.sources, reader.sources(sources));
  }
  if (!related.IsSequence() || related.size() > 0) {
    STRATGEN_TRY(doc.related, reader.document_names(related, "related"));
  }
  return doc;
}

template <class Doc>
Result<Doc> parse(std::string_view yaml, const std::string& file,
                  Result<Doc> (*read)(const YAML::Node&, const Reader&)) {
  const Reader reader(file);
  try {
    return read(YAML::Load(std::string(yaml)), reader);
  } catch (const YAML::Exception& e) {
    return reader.wrong(e.mark, fmt::format("the front matter is not YAML: {}; put texts that "
                                            "contain a colon in quotes",
                                            e.msg));
  }
}

}  // namespace

Result<KnowledgeDoc> parse_front_matter(std::string_view yaml, const std::string& file) {
  return parse(yaml, file, read_root);
}

Result<SupportingDoc> parse_supporting_front_matter(std::string_view yaml,
                                                    const std::string& file) {
  return parse(yaml, file, read_supporting_root);
}

}  // namespace stratgen
