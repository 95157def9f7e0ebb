#!/usr/bin/env python3
"""The rules of the house that no compiler checks: tidy.py [ROOT]. Runs as the ctest `tidy`.

A rule is a function from the Tree to findings (path, line, what is wrong; what to do). To add one, write
it here, list it in RULES and show it a violation in tests/tools/tidy_test.py. Exceptions that are meant
to go away stand in tools/tidy_ratchet.txt, which only shrinks.
"""

import re
import sys
from collections import namedtuple
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from posixpath import join, normpath

Finding = namedtuple("Finding", "path line message")

CODE = ("runtime", "compiler", "tools", "tests", "benchmarks")  # what we write and what the rules are about
NOT_OURS = (".git", "build", ".stratgen", ".cache")  # made by programs

# An include goes from a folder to one of a lower rank (or within it), never sideways or up.
PARTS = {"runtime": 0, "compiler": 1, "tools": 2, "tests": 3, "benchmarks": 3}
RUNTIME = {"base": 0, "database": 1, "http": 1, "market": 2, "indicator": 2, "verdict": 2, "engine": 3, "fetch": 3,
           "import": 3, "sweep": 4, "trade": 4, "alpaca": 5, "store": 5}

# Where the headers of each third party may be included, also by way of one of ours. Tests and
# benchmarks are free; fmt is everywhere.
THIRD_PARTIES = {
    "clang/ llvm/": "compiler/frontend/* compiler/check/* compiler/jit/* compiler/inspect/*",
    "SQLiteCpp/ sqlite3.h": "*_store.cpp runtime/market/bar_catalog.cpp runtime/store/result_store_*.cpp runtime/database/* "
                             "runtime/trade/trade_log* runtime/trade/lease.cpp",
    "nlohmann/": "*json* runtime/market/sample_bars.cpp runtime/store/*.cpp runtime/fetch/* runtime/alpaca/* runtime/trade/limits.cpp compiler/spec/* "
                 "compiler/llm/* tools/cli/*",
    "valijson/": "compiler/spec/schema_check.cpp",
    "yaml-cpp/": "compiler/knowledge/*.cpp",
    "openssl/": "runtime/base/hash.cpp",
    "curl/": "runtime/http/http_client.cpp runtime/http/http_transfer.*",
    "tbb/ oneapi/": "tools/cli/*.cpp runtime/sweep/*.cpp",
    "CLI/": "tools/cli/*",
    "seccomp.h": "compiler/worker/confinement.cpp",
    "pagmo/ boost/": "runtime/sweep/*.cpp",
    "muParser.h": "runtime/sweep/constraint.cpp",
    "doctest/ benchmark/": "",
}

SOURCE_LINES, HEADER_LINES, WORTH_A_LOOK, FUNCTION_LINES = 800, 250, 300, 70
JIT_COMPILED = ("benchmarks/strategies/",)  # read when a benchmark runs
LONG_HEADERS = ("strategy.hpp",)  # what emitted code includes is one file on purpose
BANNED_WORDS = "Manager|Helper|Util|Common|Misc"


