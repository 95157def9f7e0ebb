#!/usr/bin/env python3
"""Which recorded strategies hold the same positions: position_correlation.py STRATGEN BARS

Backtests every recorded strategy that has a program on daily bars, BARS/SPY.csv and so on, by
`stratgen backtest NAME --symbol SPY --json` in a workspace of its own. The position on a day is what the
strategy holds at the close as a share of equity: units times entry price, over equity at the entry, below
0 when short; a trade that ends on its own day counts there. Two strategies are compared by Pearson's
correlation of these shares over the days that both markets have.

A pair of --limit or more is to be explained in knowledge/REVIEW.md, by a row "| a | b | r | why |" under
"## Pairs". Exit code 1 if one is not, or if what is explained is no such pair any more; 2 if a recorded
strategy does not run, or one that was skipped does not say so.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROM, TO = "2020-01-01", "2025-06-30"
SETTINGS = ["--from", FROM, "--to", TO, "--cash", "100000", "--commission", "0.001"]


def recorded():
    """category/slug -> spec of each recorded strategy."""
    specs = sorted((ROOT / "generated").glob("*/*/spec.json"))
    return {f"{path.parent.parent.name}/{path.parent.name}": json.loads(path.read_text()) for path in specs}


def file_of(bars, symbol):
    """SPY.csv, or ^VIX.csv as sources call an index."""
    plain = Path(bars, symbol + ".csv")
    return plain if plain.exists() else Path(bars, f"^{symbol}.csv")


def days_of(bars, symbol):
    """The days of the period that a market has bars of, in order."""
    with open(file_of(bars, symbol), newline="") as file:
        return [row["Date"][:10] for row in csv.DictReader(file) if FROM <= row["Date"][:10] <= TO]


def shares_held(report, days):
    """Day -> share of equity held at its close."""
    if len(report["equity"]) != len(days):
        raise ValueError(f"{report['strategy']}: {len(report['equity'])} values of equity for {len(days)} days")
    held = [0.0] * len(days)
    for trade in report["trades"] + report["open_trades"]:
        first = trade["EntryBar"]
        end = max(first + 1, trade.get("ExitBar", len(days)))
        share = trade["Size"] * trade["EntryPrice"] / report["equity"][first]
        for bar in range(first, end):
            held[bar] += share
    return dict(zip(days, held))


def correlation(a, b):
    """Pearson's over the days of both; 0 where one of them never changes."""
    common = [(a[day], b[day]) for day in a if day in b]
    n = len(common)
    mean_a, mean_b = (sum(values) / n for values in zip(*common)) if n else (0, 0)
    cov = sum((x - mean_a) * (y - mean_b) for x, y in common)
    var_a, var_b = sum((x - mean_a) ** 2 for x, _ in common), sum((y - mean_b) ** 2 for _, y in common)
    return cov / (var_a * var_b) ** 0.5 if var_a > 0 and var_b > 0 else 0.0


def run(stratgen, workspace, *arguments):
    environment = dict(os.environ, STRATGEN_HOME=str(ROOT), STRATGEN_WORKSPACE=workspace)
    return subprocess.run([stratgen, *arguments], capture_output=True, text=True, env=environment)


def backtests(stratgen, bars, specs):
    """name -> shares held, and what went wrong, one line each."""
    wrong, held = [], {}

    def backtest(name):
        symbol = specs[name]["universe"][0] if specs[name]["universe"] else "SPY"
        done = run(stratgen, workspace, "backtest", name, "--symbol", symbol, "--json", *SETTINGS)
        skipped = specs[name]["skipped"]
        if skipped and (done.returncode != 2 or skipped not in done.stderr):
            wrong.append(f"{name} was skipped and does not say so: {done.stderr.strip()}")
        elif not skipped and done.returncode != 0:
            wrong.append(f"{name}: {done.stderr.strip()}")
        elif not skipped:
            held[name] = shares_held(json.loads(done.stdout), days_of(bars, symbol))

    with tempfile.TemporaryDirectory() as workspace:
        symbols = sorted({symbol for spec in specs.values() for symbol in spec["universe"]} | {"SPY"})
        for symbol in symbols:
            done = run(stratgen, workspace, "data", "import", str(file_of(bars, symbol)), "--symbol", symbol)
            if done.returncode != 0:
                sys.exit(done.stderr)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(backtest, specs))
    return held, wrong


def explained():
    """The pairs that knowledge/REVIEW.md explains."""
    review = ROOT / "knowledge" / "REVIEW.md"
    text = review.read_text() if review.exists() else ""
    part = re.search(r"^## Pairs\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    rows = re.findall(r"^\|\s*([\w/-]+/[\w-]+)\s*\|\s*([\w/-]+/[\w-]+)\s*\|", part[1] if part else "", re.M)
    return {tuple(sorted(row)) for row in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stratgen", help="the command")
    parser.add_argument("bars", help="the folder of daily bars")
    parser.add_argument("--limit", type=float, default=0.95, help="from here on a pair is explained (default 0.95)")
    parser.add_argument("--top", type=int, default=10, help="pairs to show (default 10)")
    flags = parser.parse_args()
    specs = recorded()
    held, wrong = backtests(str(Path(flags.stratgen).resolve()), flags.bars, specs)
    pairs = [(correlation(held[a], held[b]), a, b) for a, b in combinations(sorted(held), 2)]
    pairs.sort(key=lambda pair: -abs(pair[0]))
    alike = {(a, b) for r, a, b in pairs if abs(r) >= flags.limit}
    print(f"{len(held)} strategies, {len(pairs)} pairs, {len(alike)} with a correlation of {flags.limit} or more")
    for r, a, b in pairs[: max(flags.top, len(alike))]:
        print(f"{r:6.3f}  {a}  {b}")
    for a, b in sorted(alike - explained()):
        print(f"not explained in knowledge/REVIEW.md: {a}, {b}")
    for a, b in sorted(explained() - alike):
        print(f"explained in knowledge/REVIEW.md, and below {flags.limit}: {a}, {b}")
    for line in sorted(wrong):
        print(line)
    return 2 if wrong else 1 if alike != explained() else 0


if __name__ == "__main__":
    sys.exit(main())
