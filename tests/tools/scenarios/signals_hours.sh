#!/bin/bash
# Signals of a strategy on bars of four hours, which are made of hours up to 2024-07-18 23:00 and due by the hour.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/hours.inc"

sed -i 's/^timeframe: .*/timeframe: "4h"/' home/knowledge/strategies/momentum/sma-crossover.md
sed -i 's/"timeframe": "1d"/"timeframe": "4h"/; s/"universe": \["SPY"\]/"universe": ["BTCUSDT"]/' \
  home/generated/momentum/sma-crossover/extract_spec.completion.txt
worth=(--fail-sharpe -99 --fail-drawdown -100 --fail-return -100 --fail-trades 0 --cash 1000000)
expect 0 discover --only sma-crossover "${worth[@]}"
expect 0 optimize --only sma-crossover --split 0.7 "${worth[@]}"

at() { expect "$1" signals --cash 1000000 --json --as-of "$2"; }
at 0 2024-07-18T20:00:00Z
holds 'd["signals"][0]["timeframe"] == "4h" and d["signals"][0]["last_bar"] == "2024-07-18T16:00:00Z"'
holds 'd["signals"][0]["age_bars"] == 0 and d["signals"][0]["market"] == "always open"'
holds 'list(d["signals"][0]["why"]) == ["fast_ma", "slow_ma"]'
holds '[(b["symbol"], b["timeframe"]) for b in d["signals"][0]["bars"]] == [("BTCUSDT", "4h")]'
at 0 2024-07-18T19:59:59Z
holds 'd["signals"][0]["last_bar"] == "2024-07-18T12:00:00Z"'
# The hour from 23:00 on is missing, and with it the bar from 20:00 on.
at 0 2024-07-19T00:14:59Z
holds 'd["signals"][0]["last_bar"] == "2024-07-18T16:00:00Z" and d["signals"][0]["age_bars"] == 1'
at 3 2024-07-19T00:15:00Z
holds 'd["signals"][0]["signal"] == "ERROR" and d["signals"][0]["error"]["missing_bars"] == 1'
holds 'd["signals"][0]["error"]["missing_from"] == "2024-07-18T20:00:00Z"'
holds 'd["signals"][0]["error"]["mend"] == "stratgen data fetch BTCUSDT --timeframe 4h"'
expect 3 signals --as-of 2024-07-20
says out "the last 4h bar is of 2024-07-18T16:00:00Z, and 12 bars of its market are missing"
expect 0 signals --as-of 2024-07-20 --max-age 12
expect 2 signals --as-of 2124-07-20
says err "nobody knows what strategies will want then"
