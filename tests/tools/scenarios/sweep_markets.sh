#!/bin/bash
# Several strategies on several markets in one sweep: ranked together, each with parameters of its own.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
expect 0 data import "$sample/GOOG_matplotlib.csv" --symbol GOOG
both=(--strategies '*s*-m*' --symbols 'AAPL,GOOG' --max-tries 30)
expect 0 sweep "${both[@]}" --json
holds '[(s["strategy"], s["symbol"]) for s in d["strategies"]] == [("rsi-mean-reversion", "AAPL"), ("rsi-mean-reversion", "GOOG"), ("time-series-momentum", "AAPL"), ("time-series-momentum", "GOOG")]'
holds 'd["evaluated"] + d["rejected"] + d["failed"] == 120 and all(set(t) == {"strategy", "symbol", "timeframe", "params", "stats"} for t in d["top"])'
holds 'd["pbo"] is None and "several markets" in d["pbo_note"] and d["deflated_sharpe"] is not None'
untimed >wanted
expect 0 sweep "${both[@]}" --json --jobs 1 --out all.sqlite
untimed | cmp - wanted || fail "another result with a file"
python3 - <<'P' || fail "the file is not as it should be"
import sqlite3
db = sqlite3.connect("all.sqlite")
assert db.execute("select count(*) from cells").fetchone() == (120,)
assert db.execute("select distinct strategy, symbol from results order by 1, 2").fetchall()[0] == ("rsi-mean-reversion", "AAPL")
P
expect 0 sweep "${both[@]}" --out all.csv
expect 0 sweep "${both[@]}"
says out "4 strategies and markets together, by Sharpe Ratio"
says out "time-series-momentum"
for i in 1 2; do expect 0 sweep "${both[@]}" --shard $i/2 --out $i.sqlite; done
expect 0 sweep merge merged.sqlite 2.sqlite 1.sqlite --json
untimed | cmp - wanted || fail "another result of shards"
cmp <(content merged.sqlite) <(content all.sqlite) || fail "another file of shards"

# A file of bars that have changed since is another sweep, whichever way they are named.
head -n -1 "$sample/GOOG_matplotlib.csv" >fewer.csv
expect 0 data import fewer.csv --symbol GOOG
expect 2 sweep "${both[@]}" --out all.sqlite
says err "all.sqlite holds another sweep: the bars of GOOG 1d changed"
expect 0 data import "$sample/GOOG_matplotlib.csv" --symbol GOOG
expect 0 sweep "${both[@]}" --out all.sqlite

# A strategy that has the parameter takes it, the others keep to their own.
expect 2 sweep "${both[@]}" --param nosuch=1,2
says err "none of the 2 strategies declares it"
# One market: as if it were one strategy.
expect 0 sweep --strategies '*s*-m*' --symbol GOOG --max-tries 30 --json
holds 'd["pbo"] is not None'
# Without bars each runs on what its document is about.
expect 0 sweep sma-crossover --max-tries 5 --json
holds 'd["strategies"][0]["symbol"] == "NDX"'
says err "NDX"
