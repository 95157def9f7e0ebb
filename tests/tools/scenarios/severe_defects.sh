#!/bin/bash
# Bars that cannot be right are imported, but nothing trades them unless told to.
. "$(dirname "$0")/common.inc"

# AAPL with a day whose high is below its low, behind the back of what reads files.
expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
python3 - <<'PY'
import glob, hashlib, sqlite3, struct
(path,) = glob.glob("workspace/bars/*.bars")
data = bytearray(open(path, "rb").read())
rows = struct.unpack_from("<Q", data, 24)[0]
high = 32 + 2 * 8 * rows
struct.pack_into("<d", data, high + 8 * 700, 0.01)
digest = hashlib.sha256(data).hexdigest()
open(f"workspace/bars/{digest}.bars", "wb").write(data)
catalog = sqlite3.connect("workspace/bars.sqlite")
catalog.execute("update revision set hash = ?", (digest,))
catalog.commit()
PY
refused() {
  says err "the 1d bars of AAPL have 1 severe defect: "
  says err "stratgen data verify AAPL"
  says err "--allow-defects"
}
expect 3 backtest sma-crossover --symbol AAPL
refused
expect 0 backtest sma-crossover --symbol AAPL --allow-defects
says out "AAPL, 1,260 bars"
expect 3 sweep sma-crossover --symbol AAPL --param fast=5:20:5
refused
expect 0 sweep sma-crossover --symbol AAPL --param fast=5:20:5 --allow-defects
expect 0 backtest sma-crossover --data "$sample/AAPL_observable.csv"
