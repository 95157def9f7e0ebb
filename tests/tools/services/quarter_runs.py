"""The runs of a simulated quarter: begun, killed at a moment, taken over by a standby."""
import collections
import json
import os
import random
import signal
import subprocess
import threading
import time

READS = ["/v2/clock", "/v2/account", "/v2/positions", "GET /v2/orders$", "/v2/assets", "/latest"]
ORDERS_PER_MINUTE = 12  # of the broker's clock, on which each request takes a second
STYLES = {
    "market": ["--wait", "4"],
    "bracket": ["--order", "bracket", "--time-in-force", "gtc", "--wait", "4"],
    "limit": ["--order", "limit", "--time-in-force", "gtc", "--wait", "0.3"],
    "twap": ["--order", "twap", "--slices", "3", "--slice-minutes", "0.004", "--wait", "4"],
}


class Runs:
    def __init__(self, stratgen, workspace, url, style, band, killer, seed):
        self.stratgen, self.workspace, self.style, self.band, self.killer = stratgen, workspace, style, band, killer
        self.chance = random.Random(seed + 1)
        self.env = dict(os.environ, STRATGEN_WORKSPACE=workspace, XDG_STATE_HOME=os.path.join(workspace, "state"),
                        APCA_API_BASE_URL=url, APCA_API_DATA_URL=url)
        self.figures = collections.Counter()
        self.kills = collections.Counter()
        self.codes = collections.Counter()
        self.output = []
        self.looks_up = False  # an order is in the log that may not be at the broker
        self.orders_left = lambda: True

    def command(self, *more, best=3):
        return [self.stratgen, "run", "--top-n", str(best), "--poll", "0.1", "--band", str(self.band),
                "--limit", "max_price_gap=0.3", "--limit", "max_drawdown=0.3", "--limit", "max_daily_loss=0.1",
                "--limit", "max_orders_per_minute=%d" % ORDERS_PER_MINUTE, *STYLES[self.style], *more]

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

    def whole(self, **how):
        """One that nobody kills: its exit code, and what it said."""
        return self.end(self.begin(**how))

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

    def killed(self, request=None):
        """Whether it was: it may be done before."""
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
            self.end(first)
            return
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

    def leased(self):
        path = os.path.join(self.workspace, "state", "stratgen", "leases.sqlite")
        if not os.path.exists(path):
            return False
        result = subprocess.run([self.stratgen, "status", "--json"], env=self.env, capture_output=True, check=False)
        return result.returncode == 0 and json.loads(result.stdout).get("lease") is not None
