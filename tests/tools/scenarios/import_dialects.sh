#!/bin/bash
# data import finds out how files are written, says so, asks for a hint only where a file leaves it open,
# and a file that fails does not undo the others.
. "$(dirname "$0")/common.inc"

mkdir files
printf '"Date","Price","Open","High","Low","Vol.","Change %%"\n"01/14/2020","1,112.50","1,100.00","1,120.00","1,090.00","1.25M","1%%"\n"01/13/2020","1,106.00","1,100.00","1,120.00","1,090.00","-","1%%"\n' >files/investing.csv
printf '2020.01.02,00:00,1.1213,1.1225,1.1201,1.1220,1234\n2020.01.02,01:00,1.1220,1.1230,1.1210,1.1215,1111\n' >files/EURUSD.csv
printf 'date,open,high,low,close,Name\n2020-01-02,10,12,9,11,AAPL\n2020-01-02,20,22,19,21,MSFT\n2020-01-03,11,13,10,12,AAPL\n' >files/long.csv
printf 'Date,Close\n2020-01-02,10\n' >files/closes.csv
printf 'Date,Open,High,Low,Close\n04/05/2020,1,2,1,2\n05/05/2020,1,2,1,2\n' >ambiguous.csv
printf '{"bars":{"SPY":[{"t":"2020-01-02T05:00:00Z","o":10,"h":12,"l":9,"c":11,"v":5},{"t":"2020-01-03T05:00:00Z","o":10,"h":12,"l":9,"c":11,"v":5}]},"next_page_token":null}' >files/alpaca.json

expect 0 data import files/investing.csv --dry-run
says out "investing 1d: 2 bars, 2020-01-13 to 2020-01-14, from files/investing.csv"
says out "concluded: comma, header, dates MM/DD/YYYY (line 2 has 01/14/2020), left out 'Change %', commas between thousands, days, newest first"
expect 0 data list
says out "The store is empty"

expect 3 data import files
says out "EURUSD 1h: 2 bars"
says out "SPY 1d: 2 bars, 2020-01-02 to 2020-01-03"
says err "files/closes.csv:1: the columns 'Date', 'Close' have a close but not open, high and low"
says err "1 of 5 files was not imported: closes.csv"
expect 0 data list --json
holds '[b["symbol"] for b in d["bars"]] == ["AAPL", "EURUSD", "MSFT", "SPY", "investing"]'

expect 3 data import ambiguous.csv
says err "say --format dates=DMY or dates=MDY"
expect 0 data import ambiguous.csv --format dates=DMY --json
holds 'd["imported"][0]["first"] == "2020-05-04T00:00:00" and d["failed"] == []'
expect 2 data import ambiguous.csv --format dates=never
says err "--format dates=never is not known"

expect 0 data import files/long.csv --symbol MSFT --json
holds '[i["symbol"] for i in d["imported"]] == ["MSFT"] and d["imported"][0]["timeframe"] == "1d"'
expect 3 data import files/long.csv --symbol IBM
says err "files/long.csv holds 2 markets, and 'IBM' is none of them: AAPL, MSFT"
expect 3 data import files/EURUSD.csv --timeframe 1d
says err "the bars of EURUSD are 1h, not 1d as --timeframe says"
gzip -k files/EURUSD.csv
expect 0 data import files/EURUSD.csv.gz --json
holds 'd["imported"][0]["symbol"] == "EURUSD" and d["imported"][0]["concluded"][0] == "gzip"'
