#include "runtime/sweep/parzen.hpp"

#include <algorithm>
#include <bit>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <numbers>

namespace stratgen {
namespace {

// Scott assumes one normal peak; the good cells of a strategy often lie on several, or on a ridge.
constexpr double narrowing = 1.0 / 3;

// 2^-x for x >= 0, to 2e-4: the exponent by shifting, the rest by a polynomial. Written so that
// compilers make vector code of a loop over it.
inline float exp2_of_minus(float x) {
  const float y = 126.0F - std::min(x, 126.0F);
  const auto whole = static_cast<std::int32_t>(y);
  const float rest = y - static_cast<float>(whole);
  const float power = 1.0F + rest * (0.695556F + rest * (0.226173F + rest * 0.078271F));
  return std::bit_cast<float>((whole + 1) << 23) * power;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

// One of the other values of an unordered axis: the middles of their shares lie 1 / count apart.
double other_than(double position, std::uint64_t count, double random) {
  const double steps = 1 + std::floor(random * static_cast<double>(count - 1));
  return std::fmod(position + steps / static_cast<double>(count), 1.0);
}

}  // namespace

CellPositions::CellPositions(std::size_t axes, std::size_t most)
    : capacity(most), cells(most), positions(axes * most) {}

void CellPositions::add(std::uint64_t cell, std::span<const SearchAxis> axes) {
  cells[count] = cell;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    positions[a * capacity + count] = static_cast<float>(axes[a].position(axes[a].index(cell)));
  }
  ++count;
}

ParzenDensity::ParzenDensity(std::span<const SearchAxis> axes, std::size_t most)
    : axes_(axes),
      centres_(axes.size(), most),
      weights_(most),
      bandwidths_(axes.size()),
      distance_units_(axes.size()) {}

double ParzenDensity::spread(std::size_t axis) const {
  const std::span positions(centres_.axis(axis), centres_.count);
  double sum = 0, squares = 0;
  for (const float position : positions) sum += static_cast<double>(position);
  const double mean = sum / static_cast<double>(positions.size());
  for (const float position : positions) {
    const double away = static_cast<double>(position) - mean;
    squares += away * away;
  }
  return std::sqrt(squares / static_cast<double>(positions.size()));
}

void ParzenDensity::fit(std::span<const std::uint64_t> cells) {
  centres_.clear();
  for (const std::uint64_t cell : cells) centres_.add(cell, axes_);
  const double components = static_cast<double>(cells.size()) + 1;
  const double shrink = std::pow(components, -1 / (static_cast<double>(axes_.size()) + 4));
  double prior = 1 / components;
  std::fill_n(weights_.begin(), cells.size(), static_cast<float>(prior));
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    prior /= static_cast<double>(axes_[a].count);
    if (axes_[a].ordered) {
      fit_ordered(a, shrink);
    } else {
      fit_unordered(a, shrink);
    }
  }
  prior_ = static_cast<float>(prior);
}

void ParzenDensity::fit_ordered(std::size_t axis, double shrink) {
  const double step = 1 / static_cast<double>(axes_[axis].count);
  const double width = std::max(narrowing * spread(axis) * shrink, 0.5 * step);
  bandwidths_[axis] = width;
  distance_units_[axis] = static_cast<float>(std::sqrt(0.5 * std::numbers::log2e) / width);
  const double height = step / (width * std::sqrt(2 * std::numbers::pi));
  for (std::size_t i = 0; i < centres_.count; ++i) {
    const auto centre = static_cast<double>(centres_.axis(axis)[i]);
    const double inside = normal_cdf((1 - centre) / width) - normal_cdf(-centre / width);
    weights_[i] *= static_cast<float>(height / inside);
  }
}

void ParzenDensity::fit_unordered(std::size_t axis, double shrink) {
  const auto others = static_cast<double>(axes_[axis].count - 1);
  const double change = shrink * others / (others + 1);
  bandwidths_[axis] = change;
  distance_units_[axis] = static_cast<float>(std::log2((1 - change) * others / change));
  for (std::size_t i = 0; i < centres_.count; ++i) weights_[i] *= static_cast<float>(1 - change);
}

// The loops over cells are the inner ones: a sum that stays in order vectorises no other way.
void ParzenDensity::rate(const CellPositions& cells, std::span<float> probabilities) {
  const std::size_t count = cells.count;
  exponents_.resize(count);
  std::ranges::fill(probabilities, prior_);
  for (std::size_t i = 0; i < centres_.count; ++i) {
    std::ranges::fill(exponents_, 0.0F);
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      const float centre = centres_.axis(a)[i], unit = distance_units_[a];
      const float* positions = cells.axis(a);
      if (axes_[a].ordered) {
        for (std::size_t c = 0; c < count; ++c) {
          const float distance = (positions[c] - centre) * unit;
          exponents_[c] += distance * distance;
        }
      } else {
        for (std::size_t c = 0; c < count; ++c) {
          exponents_[c] += positions[c] == centre ? 0.0F : unit;
        }
      }
    }
    const float weight = weights_[i];
    for (std::size_t c = 0; c < count; ++c)
      probabilities[c] += weight * exp2_of_minus(exponents_[c]);
  }
}

std::uint64_t ParzenDensity::sample(std::mt19937_64& random) const {
  boost::random::uniform_01<double> uniform;
  boost::random::normal_distribution<double> normal;
  const boost::random::uniform_int_distribution<std::size_t> pick(0, centres_.count);
  const std::size_t kernel = pick(random);
  std::uint64_t cell = 0;
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    double position = uniform(random);
    if (kernel < centres_.count) {
      const auto centre = static_cast<double>(centres_.axis(a)[kernel]);
      if (axes_[a].ordered) {
        do {
          position = centre + bandwidths_[a] * normal(random);
        } while (!(position >= 0 && position < 1));
      } else {
        position = position < bandwidths_[a] ? other_than(centre, axes_[a].count, uniform(random))
                                             : centre;
      }
    }
    cell += axes_[a].index_at(position) * axes_[a].stride;
  }
  return cell;
}

}  // namespace stratgen
