#include <stratgen/strategy.hpp>

// Hold small companies in the months that begin with low investor sentiment, read from turnover,
// fear and the price of safe dividend payers.
struct SentimentAndStyleRotation : Strategy {
  int window = param("window", 756, {504, 1260, 126});
  double sentiment_limit = param("sentiment_limit", 0.0, {-0.5, 0.5, 0.1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int month = 21;

  Series sentiment;

  void init() {
    const Series turnover = zscore(log(sma(asset("SPY").volume, month)), window);
    const Series fear = zscore(log(sma(asset("VIX").close, month)), window);
    const Series dividend_premium = zscore(log(asset("XLU").close / asset("QQQ").close), window);
    sentiment = (turnover - fear - dividend_premium) / 3;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool low = sentiment < sentiment_limit;
    if (position) {
      if (!low) position.close();
    } else if (low) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(SentimentAndStyleRotation)
