"""What has to hold of the account of a simulated quarter, and of the log."""
import collections
import datetime
import os
import sqlite3
from decimal import ROUND_DOWN, Decimal as D

import standin
from quarter_broker import SYMBOLS
from quarter_runs import ORDERS_PER_MINUTE


def signed(order, quantity):
    return quantity if order["side"] == "buy" else -quantity


class Checks:
    """`opens` are the opening prices of each symbol by day."""

    def __init__(self, world, workspace, opens, style, band, goes_short):
        self.world, self.account, self.workspace, self.opens = world, world.alpaca, workspace, opens
        self.style, self.band, self.goes_short = style, band, goes_short
        self.figures = collections.Counter()
        self.left = {}  # symbol: the side of the exits that were filled since the bar

    def log(self, question, *values):
        with sqlite3.connect("file:%s?mode=ro" % os.path.join(self.workspace, "trading.sqlite"), uri=True) as log:
            return log.execute(question, values).fetchall()

    def held(self):
        with self.world.lock:
            return {symbol: position[0] for symbol, position in self.account.pos.items() if position[0] != 0}

    def intended(self):
        """By the last run that decided: quantities, and shares of the equity."""
        (run,), = self.log("select max(id) from run where equity > 0")
        rows = self.log("select symbol, target, weight, share, error from signal where run = ?", run)
        assert rows and not any(row[4] for row in rows), rows
        targets, shares = collections.Counter(), collections.Counter()
        for symbol, target, weight, share, _ in rows:
            targets[symbol] += D(target) / 10 ** 9
            shares[symbol] += D(weight) * D(share)
        for symbol in targets:
            if targets[symbol] < 0:  # shorts are whole
                targets[symbol] = targets[symbol].to_integral_value(ROUND_DOWN)
        return targets, shares

    def settled(self):
        """Whether positions are the intended ones; orders at a limit may wait for what is missing."""
        targets, _ = self.intended()
        held, prices = self.held(), self.account.prices
        with self.world.lock:
            waiting = [o for o in self.account.open_orders() if "_entry" not in o]
            missing = collections.Counter()
            for order in waiting:
                missing[order["symbol"]] += signed(order, order["_qty"] - order["_filled"])
        if waiting and self.style != "limit":
            return False
        for symbol in set(targets) | set(held):
            have, target = held.get(symbol, D(0)), targets[symbol]
            if have * target < 0 and missing[symbol] != 0:  # it goes through flat
                target = D(0)
            off = target - have - missing[symbol]
            if self.was_left(symbol, off, have):
                continue
            if abs(off) * prices[symbol] >= 1 and abs(off) > D(str(self.band)) * abs(target):
                return False
        return True

    def was_left(self, symbol, off, have):
        """What an exit took is not bought back before the next bar."""
        side = self.left.get(symbol)
        return side is not None and off * have >= 0 and (off > 0) == (side == "sell")

    def session(self, day, before, fills_before):
        account, (targets, shares) = self.account, self.intended()
        whole = self.style in ("bracket", "limit") or self.goes_short
        for symbol in SYMBOLS:
            fills = [f for f in account.fills[fills_before:] if f["symbol"] == symbol]
            moved = sum((signed(f, D(f["qty"])) for f in fills), D(0))
            change = self.held().get(symbol, D(0)) - before.get(symbol, D(0))
            # Exits are the broker's, and an order of the day before fills at the open, before anybody can cancel it.
            orders = {f["order_id"]: account.orders[f["order_id"]] for f in fills}
            ours = [f for f in fills if "_entry" not in orders[f["order_id"]]
                    and orders[f["order_id"]]["submitted_at"][:10] >= str(day)[:10]]
            assert len({f["side"] for f in ours}) <= 1, "%s: %s was bought and sold" % (day, symbol)
            assert moved == change, "%s: %s fills %s, change %s" % (day, symbol, moved, change)
            wanted = account.equity() * shares[symbol] / self.opens[symbol][day]
            off, most = abs(wanted - targets[symbol]), 1 if whole else D("1e-6") * (1 + abs(wanted))
            assert off <= most, (day, symbol, wanted, targets[symbol])
            self.figures["fills"] += len(fills)
            self.figures["sessions short"] += self.held().get(symbol, D(0)) < 0

    def exits(self, day):
        """They close what is held, and no more of it."""
        held, guarded = self.held(), collections.Counter()
        with self.world.lock:
            for leg in self.account.exits():
                have = held.get(leg["symbol"], D(0))
                assert self.account.active(leg), "%s: exits of an entry that is not filled: %s" % (day, leg)
                assert signed(leg, 1) * have < 0, "%s: an exit of no position: %s, %s held" % (day, leg, have)
                guarded[leg["symbol"], leg["type"]] += leg["_qty"] - leg["_filled"]
        for (symbol, _), quantity in guarded.items():
            assert quantity <= abs(held[symbol]), "%s: exits for %s of %s %s" % (day, quantity, held[symbol], symbol)
        for symbol in held:
            self.figures["positions guarded"] += guarded[symbol, "stop"] == abs(held[symbol])
            self.figures["positions guarded in part"] += 0 < guarded[symbol, "stop"] < abs(held[symbol])
            self.figures["positions not guarded"] += guarded[symbol, "stop"] == 0

    def exposure(self):
        """At each fill, with the cash and shares of that moment; the highest, in parts of the equity."""
        held, cash, highest = collections.Counter(), D(100000), 0.0
        for fill in self.account.fills:
            quantity = signed(fill, D(fill["qty"]))
            held[fill["symbol"]] += quantity
            cash -= quantity * D(fill["price"])
            day = {s: self.opens[s][fill["transaction_time"][:10]] for s in SYMBOLS}
            gross = sum(abs(held[s]) * day[s] for s in SYMBOLS)
            equity = cash + sum(held[s] * day[s] for s in SYMBOLS)
            assert gross <= equity * D("1.0000001"), "gross exposure %s of %s" % (gross, equity)
            assert self.goes_short or all(held[s] >= 0 for s in SYMBOLS), "a short position"
            highest = max(highest, float(gross / equity))
        return highest

    def orders(self):
        with self.world.lock:
            orders = [dict(order) for order in self.account.own()]
        logged = {row[0]: row for row in self.log(
            "select client_order_id, broker_id, status, filled, open, run from intent")}
        ids = [order["client_order_id"] for order in orders]
        assert len(ids) == len(set(ids)), "a client_order_id is there twice"
        assert all(i.startswith("sg-") for i in ids), "an order that is not ours"
        orphans = [i for i in ids if i not in logged]
        assert not orphans, "orders that are not in the log: %s" % orphans
        for order in orders:
            _, broker_id, status, filled, is_open, _ = logged[order["client_order_id"]]
            open_there = int(order["status"] in standin.OPEN_STATES)
            assert (broker_id, status, is_open) == (order["id"], order["status"], open_there), (order, logged[order["client_order_id"]])
            assert D(filled) / 10 ** 9 == D(order["filled_qty"]), order
        taken = sorted(datetime.datetime.fromisoformat(o["submitted_at"].replace("Z", "+00:00")).timestamp() for o in orders)
        for i in range(len(taken) - ORDERS_PER_MINUTE):
            assert taken[i + ORDERS_PER_MINUTE] - taken[i] >= 59, "more than %d orders in a minute" % ORDERS_PER_MINUTE
        per_run = collections.Counter(row[5] for row in logged.values())
        assert max(per_run.values()) <= 50, "more than 50 orders in a run"
        self.figures["orders"] = len(orders)
        self.figures["orders not filled whole"] = sum(o["status"] != "filled" for o in orders)
        self.figures["orders with exits"] = sum(o["order_class"] in ("bracket", "oto") for o in orders)

    def secrets(self, output):
        texts = [os.path.join(folder, name) for folder, _, names in os.walk(self.workspace) for name in names]
        for secret in (os.environ["APCA_API_KEY_ID"].encode(), os.environ["APCA_API_SECRET_KEY"].encode()):
            assert not any(secret in said for said in output), "a key in the output"
            for path in texts:
                with open(path, "rb") as file:
                    assert secret not in file.read(), "a key in " + path
