// RateWindow: what began within the last minute, held against limits per minute. Within any 60
// seconds no more begins than the limits say.
#pragma once

#include <deque>

namespace stratgen {

class RateWindow {
 public:
  // A limit of 0 is none.
  RateWindow(double requests_per_minute, double tokens_per_minute)
      : requests_(requests_per_minute), tokens_(tokens_per_minute) {}

  // Seconds until a request of so many tokens may begin. One that is larger than the limit by
  // itself begins once nothing else is in the window. `now` never decreases.
  double wait(double now, double tokens);

  void add(double now, double tokens);

 private:
  struct Begun {
    double when;
    double tokens;
  };

  bool fits(double requests, double tokens) const {
    return (requests_ <= 0 || requests <= requests_) && (tokens_ <= 0 || tokens <= tokens_);
  }

  double requests_;
  double tokens_;
  std::deque<Begun> begun_;
  double sum_ = 0.0;  // tokens of `begun_`
};

}  // namespace stratgen
