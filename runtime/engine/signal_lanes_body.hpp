// Which cells go side by side, and how they take turns. Included by signal_walk_body.hpp once for
// each instruction set.

// The bars at which a cell's orders fill if each entry buys something: in, out, in, ..., in every
// eighth of `turns`. Returns how many; -1 if the cell has to be walked by itself.
int list_turns(const SignalMasks& masks, int bars, std::vector<int>& events, int* turns) {
  constexpr unsigned long_only = 1u << SignalMasks::LongEntry | 1u << SignalMasks::LongExit;
  const abi::Signals& signals = masks.signals();
  if (signals.present != long_only || !list_events(masks, signals.start, bars, events)) return -1;
  const MaskWord* const entry = masks.words(SignalMasks::LongEntry);
  const MaskWord* const exit = masks.words(SignalMasks::LongExit);
  int count = 0;
  bool held = false;
  for (const int* event = events.data(); *event + 1 < bars; ++event) {
    const bool turn = holds(held ? exit : entry, *event);
    turns[8 * count] = *event + 1;
    count += turn;
    held ^= turn;
  }
  return count;
}

// Whether all cells may go side by side: market orders for whole units, without fees.
bool may_go_in_lanes(const WalkOptions& options) {
  return !options.has_fees() && !options.broker.fractional && !options.finalize;
}

// Returns a bit for each cell that has to be walked by itself.
unsigned walk_in_lanes(std::span<const SignalMasks* const> masks, const Bars& bars,
                       const CloseTable& table, const WalkOptions& options, SignalWalk& walk,
                       std::span<WalkSums> sums) {
  const int count = static_cast<int>(bars.size());
  std::array<int, 8> turns_of{};
  Lanes size = 1.0;
  unsigned left = 0;
  int most = 0;
  walk.turns.resize(8 * (most_events(bars.size()) + 2));
  for (unsigned i = 0; i < masks.size(); ++i) {
    const int turns = list_turns(*masks[i], count, walk.events, walk.turns.data() + i);
    if (turns < 0) left |= 1u << i;
    turns_of[i] = std::max(turns, 0);
    most = std::max(most, turns_of[i]);
    size[i] = masks[i]->signals().size;
  }
  const int steps = (most + 1) / 2;
  for (int i = 0; i < 8; ++i)
    for (int turn = turns_of[static_cast<unsigned>(i)]; turn < 2 * steps; ++turn)
      walk.turns[static_cast<std::size_t>(8 * turn + i)] = count;

  LaneWalk lanes(bars, table, options.broker, size);
  walk.positions.resize(std::max(walk.positions.size(), static_cast<std::size_t>(steps)));
  for (int i = 0; i < steps; ++i)
    lanes.step(walk.turns.data() + 16 * i, walk.positions[static_cast<std::size_t>(i)]);
  lanes.end();
  left |= lanes.failed();
  for (unsigned i = 0; i < masks.size(); ++i) {
    if (left >> i & 1) [[unlikely]]
      continue;
    const auto positions =
        std::span(walk.positions).first(static_cast<std::size_t>((turns_of[i] + 1) / 2));
    sums[i] = lanes.sums(i, positions, walk.curve);
    if (walk.keeps) [[unlikely]]
      lanes.keep_in(walk.holdings, i, positions);
  }
  return left;
}
