// Circuit: leaves a service alone that keeps failing (Nygard, "Release It!", 2007). After enough
// failures in a row it is open for a while, then lets one call probe at a time until one succeeds.
#pragma once

#include <optional>
#include <string>

namespace stratgen {

class Circuit {
 public:
  Circuit(int failures_to_open, double open_seconds)
      : failures_to_open_(failures_to_open), open_seconds_(open_seconds) {}

  // Why no call may begin now, if so. `now` in seconds of any one clock.
  std::optional<std::string> blocked(double now) const;

  // A call begins that was not blocked. True: it is the probe, and end_probe() follows.
  bool begin();
  void end_probe() { probing_ = false; }

  void succeeded();
  void failed(double now, std::string why, bool probe);

 private:
  int failures_to_open_;
  double open_seconds_;
  int failures_ = 0;  // in a row
  std::string last_failure_;
  std::optional<double> opened_until_;  // nothing: closed
  bool probing_ = false;
};

}  // namespace stratgen
