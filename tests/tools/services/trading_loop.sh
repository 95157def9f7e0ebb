#!/bin/bash
# One process trades an account: a second one is refused, a standby takes over. A loop trades once per bar,
# whatever the network does, and ends when it is told to.
. "$(dirname "$0")/trading.inc"
trading_workspace
cp -r workspace prepared

loop() { # NAME FLAGS...: in the background; what it says is in NAME.out and NAME.err. Sets pid.
  "$stratgen" run --top-n 3 --poll 0.1 --wait 3 --band 0 --loop "${@:2}" >"$1.out" 2>"$1.err" </dev/null &
  pid=$!
  standins+=("$pid")
}
# until_says FILE TEXT [COUNT]: waits until the text is there so many times.
until_says() {
  for _ in $(seq 600); do
    [ ! -f "$1" ] || [ "$(grep -cF -e "$2" "$1")" -lt "${3:-1}" ] || return 0
    sleep 0.05
  done
  fail "no \"$2\" ${3:-1} times in $1: $(cat "${1%.*}".*)"
}
ends() { # CODE PID
  local code=0
  wait "$2" || code=$?
  [ "$code" = "$1" ] || fail "exit code $code, not $1"
}

broker loop
loop first
until_says first.out "paper:" 1
run 7
says err "stop it first, or wait for its end with --standby"
before=$(posts loop)

# Once per bar: not again in this session, and not while the market is closed.
sleep 1
[ "$(grep -c "paper:" first.out)" = 1 ] || fail "it traded a bar two times"
control clock '{"now": "2025-05-24T15:00:00Z"}'
sleep 0.5
control clock '{"now": "2025-05-27T13:40:00Z"}'
until_says first.out "paper:" 2
control clock '{"now": "2025-05-28T13:40:00Z"}'
until_says first.out "paper:" 3
sleep 0.5
[ "$(grep -c "paper:" first.out)" = 3 ] || fail "it traded a bar two times"
[ "$(posts loop)" -gt "$before" ] || fail "it sent nothing in three sessions"

# The network goes, and comes back.
old=$port
in_contract loop
kill "${standins[0]}"
wait "${standins[0]}" || true
sleep 1
sed -i 's/2025-05-23T13:40:00Z", "adv/2025-05-29T13:40:00Z", "adv/' loop.scenario.json
start loop "$old"
until_says first.out "paper:" 4

# A standby waits while it lives.
loop second --standby
second=$pid first=${standins[1]}
until_says second.err "standby:"
sleep 1
[ ! -s second.out ] || fail "two processes trade the account"
kill -KILL "$first"
wait "$first" 2>/dev/null || true
until_says second.err "failover"
control clock '{"now": "2025-05-30T13:40:00Z"}'
until_says second.out "paper:"
state 'len({o["client_order_id"] for o in d["orders"]}) == len(d["orders"]) and not [o for o in d["orders"] if not o["client_order_id"].startswith("sg-")]'

# It ends when it is told to, and gives the account back.
kill -TERM "$second"
ends 0 "$second"
run 0 --band 0
lacks err "failover"

# A standby that is told to end before it is the one.
loop third
until_says third.out "paper:"
loop fourth --standby
until_says fourth.err "standby:"
kill -TERM "$pid"
ends 130 "$pid"
kill -INT "${standins[-2]}"
ends 0 "${standins[-2]}"
in_contract loop

# Bars that come after the bell: others are traded without them, and they are when they are there; that
# they were missing is told once, however often it looks.
broker late
mkdir older
sed '/^2025-05-22/,$d' "$daily/JPM.csv" >older/JPM.csv
expect 0 data import older/JPM.csv
loop late --notify "cat >>told"
until_says late.out "paper:" 1
sleep 2
[ "$(grep -c "paper:" late.out)" = 1 ] || fail "it traded again without news"
state '{o["symbol"] for o in d["orders"]} == {"SSO"}'
[ "$(grep -c "stale" told)" = 1 ] || fail "stale bars are told $(grep -c "stale" told) times"
[ "$(grep -c "error" told)" -le 1 ] || fail "an error is told $(grep -c "error" told) times"
expect 0 data import "$daily/JPM.csv"
until_says late.out "paper:" 2
sleep 2
[ "$(grep -c "paper:" late.out)" = 2 ] || fail "it traded a bar two times"
state 'sorted(o["symbol"] for o in d["orders"]) == ["JPM", "SSO"]'
[ "$(grep -c "stale" told)" = 1 ] || fail "stale bars are told again when they are there"
kill -TERM "$pid"
ends 0 "$pid"
in_contract late
