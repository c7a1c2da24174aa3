#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Every header that users include compiles alone.

usage: check_headers.py [--detail] COMPILE_COMMANDS SOURCE HEADERS

Compiles each header below HEADERS by itself, twice in one source, with the flags that SOURCE is built with; those in detail/,
which take as long again, with --detail only. It takes clang++ where that is installed, for a short cut: where a header includes
another one, directly or not, and that one is precompiled, nothing changes for it but the time. Its own lines stand behind what it
includes in any case, and what it includes is checked by itself. For the same reason one source checks several headers, where each
includes the one before it.
"""
import heapq
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

MOST_PRECOMPILED = 40
# What headers that are not ours take, in hundredths of a second; these of the standard library include much of one another.
FOREIGN = {"nlohmann/": 220, "boost/asio": 120, "boost/beast": 120, "httplib.h": 150, "yaml-cpp/": 100, "boost/hana": 15, "range/v3": 100, "re2/": 60, "openssl/": 10}
STANDARD = {"condition_variable": 88, "filesystem": 86, "stop_token": 74, "thread": 74, "chrono": 71, "memory": 62, "fstream": 55, "mutex": 54, "sstream": 50,
            "functional": 44, "string": 34, "string_view": 28, "unordered_map": 28, "map": 24, "set": 22, "algorithm": 22, "vector": 21, "span": 20}
STARTING = 4  # a compiler, or what it costs to write and read a precompiled header


def flags_of(compile_commands, source):
    for entry in json.loads(compile_commands.read_text()):
        if (Path(entry["directory"]) / entry["file"]).resolve() == source.resolve():
            words = entry.get("arguments") or shlex.split(entry["command"])
            break
    else:
        sys.exit(f"{source} is not in {compile_commands}")
    while not words[0].rsplit("/")[-1].startswith(("g++", "clang++", "c++")):  # a launcher such as ccache
        words = words[1:]
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MQ", "-MT"):
            skip = True
        elif word not in ("-c", "-MD", "-MMD", "-fpch-preprocess") and not word.endswith(".cpp"):
            kept.append(word)
    return kept


class Headers:
    def __init__(self, root, compiled, detail):
        self.root = root
        self.names = {h.relative_to(root).as_posix() for h in root.rglob("*.hpp")}
        self.checked = {name for name in self.names if detail or "/detail/" not in name}
        self.compiled = compiled

    @cache
    def included(self, name):
        """What a header includes itself, and what its own lines take; of headers that are not ours nothing more is known."""
        if name not in self.names:
            return [], 0
        text = (self.root / name).read_text()
        if self.compiled:
            text = re.sub(r"#ifndef SLIPWAY_COMPILED\n.*?#endif", "", text, flags=re.S)
        else:
            text = re.sub(r"#ifdef SLIPWAY_COMPILED\n.*?#endif", "", text, flags=re.S)
        return re.findall(r"^#include <([^>]+)>", text, re.M), text.count("\n") / 20

    @cache
    def closure(self, name):
        found, todo = set(), [name]
        while todo:
            for below in self.included(todo.pop())[0]:
                if below not in found:
                    found.add(below)
                    todo.append(below)
        return frozenset(found)

    @cache
    def weight(self, name):
        parts = {name, *self.closure(name)}
        foreign = sum(cost for prefix, cost in FOREIGN.items() if any(part.startswith(prefix) for part in parts))
        standard = [STANDARD[part] for part in parts if part in STANDARD]
        return sum(self.included(part)[1] for part in parts) + foreign + max(standard, default=0) + sum(standard) / 5

    def hubs(self):
        """The headers to precompile, those that save most first."""
        users = {hub: [] for hub in sorted(self.checked.union(*map(self.closure, self.checked)))}
        for name in self.checked:
            for hub in self.closure(name):
                users[hub].append(name)
        spared = dict.fromkeys(self.checked, 0)  # by the best one so far

        def saved(hub):
            weight = self.weight(hub)
            return sum(max(0, weight - STARTING - spared[n]) for n in users[hub]) - weight - STARTING

        chosen, candidates = [], [(-saved(hub), hub) for hub in users]
        heapq.heapify(candidates)
        while candidates and len(chosen) < MOST_PRECOMPILED:
            _, hub = heapq.heappop(candidates)
            now = saved(hub)
            if candidates and now < -candidates[0][0]:  # what others save already may make this one less worth, hardly ever more
                heapq.heappush(candidates, (-now, hub))
                continue
            if now <= 0:
                break
            chosen.append(hub)
            for n in users[hub]:
                spared[n] = max(spared[n], self.weight(hub))
        return chosen

    def best(self, hubs, name):
        return max((h for h in hubs if h in self.closure(name) and h != name), key=self.weight, default=None)

    def chains(self, hubs):
        """The headers to check, in lists whose headers each include the one before; what saves most stands together."""
        spared = {name: self.weight(hub) if (hub := self.best(hubs, name)) else 0 for name in self.checked}

        def saved(first, second):
            return STARTING + self.weight(first) - max(spared[first], spared[second])

        pairs = sorted(((saved(first, second), first, second) for second in self.checked for first in self.closure(second) & self.checked if second not in self.closure(first)),
                       reverse=True)
        after, before = {}, {}
        for gain, first, second in pairs:
            if gain > 0 and first not in after and second not in before:
                after[first], before[second] = second, first
        for name in self.checked - before.keys():
            chain = [name]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            yield chain


def main():
    detail = sys.argv[1] == "--detail"
    compile_commands, source, root = map(Path, sys.argv[1 + detail:])
    compiler, *flags = flags_of(compile_commands, source)
    clang = shutil.which("clang++")
    headers = Headers(root, "-DSLIPWAY_COMPILED" in flags, detail)
    hubs = headers.hubs() if clang else []

    def compile_it(text, more):
        return subprocess.run([clang or compiler, *flags, *more], input=text, capture_output=True, text=True)

    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        def file_of(hub):
            return f"{scratch}/{hub.replace('/', '_')}.pch"

        def precompile(hub):
            return compile_it(f"#include <{hub}>\n", ["-Xclang", "-fpch-instantiate-templates", "-x", "c++-header", "-", "-o", file_of(hub)])

        usable = [hub for hub, run in zip(hubs, pool.map(precompile, hubs)) if run.returncode == 0]

        def check(chain):
            hub = headers.best(usable, chain[0])
            use = ["-include-pch", file_of(hub)] if hub else []
            text = "".join(f"#include <{name}>\n#include <{name}>\n" for name in chain)
            return chain, compile_it(text, [*use, "-fsyntax-only", "-x", "c++", "-"])

        failed = 0
        todo = sorted(headers.chains(usable), key=lambda chain: headers.weight(chain[-1]), reverse=True)
        while todo:
            apart = []  # a chain does not tell which of its headers is wrong
            for chain, run in pool.map(check, todo):
                if run.returncode and len(chain) > 1:
                    apart += [[name] for name in chain]
                elif run.returncode:
                    failed += 1
                    print(f"{chain[0]} does not compile alone:\n{run.stderr}")
            todo = apart
    print(f"{len(headers.checked) - failed} of {len(headers.checked)} headers compile alone")
    sys.exit(bool(failed) or not headers.checked)


main()
