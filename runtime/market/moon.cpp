#include "runtime/market/moon.hpp"

#include <cmath>
#include <numbers>

namespace stratgen {
namespace {

constexpr double radians = std::numbers::pi / 180;

// A periodic term: degrees * sin(d * D + m * M + n * N + f * F).
struct Term {
  double degrees;
  int d, m, n, f;
};

// The largest terms of the moon's longitude; M is the sun's mean anomaly, N the moon's.
constexpr Term moon_terms[] = {
    {6.288774, 0, 0, 1, 0},  {1.274027, 2, 0, -1, 0},  {0.658314, 2, 0, 0, 0},
    {0.213618, 0, 0, 2, 0},  {-0.185116, 0, 1, 0, 0},  {-0.114332, 0, 0, 0, 2},
    {0.058793, 2, 0, -2, 0}, {0.057066, 2, -1, -1, 0}, {0.053322, 2, 0, 1, 0},
    {0.045758, 2, -1, 0, 0}, {-0.040923, 0, 1, -1, 0}, {-0.034720, 1, 0, 0, 0},
    {-0.030383, 0, 1, 1, 0},
};

}  // namespace

double moon_phase(std::int64_t time) {
  constexpr double j2000 = 946728000;  // 2000-01-01T12:00:00
  constexpr double seconds_per_century = 36525.0 * 86400;
  const double t = (static_cast<double>(time) - j2000) / seconds_per_century;

  const double mean_elongation = 297.8501921 + 445267.1114034 * t - 0.0018819 * t * t;
  const double sun_anomaly = 357.5291092 + 35999.0502909 * t - 0.0001536 * t * t;
  const double moon_anomaly = 134.9633964 + 477198.8675055 * t + 0.0087414 * t * t;
  const double latitude = 93.2720950 + 483202.0175233 * t - 0.0036539 * t * t;

  double elongation = mean_elongation;
  for (const Term& term : moon_terms) {
    const double argument =
        term.d * mean_elongation + term.m * sun_anomaly + term.n * moon_anomaly + term.f * latitude;
    elongation += term.degrees * std::sin(argument * radians);
  }
  // The sun runs ahead of its mean place by the equation of the centre.
  elongation -=
      1.914602 * std::sin(sun_anomaly * radians) + 0.019993 * std::sin(2 * sun_anomaly * radians);

  const double turns = elongation / 360;
  const double phase = turns - std::floor(turns);
  return phase < 1 ? phase : 0;
}

}  // namespace stratgen
