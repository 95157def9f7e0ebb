"""A simulated quarter at a stand-in of Alpaca: trading_quarter.py STRATGEN DAILY WORKSPACE SESSIONS
KILLS FAULTS SEED BAND STYLE PROGRAMS

Trades SESSIONS sessions from 2025-05-01 on at the opens of the real bars, by orders of STYLE, for the
PROGRAMS of the workspace: "recorded" ones, which are long or flat, or "turning" ones, which are short as
often and have stops and targets. A part FAULTS of all requests fails in some way, orders are filled in
parts, rejected, canceled and expired, and `run` is killed at least KILLS times: before, while and after the
broker takes a request of some kind, and at any time. In every third session a standby takes over. Exits of
brackets are filled where the day's prices meet them, and prices run away from limits. After each session
the account has to be what the last run intended, by orders of which none was too many. Prints the figures
as JSON."""
import collections
import csv
import datetime
import json
import os
import sys
import threading
import time
from decimal import Decimal as D

import standin
from quarter_broker import FIRST, SYMBOLS, Killer, world_of
from quarter_checks import Checks
from quarter_runs import Runs


class Quarter:
    def __init__(self, stratgen, daily, workspace, sessions, kills, faults, seed, band, style, programs):
        self.sessions, self.kills_wanted, self.style = sessions, kills, style
        killer = Killer()
        self.world, handler = world_of(seed, killer, faults)
        self.account = self.world.alpaca
        self.world.log_file = open(os.path.join(workspace, "requests.jsonl"), "w", encoding="utf-8")
        self.server = standin.Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.bars = {}
        for symbol in SYMBOLS:
            with open(os.path.join(daily, symbol + ".csv"), encoding="utf-8") as file:
                self.bars[symbol] = {row["Date"]: {k: D(v) for k, v in row.items() if k != "Date"} for row in csv.DictReader(file)}
        self.days = [day for day in sorted(self.bars["SPY"]) if day >= FIRST][:sessions]
        url = "http://127.0.0.1:%d" % self.server.server_address[1]
        opens = {s: {day: bar["Open"] for day, bar in self.bars[s].items()} for s in SYMBOLS}
        self.runs = Runs(stratgen, workspace, url, style, band, killer, seed)
        self.runs.orders_left = lambda: self.runs.codes == self.codes_before or not self.checks.settled()
        self.checks = Checks(self.world, workspace, opens, style, band, programs == "turning")
        self.chance = self.runs.chance
        self.figures = collections.Counter()
        self.overnight = []

    # --- the market
    def now(self, day, clock):
        self.world.now = datetime.datetime.fromisoformat(day + "T" + clock + ":00+00:00")

    def dawn(self, day):
        """Last prices are the opens. Those at which limits are filled may be a percent off."""
        self.checks.left = {}
        with self.world.lock:
            self.account.last_equity = self.account.equity()
            opens = {s: self.bars[s][day]["Open"] for s in SYMBOLS}
            self.account.prices = dict(opens)
            for symbol in SYMBOLS if self.style == "limit" else []:
                self.account.prices[symbol] *= self.chance.choice([1, D("0.99"), D("1.01")])
            self.world.sc["bars"] = {s: [{"t": day + "T13:30:00Z", "c": float(p)}] for s, p in opens.items()}

    def open(self, day):
        with self.world.lock:
            self.now(day, "13:30")
            self.meet({s: (p, p) for s, p in self.account.prices.items()})
            self.now(day, "13:31")

    def meet(self, ranges, part=D(1)):
        for symbol, (low, high) in ranges.items():
            sides = {leg["side"] for leg in self.account.exits(symbol)}
            fills = len(self.account.fills)
            if self.account.meet(symbol, low, high, part):
                self.checks.left[symbol], = sides
                self.checks.figures["exits filled"] += len(self.account.fills) - fills

    def afternoon(self, day):
        """Exits are filled, or limits, as prices go on; the same bar is traded once more."""
        with self.world.lock:
            self.now(day, "16:00")
            fills = len(self.account.fills)
            if self.style == "bracket":
                part = self.chance.choice([D(1), D(1), D("0.5")])
                self.meet({s: (self.bars[s][day]["Low"], self.bars[s][day]["High"]) for s in SYMBOLS}, part)
            elif self.style == "limit":
                for symbol in SYMBOLS:
                    if self.chance.random() < 0.3:
                        self.account.prices[symbol] = self.bars[symbol][day]["Open"]
            left = len(self.account.fills) > fills
            open_limits = self.style == "limit" and self.account.open_orders()
        if not left and not open_limits:
            return
        orders = len(self.account.own())
        self.runs.killed()
        self.settle(day)
        if left:
            assert len(self.account.own()) == orders, "%s: orders after exits were filled" % day
            self.figures["afternoons without a re-entry"] += 1

    def dusk(self, day):
        with self.world.lock:
            self.account.prices = {s: self.bars[s][day]["Close"] for s in SYMBOLS}
            self.overnight = [o["id"] for o in self.account.open_orders() if "_entry" not in o]
            self.figures["orders open overnight"] += len(self.overnight)
            self.now(day, "20:05")
            self.account.tick()

    # --- the days
    def settle(self, day):
        for attempt in range(12):
            waiting = {o["id"] for o in self.account.open_orders() if "_entry" not in o}
            code, err = self.runs.whole()
            self.figures["orders adopted"] += sum(self.account.orders[o]["status"] != "canceled" for o in waiting)
            if code == 0 and self.checks.settled():
                break
        else:
            raise AssertionError("%s does not settle: held %s, intended %s, last exit code %d: %s" % (
                day, self.checks.held(), dict(self.checks.intended()[0]), code, err))
        self.checks.exits(day)
        self.figures["most runs to settle"] = max(self.figures["most runs to settle"], attempt + 1)

    def of_another_bar(self):
        """Orders that stayed open over night were filled, or make room for those of the new bar."""
        for order in self.overnight:
            status = self.account.orders[order]["status"]
            assert status not in standin.OPEN_STATES, status
            self.figures["overnight orders " + status] += 1
        self.overnight = []

    def before_the_open(self):
        """Orders are sent, and wait."""
        self.runs.whole(best=2)  # other strategies, whose orders are cancelled
        self.codes_before = self.runs.codes.copy()
        self.runs.killed("^DELETE")
        self.runs.killed("^DELETE|^POST")
        while self.runs.whole()[0] != 0:
            pass

    def trade(self, day, index):
        self.dawn(day)
        before, fills_before = self.checks.held(), len(self.account.fills)
        due = self.kills_wanted * (index + 1) // self.sessions
        self.codes_before = self.runs.codes.copy()
        if index % 6 == 5:
            self.now(day, "12:00")
            self.before_the_open()
        self.open(day)
        if index % 3 == 1:
            self.runs.taken_over()
        for _ in range(40):
            if sum(self.runs.kills.values()) >= due:
                break
            self.runs.killed()
        self.settle(day)
        self.of_another_bar()
        self.checks.session(day, before, fills_before)
        if index + 1 < self.sessions:
            self.afternoon(day)
            self.dusk(day)

    def run(self):
        began = time.monotonic()
        for index, day in enumerate(self.days):
            self.trade(day, index)
        self.checks.orders()
        highest = self.checks.exposure()
        self.checks.secrets(self.runs.output)
        self.server.shutdown()
        self.world.log_file.close()
        self.print_figures(highest, time.monotonic() - began)

    def print_figures(self, highest, seconds):
        records, kills, world = self.world.records, self.runs.kills, self.world
        errors = [v for r in records for v in r["violations"] if v["level"] == "error"]
        assert not errors, errors[:3]
        duplicates = sum(v["rule"] == "alpaca.order.duplicate" for r in records for v in r["violations"])
        assert sum(kills.values()) >= self.kills_wanted, kills
        print(json.dumps({
            "style": self.style, "sessions": len(self.days), **self.runs.figures, **self.figures, **self.checks.figures,
            "kills": sum(kills.values()), "kills by moment": collections.Counter(k.split(" ")[0] for k in kills.elements()),
            "kills by request": collections.Counter(k.split(" ", 1)[1] for k in kills.elements()),
            "requests": len(records), "faults": sum(world.faults_by_kind.values()), "faults by kind": world.faults_by_kind,
            "faults at orders": world.faults_at_orders, "exit codes": self.runs.codes,
            "orders sent again and refused as duplicates": duplicates, "highest gross exposure": round(highest, 6),
            "seconds": round(seconds, 1)}))


def main():
    stratgen, daily, workspace = sys.argv[1:4]
    sessions, kills, faults, seed, band = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]), int(sys.argv[7]), float(sys.argv[8])
    Quarter(stratgen, daily, workspace, sessions, kills, faults, seed, band, *sys.argv[9:11]).run()


if __name__ == "__main__":
    main()
