"""Scenario of a stand-in that answers as recorded: recorded_scenario.py HOME ADDED >scenario.json

HOME has the folders knowledge and generated; the file ADDED, if it is named, holds what the scenario has
besides. Its completions come before those recorded. In their `match`, {extract}, {write}, {ranges},
{repair}, {again} and {first} stand for what only the prompts of these tasks say."""
import json
import os
import re
import sys

TASKS = {
    "{extract}": r"You translate documented trading ideas[\s\S]*",
    "{write}": r"You write trading strategies(?![\s\S]*<failure>)[\s\S]*",
    "{ranges}": r"You choose the parameter values[\s\S]*",
    "{repair}": r"You write trading strategies[\s\S]*<failure>[\s\S]*",
    "{again}": r"You have answered this before[\s\S]*",
    "{first}": r"(?![\s\S]*You have answered this before)[\s\S]*",
}


def recorded(home):
    generated = os.path.join(home, "generated")
    for category in sorted(os.listdir(generated)):
        folder = os.path.join(generated, category)
        for slug in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            about = re.escape("with the reference strategies/%s/%s.md" % (category, slug))
            for task, file in (
                ("{extract}", "extract_spec"),
                ("{write}", "write_strategy"),
                ("{ranges}", "propose_ranges"),
            ):
                path = os.path.join(folder, slug, file + ".completion.txt")
                if not os.path.exists(path):
                    continue
                with open(path, encoding="utf-8") as text:
                    answer = text.read()
                is_program = task == "{write}"
                yield {"match": TASKS[task] + about, **({"text": answer} if is_program else {"json": json.loads(answer)})}


def main():
    home, file = sys.argv[1:3]
    added = json.load(open(file, encoding="utf-8")) if file else {}
    for completion in added.get("completions", []):
        for name, pattern in TASKS.items():
            completion["match"] = completion["match"].replace(name, pattern)
    keys = {"openai": "sk-test-abcdefghijklmnop", "anthropic": "sk-ant-test-qrstuvwxyz"}
    scenario = {"seed": 1, "keys": keys, **added}
    scenario["completions"] = added.get("completions", []) + list(recorded(home))
    json.dump(scenario, sys.stdout)


main()
