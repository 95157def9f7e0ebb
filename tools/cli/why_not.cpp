#include "tools/cli/why_not.hpp"

#include "tools/cli/order_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using Kind = WatchedExpression::Kind;

struct Seen {
  int times = 0, true_times = 0;
  Observation last;
};

const char* truth(bool value) { return value ? "true" : "false"; }

class WayReader {
 public:
  WayReader(const InstrumentedSource& source, const ObservedRun& run, int bar)
      : source_(source),
        seen_(source.expressions.size()),
        reached_(source.places.size(), false),
        position_(run.position[static_cast<std::size_t>(bar)]) {
    for (const Observation& each : run.trace.observations) {
      if (each.bar != bar) continue;
      Seen& seen = seen_[static_cast<std::size_t>(each.id)];
      ++seen.times;
      seen.true_times += each.value != 0 ? 1 : 0;
      seen.last = each;
    }
    for (const auto& [at, place] : run.trace.calls)
      if (at == bar) reached_[static_cast<std::size_t>(place)] = true;
  }

  bool reached(int place) const { return reached_[static_cast<std::size_t>(place)]; }

  WayThere read(int place, const std::vector<Step>& steps) {
    way_ = {};
    way_.place = place;
    for (const Step& step : steps)
      if (!passes(step)) return std::move(way_);
    way_.taken = true;
    return std::move(way_);
  }

 private:
  bool passes(const Step& step) {
    switch (step.kind) {
      case Step::Kind::Condition:
        add(step.id, step.needed, 0);
        return held(step.id, step.needed);
      case Step::Kind::Case:
        return passes_case(step);
      case Step::Kind::NoExit:
        return passes_exit(step.id);
      case Step::Kind::Position:
        return passes_position(step.side);
    }
    return true;
  }

  // In a loop it held if it did once.
  bool held(int id, bool needed) const {
    const Seen& seen = seen_[static_cast<std::size_t>(id)];
    return needed ? seen.true_times > 0 : seen.true_times < seen.times;
  }

  bool passes_case(const Step& step) {
    const Seen& seen = seen_[static_cast<std::size_t>(step.id)];
    const auto value = static_cast<long>(seen.last.value);
    const auto has = [&](const std::vector<long>& values) {
      return std::find(values.begin(), values.end(), value) != values.end();
    };
    const bool holds = seen.times > 0 &&
                       (has(step.cases) || (!step.other_cases.empty() && !has(step.other_cases)));
    Finding finding = finding_of(step.id, 0);
    std::string labels;
    for (const long each : step.cases)
      labels += fmt::format("{}{}", labels.empty() ? "" : ", ", each);
    if (labels.empty()) labels = "default";
    finding.text = fmt::format("switch ({}): {}", finding.text, labels);
    finding.was = seen.times > 0 ? fmt::format("{}", value) : "not asked";
    finding.holds = holds;
    way_.findings.push_back(std::move(finding));
    return holds;
  }

  // What had to be otherwise for the exit not to be taken.
  bool passes_exit(int place) {
    const MarkedPlace& exit = source_.places[static_cast<std::size_t>(place)];
    const bool left = reached(place);
    std::vector<const Step*> conditions;
    for (const Step& step : exit.ways.front())
      if (step.kind == Step::Kind::Condition) conditions.push_back(&step);
    // One condition of several that did not hold is enough to pass; which, says more than it helps.
    if (left || conditions.size() == 1)
      for (const Step* step : conditions) add(step->id, !step->needed, 0);
    if (left)
      way_.left_by = fmt::format("{} on line {}",
                                 exit.text.substr(0, exit.text.find_first_of(" ;")), exit.at.line);
    return !left;
  }

  bool passes_position(Step::Side side) {
    const auto [text, holds] = [&]() -> std::pair<const char*, bool> {
      switch (side) {
        case Step::Side::Long:
          return {"position.size > 0", position_ > 0};
        case Step::Side::Short:
          return {"position.size < 0", position_ < 0};
        case Step::Side::NotLong:
          return {"position.size <= 0", position_ <= 0};
        case Step::Side::NotShort:
          return {"position.size >= 0", position_ >= 0};
      }
      return {"", true};
    }();
    Finding finding;
    finding.text = text;
    finding.needed = true;
    finding.was = truth(holds);
    finding.values = "position.size " + number_text(position_);
    finding.holds = holds;
    finding.asked = true;
    way_.findings.push_back(std::move(finding));
    return holds;
  }

