#!/bin/bash
# explain splits the gap between an account and today's backtest into parts that add up to it.
. "$(dirname "$0")/common.inc"

expect 3 explain --sample
says err "run stratgen run first"
expect 0 discover --sample --only turn-of-the-month
expect 0 optimize --sample --only turn-of-the-month
expect 0 signals --sample --json
document=$(json 'd["signals"][0]["document"]')

# trade HOW: an account that followed the signals of some sessions of June 2012, with fills at the open
# and its equity read after each close, as the log would have it.
cat >trade.py <<'P'
import csv, json, os, sqlite3, subprocess, sys
from datetime import datetime, timezone
stratgen, document, how = sys.argv[1:]
rows = [r for r in csv.DictReader(open("home/runtime/market/sample/NDX_dc.csv")) if r["Date"] >= "2012-06-01"]
at = lambda day, hour: int(datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=timezone.utc).timestamp())
nano = 10**9
db = sqlite3.connect("workspace/trading.sqlite")
for table in ("intent", "signal", "run", "equity"):
    db.execute(f"delete from {table}")
cash, held = 100000.0, 0
db.execute("insert into equity values ('paper', ?, ?)", [at(rows[0]["Date"], 21), cash])
for before, row in zip(rows, rows[1:]):
    day = row["Date"]
    if not (how == "gaps" and day in ("2012-06-12", "2012-06-13")):
        out = subprocess.run([stratgen, "signals", "--sample", "--json", "--as-of", f"{day}T14:00:00"],
                             capture_output=True, check=True).stdout
        signal = json.loads(out)["signals"][0]
        share = signal["wanted"]["share_of_equity"] if signal["wanted"] else 0.0
        equity = cash + held * float(before["Close"])
        target = int(share * equity / float(before["Close"])) if abs(share) > 0 else 0
        if how == "gaps" and held and abs(target - held) < 3: target = held
        run = at(day, 14)
        db.execute("insert into run values (?, 'paper', ?, ?, 0, 0, ?, 0, 'done', 0)", [run, run, run, equity])
        db.execute("insert into signal values (?, 0, ?, ?, ?, 1.0, ?, ?, ?, ?, '')",
                   [run, document, signal["symbol"], signal["signal"], share, float(before["Close"]), run, target * nano])
        if target != held:
            opened = float(row["Open"])
            price = opened if how == "exact" else opened * 1.001
            filled = target - held if how == "exact" else (target - held) // 2
            db.execute("insert into intent values (?, ?, ?, ?, ?, 'market', 'day', 0, 0, 0, ?, ?, ?, ?, 'b', ?, ?, '', 0, 0)",
                       [f"sg-{day}-0", run, signal["symbol"], "buy" if target > held else "sell", abs(target - held) * nano,
                        run, opened, run, "filled" if how == "exact" else "rejected", abs(filled) * nano, price])
            cash -= filled * price
            held += filled
    db.execute("insert into equity values ('paper', ?, ?)", [at(day, 21), cash + held * float(row["Close"])])
db.commit()
P
trade() { python3 trade.py "$stratgen" "$document" "$1" || fail "no account"; }

adds_up='abs(d["backtest"] + sum(d["parts"].values()) - d["account_change"]) < 1e-6'
trade exact
expect 0 explain --sample --json
holds 'd["account"] == "paper" and d["from"] == "2012-06-04" and d["to"] == "2012-06-29" and d["sessions"] == 20 and d["runs"] == 20'
holds "$adds_up"
# What did as the backtest does differs by the commission alone.
holds 'all(d["parts"][p] == 0 for p in d["parts"] if p not in ("fees", "outside")) and abs(d["parts"]["outside"]) < 0.1'
holds 'd["parts"]["fees"] > 0 and d["account_change"] != 0 and d["remarks"] == []'
expect 0 explain --sample
says out '2012-06-04 to 2012-06-29: 20 sessions, 20 runs'
says out "what its equity changed by"
expect 0 explain --sample --json --from 2012-06-11 --to 2012-06-15
holds 'd["from"] == "2012-06-11" and d["to"] == "2012-06-15" and d["sessions"] == 5'
holds "$adds_up"

trade gaps
expect 0 explain --sample --json
holds "$adds_up"
holds 'd["parts"]["fill_price"] < 0 and d["parts"]["rejections"] != 0 and abs(d["parts"]["outside"]) < 0.1'
holds 'd["parts"]["data_revisions"] == 0 and d["runs"] == 18'

# Bars that are others today ask for other positions: here those of a strategy that is gone count as before.
expect 0 discover --sample --reset --only rsi-mean-reversion
expect 0 optimize --sample --only rsi-mean-reversion
expect 0 explain --sample --json
holds 'len(d["remarks"]) == 1 and "turn-of-the-month" in d["remarks"][0]'
holds "$adds_up"
expect 3 explain --sample --from 2013-01-01
says err "no run in this period"
