#!/bin/bash
# inspect --trace, --why-not and --diff: an emitted strategy brings its own market, a file needs --data.
. "$(dirname "$0")/common.inc"

expect 0 inspect rsi-mean-reversion --trace 2003-06-20..2003-06-27
says out "strength"
says out "placed    buy 95 % of the equity, stop loss 1,140.16  (line 25)"
says out "filled    buy 8 units at"
expect 0 inspect rsi-mean-reversion --trace 870..871 --json
holds 'len(d["bars"]) == 2 and d["bars"][0]["events"][0]["event"] == "placed"'
holds 'd["bars"][0]["members"]["strength"] < 10'
holds 'any(c["text"] == "close > trend_ma" and c["value"] is True for c in d["bars"][0]["conditions"])'

expect 0 inspect rsi-mean-reversion --why-not 2001-03-05
says out "close > trend_ma"
says out "✗"
expect 0 inspect rsi-mean-reversion --why-not 2000-06-01
says out "the warm-up is over after bar 199"
expect 0 inspect rsi-mean-reversion --why-not 2001-03-05 --json
holds 'not d["ways"][0]["taken"] and not d["ways"][0]["findings"][-1]["holds"]'

sed 's/strength < entry_level/strength < entry_level - 5/' "$root/generated/mean-reversion/rsi-mean-reversion/strategy.cpp" >stricter.cpp
expect 0 inspect rsi-mean-reversion --diff stricter.cpp
says out "The first difference is on"
expect 0 inspect rsi-mean-reversion --diff rsi-mean-reversion
says out "They do the same on every bar"
expect 0 inspect rsi-mean-reversion --diff stricter.cpp --json
holds 'not d["behaviour"]["same"] and d["behaviour"]["a"]["event"]["event"] == "placed"'

expect 2 inspect stricter.cpp --trace 1..2
says err "--data FILE.csv"
expect 0 inspect stricter.cpp --trace 250..252 --data "$sample/AAPL_observable.csv" --param rsi_window=3
says out "rsi_window 3"
expect 2 inspect rsi-mean-reversion --trace 1990-01-01..1990-02-01
says err "there is no such bar"
expect 2 inspect rsi-mean-reversion --trace 1..2 --why-not 3
