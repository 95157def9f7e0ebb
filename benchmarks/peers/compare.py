#!/usr/bin/env python3
"""The SMA cross in stratgen, backtesting.py and vectorbt: the same bars, windows and costs.

    benchmarks/peers/compare.py --stratgen build/release/stratgen [--bars FILE.csv] [--pairs N]

Before anything is timed, results are compared: against backtesting.py every statistic of a cell, against
vectorbt the return with fractional units, since it knows no others. Then each program runs as many pairs
of windows as it finishes in reasonable time, on one core, and the rates are printed with their ratios. A
peer that this Python does not have is named and left out.
"""

import argparse
import itertools
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STRATEGIES = {"general form": "any_cross.cpp", "signal form": "signal_sma_cross.cpp"}
CASH, COMMISSION = 10_000, 0.001
COMPARED = ("Return [%]", "Sharpe Ratio", "Sortino Ratio", "Max. Drawdown [%]", "# Trades", "Win Rate [%]",
            "Exposure Time [%]", "Profit Factor", "Return (Ann.) [%]", "Volatility (Ann.) [%]")
RELATIVE_TOLERANCE = 1e-9
VECTORBT_TOLERANCE = 1e-6  # of the return: it sums in another order


def windows(count):
    """About `count` pairs: the fast windows and the slow ones."""
    side = max(2, round(math.sqrt(count)))
    return list(range(5, 5 + side)), list(range(5 + side, 5 + 2 * side))


def last_bars(path, count, folder):
    """The last `count` rows of a table of bars, as a file of its own."""
    with open(path, encoding="utf-8") as file:
        header, *rows = file.read().splitlines()
    shorter = Path(folder) / "bars.csv"
    shorter.write_text("\n".join([header, *rows[-count:]]) + "\n", encoding="utf-8")
    return shorter


class Stratgen:
    def __init__(self, command, bars):
        self.command, self.bars = command, bars

    def sweep(self, source, fast, slow, *flags):
        """What `stratgen sweep --json` says of all pairs."""
        arguments = [self.command, "sweep", ROOT / "benchmarks/strategies" / source, "--data", self.bars,
                     "--param", f"fast={fast[0]}:{fast[-1]}:1", "--param", f"slow={slow[0]}:{slow[-1]}:1",
                     "--cash", CASH, "--commission", COMMISSION, "--jobs", 1, "--json", *flags]
        done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"compare.py: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def statistics(self, fast, slow, *flags):
        """By pair of windows."""
        everything = self.sweep("any_cross.cpp", fast, slow, "--top", len(fast) * len(slow), *flags)["top"]
        return {(cell["params"]["fast"], cell["params"]["slow"]): cell["stats"] for cell in everything}


class BacktestingPy:
    name = "backtesting.py"

    def __init__(self, bars):
        import pandas
        from backtesting import Backtest, Strategy
        from backtesting.lib import crossover

        def mean(values, window):
            return pandas.Series(values).rolling(window).mean()

        class SmaCross(Strategy):
            fast, slow = 20, 50

            def init(self):
                self.fast_ma = self.I(mean, self.data.Close, self.fast)
                self.slow_ma = self.I(mean, self.data.Close, self.slow)

            def next(self):
                if crossover(self.fast_ma, self.slow_ma):
                    self.buy()
                elif crossover(self.slow_ma, self.fast_ma):
                    self.position.close()

        table = pandas.read_csv(bars, index_col=0, parse_dates=True)
        self.backtest = Backtest(table, SmaCross, cash=CASH, commission=COMMISSION)

    def run(self, fast, slow):
        return {(f, s): self.backtest.run(fast=f, slow=s) for f, s in itertools.product(fast, slow)}

    def check(self, stratgen):
        fast, slow = windows(16)
        ours, theirs = stratgen.statistics(fast, slow), self.run(fast, slow)
        for pair, name in itertools.product(theirs, COMPARED):
            a, b = ours[pair][name], float(theirs[pair][name])
            if not same(a, b, RELATIVE_TOLERANCE):
                sys.exit(f"compare.py: windows {pair}: {name} is {a} in stratgen and {b} in {self.name}")
        return f"{len(theirs)} pairs, {len(COMPARED)} statistics equal to {RELATIVE_TOLERANCE:g}"


