"""Whether every kind of fault came to a quarter: quarter_faults.py FIGURES..."""
import collections
import json
import sys

from quarter_broker import KINDS


def main():
    came, at_orders = collections.Counter(), collections.Counter()
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            figures = json.load(file)
        came.update(figures["faults by kind"])
        at_orders.update(figures["faults at orders"])
    for kind in sorted(KINDS):
        print("%-28s %5d, %4d at orders" % (kind, came[kind], at_orders[kind]))
    missing = sorted(kind for kind in KINDS if came[kind] == 0)
    assert not missing, missing


main()
