"""A simulated quarter at a stand-in of Alpaca: trading_quarter.py STRATGEN STANDIN DAILY WORKSPACE
SESSIONS KILLS FAULTS SEED BAND

Trades SESSIONS sessions from 2025-05-01 on at the opens of the real bars. A part FAULTS of all requests
fails in some way, orders are filled in parts, rejected, canceled and expired, and `run` is killed at
least KILLS times: before, while and after the broker takes a request of some kind, and at any time.
In every third session a standby takes over. After each session the account has to be what the last
run intended, by orders of which none was too many. Prints the figures as JSON."""
import collections
import csv
import datetime
import importlib.util
import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from decimal import Decimal as D

HOLIDAYS = ["2025-01-01", "2025-01-09", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26", "2025-06-19",
            "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25"]
EARLY = {"2025-07-03": "13:00", "2025-11-28": "13:00", "2025-12-24": "13:00"}
FIRST = "2025-05-01"
SYMBOLS = ["SPY", "JPM", "SSO"]
READS = ["/v2/clock", "/v2/account", "/v2/positions", "GET /v2/orders$", "/v2/assets", "/latest"]
ORDERS_PER_MINUTE = 12  # of the broker's clock, on which each request takes a second


def code(number, message):
    return {"code": number, "message": message}


# Every kind of fault. A broker that refuses an order has not taken it; all else is tried both ways.
EITHER_WAY = [
    {"type": "status", "status": 500}, {"type": "status", "status": 502}, {"type": "status", "status": 504},
    {"type": "status", "status": 408}, {"type": "status", "status": 503, "retry_after": 1},
    {"type": "status", "status": 429, "retry_after": 1}, {"type": "status", "status": 429, "retry_after_ms": 50},
    {"type": "html", "status": 502}, {"type": "html", "status": 503}, {"type": "html", "status": 200},
    {"type": "redirect", "status": 302}, {"type": "reset"}, {"type": "close"}, {"type": "huge", "bytes": 1 << 20},
]
APPLIED = [
    {"type": "latency", "ms": 80}, {"type": "stall", "at": "headers", "seconds": 0.3},
    {"type": "stall", "at": "body", "seconds": 0.3}, {"type": "mid_reset"}, {"type": "truncate"}, {"type": "empty"},
    {"type": "drip", "bytes": 200, "ms": 5}, {"type": "gzip"}, {"type": "content_type", "value": "text/html"},
    {"type": "chunk_abort", "after_events": 0}, {"type": "stream_error"},
] + [{"type": "invalid_json", "mode": mode} for mode in ("cut", "nan", "trailing", "bom", "utf8", "single_quotes", "dup")]
REFUSALS = [
    {"type": "status", "status": 403, "body": code(40310000, "potential wash trade detected. use complex orders")},
    {"type": "status", "status": 403, "body": code(40310000, "insufficient buying power")},
    {"type": "status", "status": 422, "body": code(42210000, "asset is not tradable at the moment")},
]
# The fates of an order that is not filled at once.
FATES = [
    [{"frac": 0.4}, {"wait": 1}, {"frac": 1}], [{"wait": 2}, {"frac": 1}], [{"wait": 12}, {"frac": 1}],
    [{"frac": 0.3}, {"status": "canceled"}], [{"frac": 0.5}, {"wait": 1}, {"status": "expired"}],
    [{"status": "rejected"}], [{"status": "canceled"}], [{"status": "expired"}],
    [{"frac": 0.3}, {"frac": 0.3}, {"frac": 0.3}, {"frac": 1}],
]


def kind_of(method, path):
    path = re.sub(r"/v2/orders/.*", "/v2/orders/ID", path.split("?")[0])
    return method + " " + re.sub(r"/v2/assets/.*", "/v2/assets/S", path)


class Killer:
    """Kills the run at hand when a request of some kind comes, is carried out or is answered."""

    def __init__(self):
        self.lock = threading.Lock()
        self.disarm()

    def arm(self, process, when, wanted, countdown, ready=None):
        with self.lock:
            self.process, self.when, self.wanted, self.countdown, self.ready = process, when, wanted, countdown, ready
            self.hit = None

    def disarm(self):
        self.process = self.when = self.wanted = self.ready = self.hit = None
        self.countdown = 0

    def comes(self, kind):
        """When to kill for this request, if at all."""
        with self.lock:
            if self.process is None or self.when == "time" or not re.search(self.wanted, kind):
                return None
            self.countdown -= 1
            if self.countdown != 0:
                return None
            self.hit = self.when + " " + kind
        return self.when

    def kill(self):
        if self.ready:
            self.ready.wait(8)
        self.process.kill()


