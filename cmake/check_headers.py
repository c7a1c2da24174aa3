#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Every header compiles alone.

usage: check_headers.py COMPILE_COMMANDS SOURCE HEADERS

Compiles each header below HEADERS by itself, twice in one source, with the flags that SOURCE is built with; with clang++ where it
is installed, since that allows a short cut: where a header includes another one, directly or not, and that one is precompiled,
nothing changes for it but the time. Its own lines stand behind what it includes in any case, and what it includes is checked by
itself.
"""
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

MOST_PRECOMPILED = 14
# What the others include most of; the lines of the largest headers, in thousands, where they are not ours.
FOREIGN = {"nlohmann/": 60, "boost/asio": 60, "boost/beast": 60, "httplib.h": 40, "yaml-cpp/": 20, "boost/hana": 20, "range/v3": 30}


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
    def __init__(self, root, compiled):
        self.root = root
        self.names = {h.relative_to(root).as_posix() for h in root.rglob("*.hpp")}
        self.compiled = compiled

    @cache
    def included(self, name):
        """What a header includes itself, as far as it is ours, and how many thousand lines it brings."""
        text = (self.root / name).read_text()
        if self.compiled:
            text = re.sub(r"#ifndef SLIPWAY_COMPILED\n.*?#endif", "", text, flags=re.S)
        else:
            text = re.sub(r"#ifdef SLIPWAY_COMPILED\n.*?#endif", "", text, flags=re.S)
        all_of_them = re.findall(r"^#include <([^>]+)>", text, re.M)
        foreign = {prefix for prefix in FOREIGN for included in all_of_them if included.startswith(prefix)}
        return [i for i in all_of_them if i in self.names], foreign, text.count("\n") / 100  # ours are dense

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
        parts = [self.included(n) for n in {name, *self.closure(name)}]
        return sum(lines for _, _, lines in parts) + sum(FOREIGN[f] for f in set().union(*(foreign for _, foreign, _ in parts)))

    def hubs(self):
        """The headers to precompile: those that save most."""
        chosen = []
        for _ in range(MOST_PRECOMPILED):
            def saved(hub):
                return sum(max(0, self.weight(hub) - self.weight_of_best(chosen, n)) for n in self.names if hub in self.closure(n)) - self.weight(hub)
            best = max(sorted(self.names), key=saved)
            if saved(best) <= 0:
                break
            chosen.append(best)
        return chosen

    def best(self, hubs, name):
        return max((h for h in hubs if h in self.closure(name) and h != name), key=self.weight, default=None)

    def weight_of_best(self, hubs, name):
        best = self.best(hubs, name)
        return self.weight(best) if best else 0


def main():
    compiler, *flags = flags_of(Path(sys.argv[1]), Path(sys.argv[2]))
    root = Path(sys.argv[3])
    clang = shutil.which("clang++")
    headers = Headers(root, "-DSLIPWAY_COMPILED" in flags)
    hubs = headers.hubs() if clang else []

    def compile_it(text, more):
        return subprocess.run([clang or compiler, *flags, *more], input=text, capture_output=True, text=True)

    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        def precompiled(hub):
            return f"{scratch}/{hub.replace('/', '_')}.pch"

        def precompile(hub):
            return compile_it(f"#include <{hub}>\n", ["-Xclang", "-fpch-instantiate-templates", "-x", "c++-header", "-", "-o", precompiled(hub)])

        usable = [hub for hub, run in zip(hubs, pool.map(precompile, hubs)) if run.returncode == 0]

        def check(name):
            hub = headers.best(usable, name)
            use = ["-include-pch", precompiled(hub)] if hub else []
            return name, compile_it(f"#include <{name}>\n#include <{name}>\n", [*use, "-fsyntax-only", "-x", "c++", "-"])

        failed = 0
        for name, run in pool.map(check, sorted(headers.names, key=headers.weight, reverse=True)):
            if run.returncode:
                failed += 1
                print(f"{name} does not compile alone:\n{run.stderr}")
    print(f"{len(headers.names) - failed} of {len(headers.names)} headers compile alone")
    sys.exit(bool(failed) or not headers.names)


main()
