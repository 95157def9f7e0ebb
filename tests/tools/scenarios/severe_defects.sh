#!/bin/bash
# Bars that cannot be right are kept, but nothing trades them unless told to; then nothing crashes.
. "$(dirname "$0")/common.inc"

# spoil PYTHON: changes the columns (open, high, low, close) of the only content, behind the back of
# whatever reads files.
spoil() {
  python3 - "$1" <<'PY'
import glob, hashlib, os, sqlite3, struct, sys
(path,) = glob.glob("workspace/bars/*.bars")
data = bytearray(open(path, "rb").read())
rows = struct.unpack_from("<Q", data, 24)[0]
columns = dict(zip(("open", "high", "low", "close"), (32 + k * 8 * rows for k in range(1, 5))))
class Column:
    def __init__(self, offset): self.offset = offset
    def __setitem__(self, row, value): struct.pack_into("<d", data, self.offset + 8 * row, value)
exec(sys.argv[1], {name: Column(offset) for name, offset in columns.items()} | {"rows": rows})
digest = hashlib.sha256(data).hexdigest()
os.remove(path)
open(f"workspace/bars/{digest}.bars", "wb").write(data)
catalog = sqlite3.connect("workspace/bars.sqlite")
catalog.execute("update revision set hash = ?", (digest,))
catalog.commit()
PY
}
refused() {
  says err "the 1d bars of AAPL have $1 severe defect"
  says err "stratgen data verify AAPL"
  says err "--allow-defects"
}

expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
sweep=(sweep sma-crossover --symbol AAPL --param fast=5:20:5)
spoil 'high[700] = 0.01'
expect 3 backtest sma-crossover --symbol AAPL
refused 1
expect 3 "${sweep[@]}"
refused 1
expect 0 backtest sma-crossover --symbol AAPL --allow-defects
says out "AAPL, 1,260 bars"
expect 0 "${sweep[@]}" --allow-defects
expect 0 backtest sma-crossover --data "$sample/AAPL_observable.csv"

# Prices of nothing and below, and bars upside down, under every form of a run.
spoil '
for i in range(40, rows, 50): close[i] = 0
for i in range(47, rows, 70): open[i] = -3.5
for i in range(53, rows, 90): low[i] = -37.63
for i in range(61, rows, 110): high[i], low[i] = 1, 500
for i in range(67, rows, 130): open[i] = high[i] = low[i] = close[i] = 0'
expect 3 backtest sma-crossover --symbol AAPL
for strategy in sma-crossover rsi-mean-reversion donchian-turtle-breakout turn-of-the-month; do
  expect 0 backtest "$strategy" --symbol AAPL --allow-defects
  expect 0 backtest "$strategy" --symbol AAPL --allow-defects --fills strict --fractional
done
expect 0 "${sweep[@]}" --allow-defects
