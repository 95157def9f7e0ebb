#include "runtime/http/rate_window.hpp"

namespace stratgen {
namespace {
constexpr double minute = 60.0;
}

double RateWindow::wait(double now, double tokens) {
  while (!begun_.empty() && begun_.front().when + minute <= now) {
    sum_ -= begun_.front().tokens;
    begun_.pop_front();
  }
  double requests = static_cast<double>(begun_.size()) + 1;
  double sum = sum_ + tokens;
  double end = now;
  for (const Begun& oldest : begun_) {
    if (fits(requests, sum)) break;
    requests -= 1;
    sum -= oldest.tokens;
    end = oldest.when + minute;
  }
  return end - now;
}

void RateWindow::add(double now, double tokens) {
  if (requests_ <= 0 && tokens_ <= 0) return;
  begun_.push_back({now, tokens});
  sum_ += tokens;
}

}  // namespace stratgen
