#include <stratgen/strategy.hpp>

struct Statistics : Strategy {
  Series all[27];

  void init() {
    const Series made[] = {highest(close, 5), lowest(close, 5), maxindex(close, 5), minindex(close, 5), sum(close, 5), avgdev(close, 5), stddev(close, 5, 2), var(close, 5), beta(close, open, 5), correl(close, open, 5), linearreg(close, 5), linearreg_slope(close, 5), linearreg_intercept(close, 5), linearreg_angle(close, 5), tsf(close, 5), stdev(close, 5), zscore(close, 5), median(close, 5), quantile(close, 5, 0.25), rank(close, 5), skewness(close, 5), kurtosis(close, 5), correlation(close, open, 5), covariance(close, open, 5), linreg_slope(close, 5), rsquared(close, 5), realized_volatility(close, 5)};
    int i = 0;
    for (const Series& s : made) all[i++] = s;
  }

  void next() {
    double total = 0;
    for (const Series& s : all) total += isnan(s) ? 0.0 : double(s);
    if (total != 0 && !position) buy();
    else if (close < open) position.close();
  }
};

STRATGEN_STRATEGY(Statistics)
