"""What a stand-in's request log says: requests.py LOG QUESTION [ARGUMENT]

count           the number of requests
answered        ... of those whose answer was delivered whole
repeated        bodies that were sent again after their answer was delivered whole
about TEXT      the number of requests whose body has the text
spent PRICES    dollars for all answers, given "INPUT,OUTPUT" prices of a million tokens"""
import json
import sys

HARMLESS = {None, "latency", "drip", "gzip", "content_type"}


def is_answered(record):
    return record["status"] == 200 and (record["fault"] or {}).get("type") in HARMLESS


def main():
    log, question = sys.argv[1:3]
    with open(log, encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    if question == "count":
        print(len(records))
    elif question == "answered":
        print(sum(map(is_answered, records)))
    elif question == "repeated":
        answered, repeated = set(), 0
        for record in records:
            repeated += record["body_sha256"] in answered
            if is_answered(record):
                answered.add(record["body_sha256"])
        print(repeated)
    elif question == "about":
        print(sum(sys.argv[3] in json.dumps(r["body"], ensure_ascii=False) for r in records))
    else:
        sys.exit("no such question: " + question)


main()
