// Included by signal_walk_body.hpp once for each instruction set.

// As Broker fills a market order while nothing else is open. `has_fees`: there is a commission.
template <bool has_fees>
class Fills {
 public:
  Fills(const Bars& bars, const BrokerOptions& broker, double size)
      : broker_(broker),
        prices_(broker.trade_on_close ? bars.close.data() - 1 : bars.open.data()),
        size_(size),
        leverage_(1 / broker.margin) {}

  // False if it buys nothing.
  [[gnu::always_inline]] bool enter(Holding& holding, double& cash, double sign, int bar) const {
    const double base = prices_[bar];
    const double entry = base * (1 + sign * broker_.spread);
    const double unit_cost = entry + (has_fees ? commission(sign * size_, base) / size_ : 0);
    const double budget = (cash > 0 ? cash : 0) * leverage_;
    const double units = size_ < 1 ? affordable(budget * size_, unit_cost) : size_;
    if (!(units > 0 && units * unit_cost <= budget)) [[unlikely]]
      return false;
    holding.size = sign * units;
    holding.entry_price = entry;
    holding.from = bar;
    holding.closed = false;
    cash -= commission(holding.size, entry);
    holding.cash = cash;
    return true;
  }

  [[gnu::always_inline]] void leave(Holding& holding, double& cash, int bar) const {
    const double exit = prices_[bar];
    const double fee = commission(holding.size, exit);
    cash += holding.size * (exit - holding.entry_price) - fee;
    holding.commission = fee + commission(holding.size, holding.entry_price);
    holding.exit_price = exit;
    holding.cash_after = cash;
    holding.to = bar;
    holding.closed = true;
  }

 private:
  double commission(double size, double price) const {
    if constexpr (has_fees)
      return broker_.commission(size, price);
    else
      return 0;
  }
  [[gnu::always_inline]] double affordable(double budget, double unit_cost) const {
    if (!broker_.fractional) [[likely]]
      return floor_division(budget, unit_cost, 1 / unit_cost);
    const double units = rounded_down(budget / unit_cost);
    return units * unit_cost <= budget ? units : rounded_down(std::nextafter(units, 0));
  }
  static double rounded_down(double units) {
    constexpr double parts_per_unit = 1e8, most_parts = 0x1p51;
    const double parts = units * parts_per_unit;
    return std::abs(parts) < most_parts ? std::floor(parts) / parts_per_unit : units;
  }

  const BrokerOptions& broker_;
  const double* prices_;  // at which the orders fill that act at a bar
  double size_, leverage_;
};