class Vectorbt:
    name = "vectorbt"

    def __init__(self, bars):
        import pandas
        import vectorbt

        self.vectorbt = vectorbt
        self.table = pandas.read_csv(bars, index_col=0, parse_dates=True)

    def run(self, fast, slow):
        """The total return by pair; signals of one bar are filled at the next one's open."""
        close, pairs = self.table["Close"], list(itertools.product(fast, slow))
        average = self.vectorbt.MA
        fast_ma = average.run(close, [f for f, _ in pairs], short_name="fast")
        slow_ma = average.run(close, [s for _, s in pairs], short_name="slow")
        portfolio = self.vectorbt.Portfolio.from_signals(
            close, fast_ma.ma_crossed_above(slow_ma).vbt.signals.fshift(1),
            fast_ma.ma_crossed_below(slow_ma).vbt.signals.fshift(1), price=self.table["Open"],
            init_cash=CASH, fees=COMMISSION, freq="1D")
        # The same four figures that a comparison of sweeps looks at; they are computed when asked for.
        portfolio.sharpe_ratio(), portfolio.max_drawdown(), portfolio.trades.count()
        return dict(zip(pairs, portfolio.total_return().to_numpy() * 100))

    def check(self, stratgen):
        fast, slow = windows(16)
        ours, theirs = stratgen.statistics(fast, slow, "--fractional"), self.run(fast, slow)
        for pair, value in theirs.items():
            if not same(ours[pair]["Return [%]"], value, VECTORBT_TOLERANCE):
                sys.exit(f"compare.py: windows {pair}: the return is {ours[pair]['Return [%]']} in stratgen "
                         f"and {value} in {self.name}")
        return f"{len(theirs)} pairs, returns equal to {VECTORBT_TOLERANCE:g}"


def same(ours, theirs, tolerance):
    if ours is None or math.isnan(theirs):
        return ours is None and math.isnan(theirs)
    return math.isclose(ours, theirs, rel_tol=tolerance, abs_tol=tolerance)


def rate(run, pairs):
    """Backtests a second over at least `pairs` pairs."""
    fast, slow = windows(pairs)
    start = time.perf_counter()
    run(fast, slow)
    return len(fast) * len(slow) / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stratgen", default=ROOT / "build/release/stratgen")
    parser.add_argument("--bars", default=ROOT / "runtime/market/sample/NDX_dc.csv")
    parser.add_argument("--pairs", type=int, default=250_000, help="for stratgen; the peers run fewer")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        bars = last_bars(options.bars, 1500, folder)
        stratgen = Stratgen(options.stratgen, bars)
        rows, left_out = [], []
        for peer, pairs in ((BacktestingPy, 60), (Vectorbt, 2_000)):
            try:
                made = peer(bars)
            except ImportError as error:
                left_out.append(f"{peer.name} is left out: {error}")
                continue
            print(f"{peer.name}: {made.check(stratgen)}")
            rows.append((peer.name, rate(made.run, pairs)))
        fast, slow = windows(options.pairs)
        for form, source in STRATEGIES.items():
            rows.append((f"stratgen, {form}", stratgen.sweep(source, fast, slow)["backtests_per_second"]))

    print(f"\nSMA cross, 1,500 bars, one core\n{'':<24}{'backtests/s':>14}{'ratio':>10}")
    for name, value in rows:
        print(f"{name:<24}{value:>14,.0f}{value / rows[0][1]:>10.1f}")
    for line in left_out:
        print(line)


if __name__ == "__main__":
    main()
