// Ehlers' cycle measures (Rocket Science for Traders, 2001), with TA-Lib's warm-up: the price
// smoother runs for some bars before the transforms start from zeros.
#include "runtime/indicator/definition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace stratgen::indicator {
namespace {

constexpr double degrees = 180 / std::numbers::pi;

// The last values of a signal, zeros before the first.
template <std::size_t length>
class History {
 public:
  void push(double v) {
    newest_ = (newest_ + 1) % length;
    values_[newest_] = v;
  }
  double ago(std::size_t bars) const { return values_[(newest_ + length - bars) % length]; }

 private:
  std::array<double, length> values_{};
  std::size_t newest_ = 0;
};

// Shifts a cycle by a quarter of its period, with a gain that depends on the period.
class HilbertTransform {
 public:
  double next(double v, double gain) {
    past_.push(v);
    return (0.0962 * (past_.ago(0) - past_.ago(6)) + 0.5769 * (past_.ago(2) - past_.ago(4))) * gain;
  }

 private:
  History<7> past_;
};

// The dominant cycle by the homodyne discriminator, one bar at a time.
class Discriminator {
 public:
  void next(double smoothed_price) {
    const double gain = 0.075 * period_ + 0.54;
    const double detrended = detrender_.next(smoothed_price, gain);
    detrended_.push(detrended);
    quadrature = quadrature_.next(detrended, gain);
    in_phase = detrended_.ago(3);
    const double shifted_i = shift_i_.next(in_phase, gain);
    const double shifted_q = shift_q_.next(quadrature, gain);

    const double i2 = 0.2 * (in_phase - shifted_q) + 0.8 * i2_;
    const double q2 = 0.2 * (quadrature + shifted_i) + 0.8 * q2_;
    real_ = 0.2 * (i2 * i2_ + q2 * q2_) + 0.8 * real_;
    imaginary_ = 0.2 * (i2 * q2_ - q2 * i2_) + 0.8 * imaginary_;
    i2_ = i2;
    q2_ = q2;
    period_ = 0.2 * measured_period() + 0.8 * period_;
    smooth_period = 0.33 * period_ + 0.67 * smooth_period;
  }

  double in_phase = 0, quadrature = 0;
  double smooth_period = 0;  // in bars

 private:
  // Within 0.67 and 1.5 times the period before, and within 6 and 50 bars.
  double measured_period() const {
    double period = period_;
    if (imaginary_ != 0 && real_ != 0) period = 360 / (std::atan(imaginary_ / real_) * degrees);
    period = std::min(period, 1.5 * period_);
    period = std::max(period, 0.67 * period_);
    return std::clamp(period, 6.0, 50.0);
  }

  HilbertTransform detrender_, quadrature_, shift_i_, shift_q_;
  History<4> detrended_;
  double i2_ = 0, q2_ = 0, real_ = 0, imaginary_ = 0, period_ = 0;
};

double smoothed_price(Input x, std::size_t i) {
  return (4 * x[i] + 3 * x[i - 1] + 2 * x[i - 2] + x[i - 3]) / 10;
}

// In whole bars. A period is no number once prices near the end of double's range have overflown.
std::size_t whole_bars(double period) {
  return period >= 0 ? static_cast<std::size_t>(period + 0.5) : 0;
}

constexpr std::size_t short_start = 12, short_lookback = 32;
constexpr std::size_t long_start = 37, long_lookback = 63;

// The angle within the dominant cycle, in degrees: the phase of the last cycle's Fourier component.
class Phase {
 public:
  double next(double smoothed, double smooth_period) {
    past_.push(smoothed);
    const std::size_t bars = whole_bars(smooth_period);
    double real = 0, imaginary = 0;
    for (std::size_t k = 0; k < bars; ++k) {
      const double angle =
          2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(bars);
      real += std::sin(angle) * past_.ago(k);
      imaginary += std::cos(angle) * past_.ago(k);
    }
    if (imaginary != 0)
      phase_ = std::atan(real / imaginary) * degrees;
    else if (real != 0)
      phase_ += real < 0 ? -90 : 90;
    phase_ += 90;
    phase_ += 360 / smooth_period;  // the price smoother lags by a bar
    if (imaginary < 0) phase_ += 180;
    if (phase_ > 315) phase_ -= 360;
    return phase_;
  }

 private:
  History<50> past_;
  double phase_ = 0;
};

double sine_of(double phase) { return std::sin(phase / degrees); }
double lead_sine_of(double phase) { return std::sin((phase + 45) / degrees); }

// The mean price over one dominant cycle, smoothed like the price.
class Trendline {
 public:
  double next(Input x, std::size_t i, double smooth_period) {
    const std::size_t bars = whole_bars(smooth_period);
    double total = 0;
    for (std::size_t k = 0; k < bars; ++k) total += x[i - k];
    means_.push(bars > 0 ? total / static_cast<double>(bars) : total);
    return (4 * means_.ago(0) + 3 * means_.ago(1) + 2 * means_.ago(2) + means_.ago(3)) / 10;
  }

