#!/bin/bash
# Cells that fail are counted by reason and never stop a sweep; --failures shows an example of each.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

cat >ends.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Ends : Strategy {
  int way = param("way", 0);
  int other = param("other", 0);
  double values[4] = {1, 2, 3, 4};
  void init() {
    if (way == 1) reject("way must not be 1");
  }
  void next() {
    if (way == 2) { for (;;) {} }
    if (way == 3 && values[way + other + 1] > 0) buy();
    if (way == 4) buy({.size = 0.5, .sl = 1e9});
    if (bar_index() == 10) buy();
  }
};
STRATGEN_STRATEGY(Ends)
S
expect 0 sweep ends.cpp "${data[@]}" --param way=0,1,2,3,4 --param other=0,1 --json
holds 'd["evaluated"] == 2 and d["rejected"] == 2 and d["failed"] == 6'
holds 'sum(f["cells"] for f in d["failures"]) == 8 and all("error" not in f for f in d["failures"])'
holds '[f["params"]["way"] for f in d["failures"] if f["reason"] == "rejected"] == [1]'
expect 0 sweep ends.cpp "${data[@]}" --param way=0,1,2,3,4 --param other=0,1 --failures
says out "2 evaluated, 2 rejected, 6 failed (2 out of budget, 2 trap, 2 refused order)"
says out "way must not be 1"
says out "way=1 other=0"
says out "Ends line 10, at bar 1 (2013-05-14): the budget"
says out "Ends line 11, at bar 1 (2013-05-14): an array index out of bounds"
says out "Ends line 12, at bar 1 (2013-05-14): buy: sl"
silent err

# Not one cell completed: the counts, and an error.
expect 5 sweep ends.cpp "${data[@]}" --param way=1 --param other=0,1 --json
holds 'd["evaluated"] == 0 and d["rejected"] == 2 and d["top"] == [] and d["pbo"] is None'
says err "none of the 2 cells completed: 2 rejected, 0 failed"
expect 2 sweep ends.cpp "${data[@]}" --param way=0,1 --constraint 'way > 5'