def world_of(standin, seed, killer, faults):
    """A world of the stand-in whose faults and fills are drawn, and a handler that kills clients."""
    world = standin.World({
        "seed": seed, "keys": {"alpaca_id": os.environ["APCA_API_KEY_ID"], "alpaca_secret": os.environ["APCA_API_SECRET_KEY"]},
        "clock": {"now": FIRST + "T13:31:00Z", "advance_s_per_request": 1, "holidays": HOLIDAYS, "early_closes": EARLY},
        "alpaca": {"cash": "100000", "multiplier": 1, "rate_limit_per_min": 10 ** 9, "prices": dict.fromkeys(SYMBOLS, "1")},
        "bars": {}})
    chance = random.Random(seed)
    world.faulty = True
    world.faults_by_kind = collections.Counter()

    def fault_for(service, method, path, prompt):
        if not world.faulty or chance.random() >= faults:
            return None
        pool = EITHER_WAY + APPLIED + (REFUSALS if method == "POST" else [])
        kind = chance.choice(sorted({fault["type"] for fault in pool}))
        fault = dict(chance.choice([fault for fault in pool if fault["type"] == kind]))
        if fault in EITHER_WAY:
            fault["apply"] = chance.random() < 0.5
        world.faults_by_kind[fault["type"] + (" %d" % fault["status"] if "status" in fault else "")] += 1
        return fault

    def plan_for(symbol, side, client_order_id):
        return [dict(step) for step in chance.choice(FATES)] if chance.random() < 0.5 else [{"frac": 1}]

    world.fault_for = fault_for
    world.alpaca.plan_for = plan_for

    class Handler(standin.Handler):
        disable_nagle_algorithm = True  # heads and bodies are written apart

        def go(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:  # its sender died on the way
                self.close_connection = True
                return
            when = killer.comes(kind_of(self.command, self.path))
            if when == "before":  # it never gets there
                killer.kill()
                self.close_connection = True
                return
            if when == "while":
                killer.kill()
            connection, self.rfile = self.rfile, io.BytesIO(body)
            super().go()
            if self.rfile.closed:
                connection.close()
            self.rfile = connection
            if when == "after":
                killer.kill()

        do_GET = do_POST = do_DELETE = go

    Handler.world = world
    return world, Handler


class Quarter:
    def __init__(self, stratgen, standin, daily, workspace, sessions, kills, faults, seed, band):
        self.stratgen, self.workspace, self.band = stratgen, workspace, band
        self.sessions, self.kills_wanted = sessions, kills
        self.chance = random.Random(seed + 1)
        self.killer = Killer()
        self.world, handler = world_of(standin, seed, self.killer, faults)
        self.log = os.path.join(workspace, "requests.jsonl")
        self.world.log_file = open(self.log, "w", encoding="utf-8")
        self.server = standin.Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.bars = {}
        for symbol in SYMBOLS:
            with open(os.path.join(daily, symbol + ".csv"), encoding="utf-8") as file:
                self.bars[symbol] = {row["Date"]: row for row in csv.DictReader(file)}
        self.days = [day for day in sorted(self.bars["SPY"]) if day >= FIRST][:sessions]
        self.env = dict(os.environ, STRATGEN_WORKSPACE=workspace, XDG_STATE_HOME=os.path.join(workspace, "state"),
                        APCA_API_BASE_URL="http://127.0.0.1:%d" % self.server.server_address[1],
                        APCA_API_DATA_URL="http://127.0.0.1:%d" % self.server.server_address[1])
        self.figures = collections.Counter()
        self.kills = collections.Counter()
        self.codes = collections.Counter()
        self.output = []
        self.looks_up = False  # an order is in the log that may not be at the broker
        self.most_gross = 0.0

    # --- the account
    def orders(self):
        with self.world.lock:
            return [dict(order) for order in self.world.alpaca.orders.values()]

    def held(self):
        with self.world.lock:
            return {symbol: position[0] for symbol, position in self.world.alpaca.pos.items() if position[0] != 0}

    def open_day(self, day, clock):
        before = self.days[self.days.index(day) - 1] if day != self.days[0] else None
        with self.world.lock:
            alpaca = self.world.alpaca
            if before:
                alpaca.prices = {s: D(self.bars[s][before]["Close"]) for s in SYMBOLS}
                alpaca.last_equity = alpaca.equity()
            alpaca.prices = {s: D(self.bars[s][day]["Open"]) for s in SYMBOLS}
            self.world.now = datetime.datetime.fromisoformat(day + "T" + clock + ":00+00:00")
            self.world.sc["bars"] = {s: [{"t": day + "T13:30:00Z", "c": float(p)}] for s, p in alpaca.prices.items()}

    # --- runs
    def command(self, *more, best=3):
        return [self.stratgen, "run", "--top-n", str(best), "--poll", "0.1", "--wait", "4", "--band", str(self.band),
                "--limit", "max_price_gap=0.3", "--limit", "max_drawdown=0.3", "--limit", "max_daily_loss=0.1",
                "--limit", "max_orders_per_minute=%d" % ORDERS_PER_MINUTE, *more]

    def begin(self, *more, best=3):
        return subprocess.Popen(self.command(*more, best=best), env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self, process):
        try:
            out, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError("a run does not end: %s" % process.communicate()[1].decode())
        self.output.append(out + err)
        self.figures["runs"] += 1
        if process.returncode == -signal.SIGKILL:
            self.kills[self.killer.hit or "at any time"] += 1
            self.looks_up = "POST" in (self.killer.hit or "")
        else:
            self.codes[process.returncode] += 1
            self.looks_up = False
            assert process.returncode in (0, 6, 7), "exit code %d: %s" % (process.returncode, err.decode())
        self.killer.disarm()
        return process.returncode, err.decode()

    def arm(self, process, ready=None, request=None):
        """At one of all moments: most of them around orders, as long as some are to be sent."""
        when = self.chance.choice(["before", "while", "after"])
        if request:
            wanted, most = request, 2
        elif self.looks_up and self.chance.random() < 0.5:
            wanted, most = "client_order_id", 1
        elif self.orders_left() and self.chance.random() < 0.7:
            wanted, most = "^POST|^DELETE", 2
        else:
            wanted, most = self.chance.choice(READS), 2
        if ready is None and request is None and self.chance.random() < 0.15:
            self.killer.arm(process, "time", "", 0)
            timer = threading.Timer(self.chance.uniform(0, 1), process.kill)
            timer.daemon = True
            timer.start()
        else:
            self.killer.arm(process, when, wanted, self.chance.randint(1, most), ready)

    def orders_left(self):
        return self.codes == self.codes_before or not self.settled()

    def killed_run(self, request=None):
        process = self.begin()
        self.arm(process, request=request)
        return self.end(process)[0] == -signal.SIGKILL

    def taken_over(self):
        """A run is killed while a standby waits, which is then the one."""
        waits = threading.Event()
        first = self.begin()
        self.arm(first, waits)
        second = None
        for _ in range(400):  # the first has the account once there is its lease
            if first.poll() is not None or self.leased():
                second = self.begin("--standby")
                break
            time.sleep(0.02)
        lines = []

        def listen():
            for line in second.stderr:
                lines.append(line)
                if b"standby:" in line:
                    waits.set()
            waits.set()
        if second is None:
            waits.set()
            return self.end(first)[0] == -signal.SIGKILL
        listener = threading.Thread(target=listen)
        listener.start()
        killed = self.end(first)[0] == -signal.SIGKILL
        out = second.stdout.read()
        listener.join()
        second.wait(120)
        err = b"".join(lines)
        self.output.append(out + err)
        self.figures["runs"] += 1
        self.codes[second.returncode] += 1
        assert second.returncode in (0, 6, 7), "standby: exit code %d: %s" % (second.returncode, err.decode())
        if killed and b"standby:" in err:
            assert b"failover" in err, "the standby does not tell of the failover: %s" % err.decode()
            self.figures["failovers"] += 1
        return killed

    def leased(self):
        path = os.path.join(self.workspace, "state", "stratgen", "leases.sqlite")
        if not os.path.exists(path):
            return False
        result = subprocess.run([self.stratgen, "status", "--json"], env=self.env, capture_output=True, check=False)
        return result.returncode == 0 and json.loads(result.stdout).get("lease") is not None

    # --- what has to hold
    def intended(self):
        with sqlite3.connect("file:%s?mode=ro" % os.path.join(self.workspace, "trading.sqlite"), uri=True) as log:
            run = log.execute("select max(id) from run where equity > 0").fetchone()[0]
            rows = log.execute("select symbol, target, weight, share, error from signal where run = ?", (run,)).fetchall()
        assert rows and not any(row[4] for row in rows), rows
        targets, shares = collections.Counter(), collections.Counter()
        for symbol, target, weight, share, _ in rows:
            targets[symbol] += D(target) / 10 ** 9
            shares[symbol] += D(weight) * D(share)
        return targets, shares

    def settled(self):
        if any(order["status"] in self.open_states for order in self.orders()):
            return False
        targets, _ = self.intended()
        held, prices = self.held(), self.world.alpaca.prices
        for symbol in set(targets) | set(held):
            off = abs(held.get(symbol, D(0)) - targets[symbol])
            if off * prices[symbol] >= 1 and off > D(str(self.band)) * abs(targets[symbol]):
                return False
        return True

    def check_session(self, day, before, fills_before):
        alpaca, (targets, shares) = self.world.alpaca, self.intended()
        for symbol in SYMBOLS:
            fills = [f for f in alpaca.fills[fills_before:] if f["symbol"] == symbol]
            moved = sum((D(f["qty"]) * (1 if f["side"] == "buy" else -1) for f in fills), D(0))
            change = self.held().get(symbol, D(0)) - before.get(symbol, D(0))
            assert len({f["side"] for f in fills}) <= 1, "%s: %s was bought and sold" % (day, symbol)
            assert moved == change, "%s: %s fills %s, change %s" % (day, symbol, moved, change)
            wanted = alpaca.equity() * shares[symbol] / alpaca.prices[symbol]
            assert abs(wanted - targets[symbol]) <= D("1e-6") * (1 + abs(wanted)), (day, symbol, wanted, targets[symbol])
            self.figures["fills"] += len(fills)

    def check_exposure(self):
        """At each fill, with the cash and shares of that moment."""
        alpaca, held, cash, price = self.world.alpaca, collections.Counter(), D(100000), {}
        fills_of = iter(alpaca.fills)
        for fill in fills_of:
            quantity = D(fill["qty"]) * (1 if fill["side"] == "buy" else -1)
            held[fill["symbol"]] += quantity
            cash -= quantity * D(fill["price"])
            price[fill["symbol"]] = D(fill["price"])
            day = {s: D(self.bars[s][fill["transaction_time"][:10]]["Open"]) for s in SYMBOLS}
            gross = sum(abs(held[s]) * day[s] for s in SYMBOLS)
            equity = cash + sum(held[s] * day[s] for s in SYMBOLS)
            assert gross <= equity * D("1.0000001"), "gross exposure %s of %s" % (gross, equity)
            assert all(held[s] >= 0 for s in SYMBOLS), "a short position"
            self.most_gross = max(self.most_gross, float(gross / equity))

    def check_orders(self):
        orders = self.orders()
        with sqlite3.connect("file:%s?mode=ro" % os.path.join(self.workspace, "trading.sqlite"), uri=True) as log:
            rows = log.execute("select client_order_id, broker_id, status, filled, open, run, decided from intent").fetchall()
        logged = {row[0]: row for row in rows}
        ids = [order["client_order_id"] for order in orders]
        assert len(ids) == len(set(ids)), "a client_order_id is there twice"
        assert all(i.startswith("sg-") for i in ids), "an order that is not ours"
        orphans = [i for i in ids if i not in logged]
        assert not orphans, "orders that are not in the log: %s" % orphans
        for order in orders:
            _, broker_id, status, filled, is_open, _, _ = logged[order["client_order_id"]]
            assert (broker_id, status, is_open) == (order["id"], order["status"], 0), (order, logged[order["client_order_id"]])
            assert D(filled) / 10 ** 9 == D(order["filled_qty"]), order
        taken = sorted(datetime.datetime.fromisoformat(o["submitted_at"].replace("Z", "+00:00")).timestamp() for o in orders)
        for i in range(len(taken) - ORDERS_PER_MINUTE):
            assert taken[i + ORDERS_PER_MINUTE] - taken[i] >= 59, "more than %d orders in a minute" % ORDERS_PER_MINUTE
        per_run = collections.Counter(row[5] for row in rows)
        assert max(per_run.values()) <= 50, "more than 50 orders in a run"
        self.figures["orders"] = len(orders)
        self.figures["orders not filled whole"] = sum(o["status"] != "filled" for o in orders)

    def check_secrets(self):
        texts = [os.path.join(folder, name) for folder, _, names in os.walk(self.workspace) for name in names]
        for secret in (os.environ["APCA_API_KEY_ID"].encode(), os.environ["APCA_API_SECRET_KEY"].encode()):
            assert not any(secret in output for output in self.output), "a key in the output"
            for path in texts:
                with open(path, "rb") as file:
                    assert secret not in file.read(), "a key in " + path

    # --- the quarter
    def trade(self, day, index):
        waits = index % 6 == 5  # orders are sent before the open, and wait
        self.open_day(day, "12:00" if waits else "13:31")
        before, fills_before = self.held(), len(self.world.alpaca.fills)
        due = self.kills_wanted * (index + 1) // self.sessions
        self.codes_before = self.codes.copy()
        if waits:
            self.end(self.begin(best=2))  # other strategies, whose orders are cancelled
            self.codes_before = self.codes.copy()
            self.killed_run("^DELETE")
            self.killed_run("^DELETE|^POST")
            while self.end(self.begin())[0] != 0:
                pass
            with self.world.lock:
                self.world.now = datetime.datetime.fromisoformat(day + "T13:31:00+00:00")
        if index % 3 == 1:
            self.taken_over()
        for _ in range(40):
            if sum(self.kills.values()) >= due:
                break
            self.killed_run()
        for attempt in range(12):
            code, err = self.end(self.begin())
            if code == 0 and self.settled():
                break
        else:
            raise AssertionError("%s does not settle: held %s, intended %s, last exit code %d: %s"
                                 % (day, self.held(), dict(self.intended()[0]), code, err))
        self.figures["most runs to settle"] = max(self.figures["most runs to settle"], attempt + 1)
        self.check_session(day, before, fills_before)

    def run(self, open_states):
        self.open_states = open_states
        began = time.monotonic()
        for index, day in enumerate(self.days):
            self.trade(day, index)
        self.check_orders()
        self.check_exposure()
        self.check_secrets()
        self.server.shutdown()
        self.world.log_file.close()
        records = self.world.records
        errors = [v for r in records for v in r["violations"] if v["level"] == "error"]
        assert not errors, errors[:3]
        duplicates = sum(v["rule"] == "alpaca.order.duplicate" for r in records for v in r["violations"])
        assert sum(self.kills.values()) >= self.kills_wanted, self.kills
        ways = collections.Counter(k.split(" ")[0] for k in self.kills.elements())
        print(json.dumps({
            "sessions": len(self.days), **self.figures, "kills": sum(self.kills.values()), "kills by moment": ways,
            "kills by request": collections.Counter(k.split(" ", 1)[1] for k in self.kills.elements()),
            "requests": len(records), "faults": sum(self.world.faults_by_kind.values()), "faults by kind": self.world.faults_by_kind,
            "exit codes": self.codes, "orders sent again and refused as duplicates": duplicates,
            "highest gross exposure": round(self.most_gross, 6), "seconds": round(time.monotonic() - began, 1)}))


def main():
    stratgen, path, daily, workspace = sys.argv[1:5]
    sessions, kills, seed = int(sys.argv[5]), int(sys.argv[6]), int(sys.argv[8])
    spec = importlib.util.spec_from_file_location("standin", path)
    standin = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(standin)
    quarter = Quarter(stratgen, standin, daily, workspace, sessions, kills, float(sys.argv[7]), seed, float(sys.argv[9]))
    quarter.run(standin.OPEN_STATES)


if __name__ == "__main__":
    main()
