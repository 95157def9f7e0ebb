"""The broker of a simulated quarter: a stand-in of Alpaca whose faults and fills are drawn, and which
kills the run at hand when a request of some kind comes, is carried out or is answered."""
import collections
import io
import os
import random
import re
import threading

import standin
from quarter_account import Account

FIRST = "2025-05-01"
SYMBOLS = ["SPY", "JPM", "SSO"]
HOLIDAYS = ["2025-01-01", "2025-01-09", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26", "2025-06-19",
            "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25"]
EARLY = {"2025-07-03": "13:00", "2025-11-28": "13:00", "2025-12-24": "13:00"}


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
    {"type": "chunk_abort", "after_events": 1}, {"type": "stream_error"},
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


def name_of(fault):
    """Of its kind."""
    details = [str(fault[key]) for key in ("status", "mode", "at") if key in fault]
    return " ".join([fault["type"], *details])


KINDS = {name_of(fault) for fault in EITHER_WAY + APPLIED + REFUSALS}


def world_of(seed, killer, faults):
    """A world of the stand-in whose faults and fills are drawn, and a handler that kills clients."""
    world = standin.World({
        "seed": seed, "keys": {"alpaca_id": os.environ["APCA_API_KEY_ID"], "alpaca_secret": os.environ["APCA_API_SECRET_KEY"]},
        "clock": {"now": FIRST + "T13:31:00Z", "advance_s_per_request": 1, "holidays": HOLIDAYS, "early_closes": EARLY},
        "alpaca": {"cash": "100000", "multiplier": 1, "shorting_enabled": True, "rate_limit_per_min": 10 ** 9,
                   "prices": dict.fromkeys(SYMBOLS, "1")},
        "bars": {}})
    chance = random.Random(seed)
    world.alpaca = Account(world.sc["alpaca"], world)
    world.faulty = True
    world.faults_by_kind = collections.Counter()
    world.faults_at_orders = collections.Counter()  # those that an order that is sent meets

    def fault_for(service, method, path, prompt):
        if not world.faulty or chance.random() >= faults:
            return None
        pool = EITHER_WAY + APPLIED + (REFUSALS if method == "POST" else [])
        kind = chance.choice(sorted({fault["type"] for fault in pool}))
        fault = dict(chance.choice([fault for fault in pool if fault["type"] == kind]))
        if fault in EITHER_WAY:
            fault["apply"] = chance.random() < 0.5
        world.faults_by_kind[name_of(fault)] += 1
        if method == "POST":
            world.faults_at_orders[name_of(fault)] += 1
        return fault

    def plan_for(symbol, side, client_order_id):
        return [dict(step) for step in chance.choice(FATES)] if chance.random() < 0.5 else [{"frac": 1}]

    world.fault_for = fault_for
    world.alpaca.plan_for = plan_for

    class Handler(standin.Handler):
        disable_nagle_algorithm = True  # heads and bodies are written apart

        def alpaca(self, c, dry):
            order = re.fullmatch("/v2/orders/([^/]+)", c.sub)
            reply = super().alpaca(c, dry)
            if not dry and c.method == "GET" and c.q.get("nested") == "true" and order and reply.status == 200:
                return standin.Reply(200, self.world.alpaca.nested(self.world.alpaca.orders[order[1]]))
            return reply

        def shape(self, fault, reply, c):
            if fault["type"] in ("chunk_abort", "stream_error"):  # these are of answers in chunks
                half = len(reply.body) // 2
                reply.chunks = [part for part in (reply.body[:half], reply.body[half:]) if part]
            return super().shape(fault, reply, c)

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
