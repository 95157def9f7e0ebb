"""The account of a simulated quarter: the stand-in's, with the exits of brackets, which the stand-in
takes no notice of, and with what a short sale is told as.

An entry of class bracket or oto has its exits beside it, held until all of it is filled. They end with
an entry that ends before that, and with each other. They are filled where the price meets them."""
from decimal import Decimal as D

import standin

OPPOSITE = {"buy": "sell", "sell": "buy"}


def price_of(exit_, name):
    return D(exit_[name]) if exit_ and exit_.get(name) is not None else None


class Account(standin.Alpaca):
    def exits(self, symbol=None):
        """Those that are open."""
        return [o for o in self.open_orders(symbol) if "_entry" in o]

    def own(self):
        """All but exits."""
        return [o for o in self.orders.values() if "_entry" not in o]

    def submit(self, b, c):
        exits = self.read_exits(b, c)
        held = self.pos.get(b.get("symbol"), [D(0)])[0]
        order = super().submit(b, c)
        closes = held < 0 if order["side"] == "buy" else held > 0
        order["position_intent"] = order["side"] + ("_to_close" if closes else "_to_open")
        for kind, price in exits:
            self.add_exit(order, kind, price)
        return order

    def read_exits(self, b, c):
        """As (type, price) of a request; an AlpacaError if they are wrong."""
        stop, target = price_of(b.get("stop_loss"), "stop_price"), price_of(b.get("take_profit"), "limit_price")
        exits = [(kind, price) for kind, price in (("limit", target), ("stop", stop)) if price is not None]
        wanted = {"bracket": 2, "oto": 1}.get(b.get("order_class"), 0)
        wrong = None
        if len(exits) != wanted:
            wrong = "a %s order with %d exits" % (b.get("order_class") or "simple", len(exits))
        elif exits:
            base, up = self.num(b, "limit_price") or self.prices[b["symbol"]], b["side"] == "buy"
            if D(b["qty"]) % 1:
                wrong = "fractional orders must be simple orders"
            elif target is not None and (target <= base if up else target >= base):
                wrong = "take_profit.limit_price is on the wrong side of base_price"
            elif stop is not None and (stop >= base if up else stop <= base):
                wrong = "stop_loss.stop_price is on the wrong side of base_price"
        if wrong:
            c.err("alpaca.order.exits", wrong)
            raise standin.AlpacaError(422, 42210000, wrong)
        return exits

    def add_exit(self, entry, kind, price):
        self.n += 1
        leg = dict(entry, id=self.uid("order", self.n), client_order_id=self.uid("cid", self.n), side=OPPOSITE[entry["side"]],
                   type=kind, order_type=kind, status="held", limit_price=None, stop_price=None,
                   position_intent=OPPOSITE[entry["side"]] + "_to_close", _limit=None, _stop=None, _plan=[],
                   _filled=D(0), _cost=D(0), _entry=entry["id"])
        leg[kind + "_price"], leg["_" + kind] = standin.dstr(price), price
        self.orders[leg["id"]] = leg
        self.by_cid[leg["client_order_id"]] = leg["id"]

    def exits_of(self, entry):
        return [o for o in self.orders.values() if o.get("_entry") == entry["id"]]

    def tick(self):
        super().tick()
        for leg in self.exits():
            entry = self.orders[leg["_entry"]]
            if entry["status"] == "filled" and leg["type"] == "limit":
                leg["status"] = "new"  # the stop stays held, and is as good

    def active(self, leg):
        return self.orders[leg["_entry"]]["status"] == "filled"

    def finish(self, o, status, field):
        super().finish(o, status, field)
        others = self.exits_of(o)
        if "_entry" in o:
            others = [leg for leg in self.exits_of(self.orders[o["_entry"]]) if leg is not o]
        elif status == "filled":
            others = []
        for leg in others:
            if leg["status"] in standin.OPEN_STATES:
                super().finish(leg, "expired" if status == "expired" else "canceled", field)

    def fill(self, o, q, price):
        """Of whole orders whole parts."""
        if not o["_qty"] % 1:
            q = min(o["_qty"] - o["_filled"], max(D(1), q.to_integral_value()))
        super().fill(o, q, price)

    def held_sell(self, sym):
        """Two exits of one entry hold its shares once."""
        by_entry = {}
        for o in self.open_orders(sym):
            if o["side"] == "sell" and ("_entry" not in o or self.active(o)):
                by_entry[o.get("_entry", o["id"])] = o["_qty"] - o["_filled"]
        return sum(by_entry.values(), D(0))

    def reserved_cash(self):
        return sum(((o["_qty"] - o["_filled"]) * (o["_limit"] or self.prices[o["symbol"]])
                    for o in self.open_orders() if o["side"] == "buy" and "_entry" not in o), D(0))

    def meet(self, symbol, low, high, part=D(1)):
        """The price goes from low to high, or the other way: the exits that it meets are filled, or a part
        of them. Returns how many."""
        met = 0
        for leg in self.exits(symbol):
            if leg["status"] not in standin.OPEN_STATES or not self.active(leg):
                continue
            sells = leg["side"] == "sell"
            price = leg["_stop"] or leg["_limit"]
            reached = low <= price if sells == (leg["type"] == "stop") else high >= price
            if not reached:
                continue
            if not low <= price <= high:  # the market opens beyond it
                price = low
            left = leg["_qty"] - leg["_filled"]
            quantity = min(left, max(D(1), (left * part).to_integral_value()))
            self.fill(leg, quantity, price)
            met += 1
            for other in self.exits_of(self.orders[leg["_entry"]]):
                if other is leg or other["status"] not in standin.OPEN_STATES:
                    continue
                if leg["status"] == "filled":
                    standin.Alpaca.finish(self, other, "canceled", "canceled_at")
                else:
                    other["_qty"] -= quantity
                    other["qty"] = standin.dstr(other["_qty"])
        return met

    def nested(self, order):
        """As an answer with its exits, which are asked for with nested=true."""
        return dict(self.view(order), legs=[self.view(leg) for leg in self.exits_of(order)] or None)