  // Of what is composed of parts that all have to hold, only the parts are told.
  void add(int id, std::optional<bool> needed, int depth) {
    if (id < 0) return;
    const WatchedExpression& expression = source_.expressions[static_cast<std::size_t>(id)];
    if (expression.kind == Kind::Not && needed)
      return add(expression.parts.front(), !*needed, depth);
    const bool all = (expression.kind == Kind::And && needed == true) ||
                     (expression.kind == Kind::Or && needed == false);
    if (all) {
      for (const int part : expression.parts) add(part, needed, depth);
      return;
    }
    Finding finding = finding_of(id, depth);
    finding.needed = needed;
    finding.holds = !needed || held(id, *needed);
    const bool expand = finding.asked && (!finding.holds || depth > 0);
    const bool same_value = expression.kind == Kind::Leaf && expression.parts.size() == 1;
    way_.findings.push_back(std::move(finding));
    if (!expand || depth >= deepest) return;
    for (const int part : expression.parts)
      if (part >= 0 && (same_value || seen_[static_cast<std::size_t>(part)].times > 0))
        add(part, same_value ? needed : std::nullopt, depth + 1);
    for (const int operand : {expression.left_id, expression.right_id})
      add_definition(operand, depth);
  }

  void add_definition(int operand, int depth) {
    if (operand < 0) return;
    const WatchedExpression& expression = source_.expressions[static_cast<std::size_t>(operand)];
    if (expression.definition.empty()) return;
    Finding finding = finding_of(operand, depth + 1);
    finding.text = fmt::format("{} = {}", expression.text, expression.definition);
    finding.holds = true;
    way_.findings.push_back(std::move(finding));
  }

  Finding finding_of(int id, int depth) const {
    const WatchedExpression& expression = source_.expressions[static_cast<std::size_t>(id)];
    const Seen& seen = seen_[static_cast<std::size_t>(id)];
    Finding finding;
    finding.line = expression.at.line;
    finding.depth = depth;
    finding.text = expression.text;
    finding.asked = seen.times > 0;
    const double value = seen.last.value;
    if (seen.times == 0)
      finding.was = "not asked";
    else if (expression.kind == Kind::Operand || expression.kind == Kind::Switch)
      finding.was = number_text(value);
    else if (seen.times > 1 && seen.true_times > 0 && seen.true_times < seen.times)
      finding.was = fmt::format("{} of {} true", seen.true_times, seen.times);
    else
      finding.was = truth(seen.true_times > 0);
    finding.values = values_of(expression, seen);
    return finding;
  }

  std::string values_of(const WatchedExpression& expression, const Seen& seen) const {
    if (seen.times == 0 || (expression.kind != Kind::Leaf)) return "";
    const Observation& last = seen.last;
    if (last.operands == 1)
      return fmt::format("{}.size {}", expression.text, number_text(last.left));
    if (last.operands == 4)
      return fmt::format("{}; {}", crossing(expression.left, last.left_before, last.left),
                         crossing(expression.right, last.right_before, last.right));
    std::string text;
    const auto append = [&](const std::string& name, double value) {
      if (name == number_text(value) || is_number(name)) return;
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, number_text(value));
    };
    if (last.operands == 2) {
      append(expression.left, last.left);
      append(expression.right, last.right);
    }
    for (const auto& [id, name] : {std::pair(expression.left_id, expression.left),
                                   std::pair(expression.right_id, expression.right)})
      if (id >= 0 && seen_[static_cast<std::size_t>(id)].times > 0)
        append(name, seen_[static_cast<std::size_t>(id)].last.value);
    const bool yes_or_no = last.value == 0 || last.value == 1;
    if (text.empty() && !yes_or_no) text = number_text(last.value);
    return text;
  }

  static bool is_number(const std::string& text) {
    return text.find_first_not_of("-.0123456789") == text.npos;
  }
  static std::string crossing(const std::string& name, double before, double now) {
    if (is_number(name)) return name;
    return fmt::format("{} {} → {}", name, number_text(before), number_text(now));
  }

  static constexpr int deepest = 4;

  const InstrumentedSource& source_;
  std::vector<Seen> seen_;
  std::vector<bool> reached_;
  double position_;
  WayThere way_;
};

}  // namespace

std::vector<WayThere> ways_to_orders(const InstrumentedSource& source, const ObservedRun& run,
                                     int bar) {
  WayReader reader(source, run, bar);
  std::vector<WayThere> ways;
  for (std::size_t i = 0; i < source.places.size(); ++i) {
    const MarkedPlace& place = source.places[i];
    const bool trades = place.kind == MarkedPlace::Kind::Buy ||
                        place.kind == MarkedPlace::Kind::Sell ||
                        place.kind == MarkedPlace::Kind::Close;
    if (!trades) continue;
    const int id = static_cast<int>(i);
    for (const std::vector<Step>& steps : place.ways) {
      WayThere way = reader.read(id, steps);
      // In a loop a later turn may have come there.
      if (!source.signals) way.taken = reader.reached(id);
      ways.push_back(std::move(way));
    }
  }
  return ways;
}

}  // namespace stratgen
