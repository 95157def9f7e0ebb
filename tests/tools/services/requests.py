"""What a stand-in's request log says: requests.py LOG QUESTION

answered        the number of requests whose answer was delivered whole
faults          the number of requests that failed
repeated        bodies that were sent again after their answer was delivered whole"""
import json
import sys

HARMLESS = {None, "latency", "drip", "gzip", "content_type"}


def is_answered(record):
    return record["status"] == 200 and (record["fault"] or {}).get("type") in HARMLESS


def main():
    log, question = sys.argv[1:3]
    with open(log, encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    if question == "answered":
        print(sum(map(is_answered, records)))
    elif question == "faults":
        print(sum(r["fault"] is not None for r in records))
    elif question == "repeated":
        answered, repeated = {}, 0
        for record in records:
            before = answered.get(record["body_sha256"])
            if before:
                repeated += 1
                print("request", record["seq"], "at", record["ms"], "ms repeats", before["seq"], "at", before["ms"], "ms",
                      before["fault"], file=sys.stderr)
            if is_answered(record):
                answered[record["body_sha256"]] = record
        print(repeated)
    else:
        sys.exit("no such question: " + question)


main()