 private:
  History<4> means_;
};

void ht_dcperiod(const Call& c) {
  Discriminator cycle;
  for (std::size_t i = short_start; i < c.size(); ++i) {
    cycle.next(smoothed_price(c.in[0], i));
    if (i >= short_lookback) c.out[0][i] = cycle.smooth_period;
  }
}

void ht_phasor(const Call& c) {
  Discriminator cycle;
  for (std::size_t i = short_start; i < c.size(); ++i) {
    cycle.next(smoothed_price(c.in[0], i));
    if (i < short_lookback) continue;
    c.out[0][i] = cycle.in_phase;
    c.out[1][i] = cycle.quadrature;
  }
}

// emit(bar, phase) for each bar with a value.
template <class Emit>
void each_phase(const Call& c, Emit emit) {
  Discriminator cycle;
  Phase phase;
  for (std::size_t i = long_start; i < c.size(); ++i) {
    const double smoothed = smoothed_price(c.in[0], i);
    cycle.next(smoothed);
    const double angle = phase.next(smoothed, cycle.smooth_period);
    if (i >= long_lookback) emit(i, angle);
  }
}

void ht_dcphase(const Call& c) {
  each_phase(c, [&](std::size_t i, double phase) { c.out[0][i] = phase; });
}

void ht_sine(const Call& c) {
  each_phase(c, [&](std::size_t i, double phase) {
    c.out[0][i] = sine_of(phase);
    c.out[1][i] = lead_sine_of(phase);
  });
}

void ht_trendline(const Call& c) {
  Discriminator cycle;
  Trendline line;
  for (std::size_t i = long_start; i < c.size(); ++i) {
    cycle.next(smoothed_price(c.in[0], i));
    const double value = line.next(c.in[0], i, cycle.smooth_period);
    if (i >= long_lookback) c.out[0][i] = value;
  }
}

// 1 in a trend, 0 in a cycle: a cycle is taken for present for half a period after its sine crosses
// its lead, and while the phase moves on at about the cycle's rate, unless the price is 1.5 % away
// from the trendline.
void ht_trendmode(const Call& c) {
  Discriminator cycle;
  Phase phase;
  Trendline line;
  double angle = 0, sine = 0, lead = 0;
  double bars_in_trend = 0;
  for (std::size_t i = long_start; i < c.size(); ++i) {
    const double smoothed = smoothed_price(c.in[0], i);
    cycle.next(smoothed);
    const double period = cycle.smooth_period;
    const double angle_before = angle, sine_before = sine, lead_before = lead;
    angle = phase.next(smoothed, period);
    sine = sine_of(angle);
    lead = lead_sine_of(angle);
    const double trendline = line.next(c.in[0], i, period);

    const bool crossed =
        (sine > lead && sine_before <= lead_before) || (sine < lead && sine_before >= lead_before);
    bars_in_trend = crossed ? 1 : bars_in_trend + 1;
    const double turn = angle - angle_before, rate = 360 / period;
    const bool at_rate = period != 0 && turn > 0.67 * rate && turn < 1.5 * rate;
    const bool away = trendline != 0 && std::abs((smoothed - trendline) / trendline) >= 0.015;
    const bool trend = away || (!crossed && bars_in_trend >= 0.5 * period && !at_rate);
    if (i >= long_lookback) c.out[0][i] = trend ? 1 : 0;
  }
}

// MESA adaptive averages: the faster the phase turns, the smaller the factor, from the fast limit
// down to the slow one; FAMA follows MAMA with half of it.
void mama(const Call& c) {
  const Input x = c.in[0];
  const double fast_limit = c.params[0], slow_limit = c.params[1];
  Discriminator cycle;
  double average = 0, following = 0, phase = 0;
  for (std::size_t i = short_start; i < c.size(); ++i) {
    cycle.next(smoothed_price(x, i));
    const double before = phase;
    phase = cycle.in_phase != 0 ? std::atan(cycle.quadrature / cycle.in_phase) * degrees : 0;
    const double turn = before - phase;
    const double k = turn > 1 ? std::max(fast_limit / turn, slow_limit) : fast_limit;
    average = k * x[i] + (1 - k) * average;
    following = 0.5 * k * average + (1 - 0.5 * k) * following;
    if (i < short_lookback) continue;
    c.out[0][i] = average;
    c.out[1][i] = following;
  }
}

template <std::size_t bars>
std::size_t fixed_lookback(Params) {
  return bars;
}

}  // namespace

std::vector<Definition> cycle_functions() {
  constexpr auto after_short = fixed_lookback<short_lookback>;
  constexpr auto after_long = fixed_lookback<long_lookback>;
  return {
      {{"ht_dcperiod", {"real"}, {}, {"value"}}, after_short, ht_dcperiod},
      {{"ht_phasor", {"real"}, {}, {"inphase", "quadrature"}}, after_short, ht_phasor},
      {{"ht_dcphase", {"real"}, {}, {"value"}}, after_long, ht_dcphase},
      {{"ht_sine", {"real"}, {}, {"sine", "leadsine"}}, after_long, ht_sine},
      {{"ht_trendline", {"real"}, {}, {"value"}}, after_long, ht_trendline},
      {{"ht_trendmode", {"real"}, {}, {"value"}}, after_long, ht_trendmode},
      {{"mama",
        {"real"},
        {factor("fast limit", 0.5, 0.01, 0.99), factor("slow limit", 0.05, 0.01, 0.99)},
        {"mama", "fama"}},
       after_short,
       mama},
  };
}

}  // namespace stratgen::indicator
