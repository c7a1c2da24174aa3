#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Every header compiles alone.

usage: check_headers.py COMPILE_COMMANDS SOURCE HEADERS

Compiles each header below HEADERS by itself, twice in one source, with the flags that SOURCE is built with.
"""
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


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
        elif word not in ("-c", "-MD", "-MMD") and not word.endswith(".cpp"):
            kept.append(word)
    return kept


def main():
    flags = flags_of(Path(sys.argv[1]), Path(sys.argv[2]))
    root = Path(sys.argv[3])
    headers = sorted(root.rglob("*.hpp"), key=lambda h: -h.stat().st_size)

    def check(header):
        name = header.relative_to(root).as_posix()
        source = f"#include <{name}>\n#include <{name}>\n"
        run = subprocess.run([*flags, "-fsyntax-only", "-x", "c++", "-"], input=source, capture_output=True, text=True)
        return name, run

    failed = 0
    with ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        for name, run in pool.map(check, headers):
            if run.returncode:
                failed += 1
                print(f"{name} does not compile alone:\n{run.stderr}")
    print(f"{len(headers) - failed} of {len(headers)} headers compile alone")
    sys.exit(bool(failed) or not headers)


main()
