#!/bin/bash
# Bars that lack a session are an error for their strategy, beside the others, and never FLAT.
. "$(dirname "$0")/common.inc"

# The bundled bars, given dates that end on Monday, 2025-06-30.
python3 - "$sample/NDX_dc.csv" <<'P'
import csv, datetime, sys
rows = list(csv.reader(open(sys.argv[1])))
day, days = datetime.date(2025, 6, 30), []
def closed(d):  # most holidays of the exchange, so that it is known by them
  third_week, monday = 15 <= d.day <= 21, d.weekday() == 0
  return (d.isoformat()[5:] in ("01-01", "06-19", "07-04", "12-25") or d.weekday() > 4
          or monday and (d.month in (1, 2) and third_week or d.month == 5 and d.day > 24 or d.month == 9 and d.day < 8)
          or d.month == 11 and d.weekday() == 3 and 22 <= d.day <= 28)
while len(days) < len(rows) - 1:
  if not closed(day): days.append(day.isoformat())
  day -= datetime.timedelta(1)
days.reverse()
for row, date in zip(rows[1:], days): row[0] = date
for symbol, last in (("SPY", len(rows)), ("QQQ", len(rows)), ("AAPL", len(rows) - 2)):
  csv.writer(open(symbol + ".csv", "w")).writerows(rows[:last])
P
for symbol in SPY QQQ AAPL; do expect 0 data import $symbol.csv --symbol $symbol; done
worth=(--fail-sharpe -9 --fail-drawdown -100 --fail-return -100 --fail-trades 0)
expect 0 discover "${worth[@]}"
expect 0 optimize "${worth[@]}"
expect 0 signals --as-of 2025-06-26 --top-n 50 --json
holds 'len(d["signals"]) >= 2 and all(s["error"] is None for s in d["signals"])'
holds 'd["as_of"] == "2025-06-26T23:59:59Z" and all(s["last_bar"][:10] == "2025-06-26" for s in d["signals"])'

expect 3 signals --as-of 2025-06-30 --top-n 50 --json
says err "no signal"
holds 'all((s["signal"] == "ERROR") == (s["symbol"] == "AAPL") for s in d["signals"])'
holds '{s["symbol"] for s in d["signals"]} > {"AAPL"}'
late='[s for s in d["signals"] if s["symbol"] == "AAPL"][0]["error"]'
holds "${late}['symbol'] == 'AAPL' and ${late}['last_bar'] == '2025-06-26'"
holds "${late}['missing_bars'] == 2 and ${late}['missing_from'] == '2025-06-27' and ${late}['missing_to'] == '2025-06-30'"
holds "${late}['mend'] == 'stratgen data fetch AAPL'"
expect 3 signals --as-of 2025-06-30 --top-n 50
says out "2 bars of its market are missing, up to 2025-06-30; run stratgen data fetch AAPL"
expect 0 signals --as-of 2025-06-30 --top-n 50 --max-age 2
# A Saturday asks for nothing more than Friday.
expect 0 signals --as-of 2025-06-28 --top-n 50 --max-age 1

# The clock is far beyond.
expect 3 signals --top-n 50
says out ERROR
