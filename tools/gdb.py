"""gdb shows series and live numbers by what they are worth now: gdb -x tools/gdb.py --args ..."""

import gdb
import gdb.printing


class Series:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        visible = int(self.value["source_"]["visible"])  # bars that the strategy may see
        if not self.value["data_"]:
            return "never assigned"
        return f"{float(self.value['data_'][visible - 1])!r} at bar {visible - 1}" if visible else "a column"


class LiveNumber:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return repr(float(self.value["at"].dereference()))


printers = gdb.printing.RegexpCollectionPrettyPrinter("stratgen")
printers.add_printer("Series", r"^stratgen::v1::Series$", Series)
printers.add_printer("LiveNumber", r"^stratgen::v1::detail::(LiveNumber|PositionSize)$", LiveNumber)
gdb.printing.register_pretty_printer(None, printers, replace=True)
