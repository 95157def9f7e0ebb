#include <stratgen/strategy.hpp>
struct Qualified : stratgen::Strategy {
  stratgen::Series fast, slow, gap;
  stratgen::Trade kept;
  void init() {
    this->fast = this->sma(this->close, 5);
    this->slow = stratgen::Strategy::sma(this->close, 15);
    this->gap = stratgen::abs(this->fast - this->slow);
  }
  void next() {
    if (stratgen::crossover(this->fast, this->slow)) this->buy({.size = 0.5});
    if (stratgen::crossunder(this->fast, this->slow)) this->position.close();
    const stratgen::Date today = this->date();
    if (today.day > 28 && this->gap > 0) this->position.close(0.5);
    if (this->trades().size() > 0) this->kept = this->trades()[0];
  }
};
STRATGEN_STRATEGY(Qualified)
