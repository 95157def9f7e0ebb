#include <stratgen/strategy.hpp>

// Once a month, hold stocks if last month's oil return forecasts more than Treasury bills paid.
struct CrudeOilPredictsEquityReturns : Strategy {
  int regression_months = param("regression_months", 60, {36, 96, 12});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_returns = 97;  // one more than the longest regression has pairs

  Series oil, bills, excess_forecast;
  List<double, most_returns> stock_returns, oil_returns;  // of calendar months, oldest first
  double last_stock = 0.0, last_oil = 0.0, last_bills = 0.0;

  void init() {
    oil = asset("USO").close;
    bills = asset("BIL").close;
    excess_forecast = each_bar([this] { return forecast_over_bills(); });
  }

  // The forecast for the next month less the bills' return of this one; NaN but at a month's end.
  double forecast_over_bills() {
    const double none = sqrt(-1.0);
    if (trading_days_left_in_month() != 0 || isnan(oil[0]) || isnan(bills[0])) return none;
    const double bill_return = bills[0] / last_bills - 1;
    const bool whole_month = last_bills > 0;
    if (whole_month) {
      if (stock_returns.size() == regression_months + 1) {
        stock_returns.pop_front();
        oil_returns.pop_front();
      }
      stock_returns.push_back(close[0] / last_stock - 1);
      oil_returns.push_back(oil[0] / last_oil - 1);
    }
    last_stock = close[0];
    last_oil = oil[0];
    last_bills = bills[0];
    if (stock_returns.size() <= regression_months) return none;

    double oil_mean = 0.0, stock_mean = 0.0;
    for (int i = 0; i < regression_months; ++i) {
      oil_mean += oil_returns[i] / regression_months;
      stock_mean += stock_returns[i + 1] / regression_months;
    }
    double products = 0.0, squares = 0.0;
    for (int i = 0; i < regression_months; ++i) {
      const double deviation = oil_returns[i] - oil_mean;
      products += deviation * (stock_returns[i + 1] - stock_mean);
      squares += deviation * deviation;
    }
    const double slope = products / squares;
    return stock_mean + slope * (oil_returns[regression_months] - oil_mean) - bill_return;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    if (position) {
      if (excess_forecast <= 0) position.close();
    } else if (excess_forecast > 0) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(CrudeOilPredictsEquityReturns)