class Tree:
    """The files below a root. `code` has comments and raw strings blanked, line for line."""

    def __init__(self, root):
        self.root = Path(root)
        self.text = {}
        for path in sorted(self.root.rglob("*")):
            relative = path.relative_to(self.root)
            if not path.is_file() or set(relative.parts) & set(NOT_OURS):
                continue
            try:
                self.text[relative.as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                pass  # not text
        # Strategies that tests feed to the compiler are data; their folders are not formatted either.
        data = {folder(path) for path, text in self.text.items() if path.endswith("/.clang-format")
                and "DisableFormat: true" in text}
        self.code = {
            path: blank(text).split("\n")
            for path, text in self.text.items()
            if path.endswith((".cpp", ".hpp")) and path.split("/")[0] in CODE and not data & set(map(str, PurePosixPath(path).parents))
        }
        self.ratchet = {}  # (rule, subject) -> (line, limit)
        for number, line in enumerate(self.text.get("tools/tidy_ratchet.txt", "").split("\n"), 1):
            words = line.split("#")[0].split()
            if words:
                self.ratchet[tuple(words[:2])] = (number, int(words[2]) if len(words) > 2 else 0)

    def product(self):
        parts = ("runtime/", "compiler/", "tools/")
        return {path: lines for path, lines in self.code.items() if path.startswith(parts)}

    def includes(self, path):
        """(line, included): ours as paths from the root, the others in "<>". What a macro ending in _BODY names is
        included by what it is for."""
        for number, line in enumerate(self.code[path], 1):
            if match := re.match(r'\s*#\s*(?:include|define\s+\w+_BODY)\s*(?:"(.+)"|<(.+)>)', line):
                ours, other = match.groups()
                if other and other.startswith("stratgen/"):
                    ours = "runtime/include/" + other
                beside = normpath(join(folder(path), ours)) if ours else ""
                yield number, beside if beside in self.code else ours or f"<{other}>"

    def search(self, pattern, files):
        for path, lines in files.items():
            for number, line in enumerate(lines, 1):
                if match := re.search(pattern, line):
                    yield path, number, match


def blank(text):
    """Comments and raw strings as spaces, so that patterns and braces see code only."""
    def keep_strings(match):
        return match[0] if match[0][0] in "\"'" else re.sub(r"[^\n]", " ", match[0])

    token = r'R"([^(\s]*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\''
    return re.sub(token, keep_strings, text, flags=re.DOTALL)


def folder(path):
    return str(PurePosixPath(path).parent)


def is_program(path):
    """Small programs of the build, such as those that write a page of docs/."""
    return path.endswith("_main.cpp")


# --- the rules ---------------------------------------------------------------------------------------


def include_arrows(tree):
    for path in tree.code:
        for number, target in tree.includes(path):
            contract = path.startswith("runtime/include/")
            if contract and not target.startswith("runtime/include/"):
                yield Finding(path, number, f"a contract header includes {target}; declare what it needs")
            if target.startswith("<") or contract:
                continue
            if problem := arrow_problem(path, target):
                yield Finding(path, number, f"{problem}; turn the dependency round or move the code")


def arrow_problem(path, target):
    here, there = path.split("/"), target.split("/")
    if there[0] == "embedded":
        return None  # made by stratgen_embed
    if there[0] not in PARTS:
        return f'"{target}" is not named from the root of the repository'
    if here[0] != there[0]:
        if PARTS[here[0]] <= PARTS[there[0]]:
            return f"{here[0]} includes {there[0]}"
    elif here[0] == "runtime" and there[1] != "include" and here[1] != there[1]:
        for name in (here[1], there[1]):
            if name not in RUNTIME:
                return f"runtime/{name} has no rank in tools/tidy.py"
        if RUNTIME[here[1]] <= RUNTIME[there[1]]:
            return f"runtime/{here[1]} includes runtime/{there[1]}"
    return None


def folder_cycles(tree):
    """Two folders of the compiler that include each other, over whatever detour."""
    edges, witness = {}, {}
    for path in tree.code:
        for number, target in tree.includes(path):
            inside = path.startswith("compiler/") and target.startswith("compiler/")
            if inside and folder(path) != folder(target):
                edges.setdefault(folder(path), set()).add(folder(target))
                witness[folder(path), folder(target)] = (path, number)
    for (source, target), (path, number) in witness.items():
        reached, todo = set(), [target]
        while todo:
            for following in edges.get(todo.pop(), set()) - reached:
                reached.add(following)
                todo.append(following)
        if source in reached:
            yield Finding(path, number,
                          f"{source} and {target} need each other; move what both need below them")


def third_parties(tree):
    for path in tree.product():
        for number, target in tree.includes(path):
            for foreign in sorted(foreign_headers(tree, target, set())):
                places = next((places for prefixes, places in THIRD_PARTIES.items()
                               if foreign[1:].startswith(tuple(prefixes.split()))), "*")
                if not any(fnmatch(path, place) for place in places.split()):
                    way = "" if foreign == target else f" (by way of {target})"
                    yield Finding(path, number, f"{foreign}{way} belongs into {places or 'tests and benchmarks'}; "
                                  "pass our own types across")


def foreign_headers(tree, path, seen):
    """What including `path` brings in from outside."""
    if path.startswith("<"):
        return {path}
    if path in seen or path not in tree.code:
        return set()
    seen.add(path)
    return set().union(*(foreign_headers(tree, target, seen) for _, target in tree.includes(path)))


def long_files(tree):
    seen = {}
    for path, lines in tree.code.items():
        count = len(lines) - 1
        budget = HEADER_LINES if path.endswith(".hpp") else SOURCE_LINES
        if count > budget and PurePosixPath(path).name not in LONG_HEADERS:
            seen[path] = count
            _, limit = tree.ratchet.get(("long_file", path), (0, budget))
            if count > limit:
                yield Finding(path, limit + 1, f"{count} lines, {limit} are allowed; split it by noun")
    yield from stale(tree, "long_file", seen)


def long_functions(tree):
    seen = {}
    for path, lines in tree.code.items():
        for name, first, last in functions(lines):
            if (count := last - first + 1) > FUNCTION_LINES:
                subject = f"{path}:{name}"
                seen[subject] = count
                _, limit = tree.ratchet.get(("long_function", subject), (0, FUNCTION_LINES))
                if count > limit:
                    yield Finding(path, first,
                                  f"{name} has {count} lines, {limit} are allowed; take a step out of it")
    yield from stale(tree, "long_function", seen)


def functions(lines):
    """(name, first line, last line); relies on clang-format: a body ends at the indentation it began with."""
    number, begin = 0, 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.strip() or line.rstrip().endswith((";", "}", ":")) or line.startswith("#"):
            begin = number
        if not line.rstrip().endswith("{"):
            continue
        head = " ".join(lines[begin:number])
        indent = re.match(r" *", lines[begin])[0]
        first, begin = begin + 1, number
        if re.match(r"\s*(template *<.*?> *)?(namespace|extern|class|struct|enum|union)\b", head):
            continue  # descend
        while number < len(lines) and not re.match(indent + r"\}", lines[number]):
            number += 1
        name = re.search(r"([\w:~]+|operator\S+)\s*\(", re.sub(r"\[\[.*?\]\]|\balignas\(.*?\)", "", head))
        if name and not re.search(r"= *\{$", head):  # a table of data may be long
            yield name[1], first, number + 1
        number += 1
        begin = number


def unused_headers(tree):
    included = {target for path in tree.code for _, target in tree.includes(path)}
    contract = {path for path in tree.code if path.startswith("runtime/include/")}  # emitted code does
    cmake = "".join(text for path, text in tree.text.items() if path.endswith(".cmake"))
    for path in tree.code:
        if path.endswith(".hpp") and path not in included | contract and path not in cmake:
            yield Finding(path, 1, "nobody includes this header; delete it")


def unbuilt_sources(tree):
    for path in tree.code:
        parents = PurePosixPath(path).parents
        if path.startswith(JIT_COMPILED):
            continue
        if path.endswith(".cpp") and not any(names(tree, parent, path) for parent in parents):
            yield Finding(path, 1, f"no CMakeLists.txt names this source; add it to {folder(path)}'s, or delete it")


def names(tree, parent, path):
    """Whether the CMakeLists.txt of `parent` has `path` as a word, from there or from the root."""
    text = tree.text.get(str(parent / "CMakeLists.txt"), "").replace("${stratgen_SOURCE_DIR}/", "")
    return {path, str(PurePosixPath(path).relative_to(parent))} & set(re.split(r'[\s()"]+', text))


def untested_sources(tree):
    seen = {}
    for path in tree.code:
        ours = path.startswith(("runtime/", "compiler/")) and path.endswith(".cpp") and not is_program(path)
        if ours and not any(covers(tree, test, path) for test in tree.code):
            seen[path] = 1
            if ("untested", path) not in tree.ratchet:
                yield Finding(path, 1, f"no test mirrors it; write tests/{path[:-4]}_test.cpp")
    yield from stale(tree, "untested", seen)


def covers(tree, test, path):
    """A test in the mirrored folder with the name of the source, or that of its family, or its header."""
    if folder(test) != "tests/" + folder(path) or not test.endswith("_test.cpp"):
        return False
    family = PurePosixPath(test).name[: -len("_test.cpp")]
    return (PurePosixPath(path).stem + "_").startswith(family + "_") or any(
        target == path[:-4] + ".hpp" for _, target in tree.includes(test))


def banned_words(tree):
    for path in tree.code:
        if re.search(rf"(^|_)({BANNED_WORDS})(s|ities)?(_|\.)", PurePosixPath(path).name, re.IGNORECASE):
            yield Finding(path, 1, f"a file name with one of {BANNED_WORDS}; name the thing it holds")
    pattern = rf"\b(?:class|struct|concept|using)\s+(\w*(?:{BANNED_WORDS})(?:s|ities)?(?![a-z])\w*)"
    for path, number, match in tree.search(pattern, tree.code):
        yield Finding(path, number, f"{match[1]} says nothing; name the thing or the verb")


def outside_world(tree):
    libraries = {path: lines for path, lines in tree.product().items()
                 if not path.startswith("tools/cli/") and not is_program(path)}
    pattern = r"\bgetenv\b|\bstd::(?:cout|cerr|clog)\b|\bf?(?:printf|puts)(?= *\()|\bfmt::print\b"
    for path, number, match in tree.search(pattern, libraries):
        yield Finding(path, number, f"{match[0]} in a library; take a parameter, return a value, "
                      "let tools/cli speak")


def numbered_todos(tree):
    texts = {path: tree.text[path].split("\n") for path in tree.code}
    for path, number, _ in tree.search(r"\b(?:TODO|FIXME|XXX)\b(?!\(#\d+\))", texts):
        yield Finding(path, number, "a TODO without an issue; write TODO(#12), or do it")


def workplace_paths(tree):
    texts = {path: text.split("\n") for path, text in tree.text.items()}
    for path, number, match in tree.search(r"(?<![\w./}$~-])/(?:work|home|root|Users)/[\w.-]+", texts):
        yield Finding(path, number, f"{match[0]} exists on one machine; write it relative to the repository")


def stale(tree, rule, seen):
    """Entries of the ratchet that could be lower or gone."""
    for (entry, subject), (number, limit) in tree.ratchet.items():
        if entry == rule and (subject not in seen or seen[subject] < limit):
            yield Finding("tools/tidy_ratchet.txt", number, f"{rule} {subject} has improved; "
                          + (f"lower it to {seen[subject]}" if subject in seen else "delete the line"))


RULES = (include_arrows, folder_cycles, third_parties, long_files, long_functions, unused_headers,
         unbuilt_sources, untested_sources, banned_words, outside_world, numbered_todos, workplace_paths)


def main(root):
    tree = Tree(root)
    for path, lines in tree.code.items():
        if len(lines) > WORTH_A_LOOK and PurePosixPath(path).name not in LONG_HEADERS:
            print(f"note: {path} has {len(lines) - 1} lines; most files stay under {WORTH_A_LOOK}")
    findings = [(finding, rule.__name__) for rule in RULES for finding in rule(tree)]
    for finding, rule in sorted(findings):
        print(f"{finding.path}:{finding.line}: {finding.message} [{rule}]")
    print(f"{len(tree.code)} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent))
