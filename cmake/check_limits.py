#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Large definitions are checked within the compilers' default limits of constant evaluation: 200 services, written out, and what weighs more.

usage: check_limits.py BENCH INCLUDE COMPILER...

BENCH is tests/bench/definitions.py, whose services these are.
"""
import subprocess
import sys

bench, include, *compilers = sys.argv[1:]
VALUES, SENTENCES, RICH = (), ("--sentences",), ("--rich",)


def cases_of(compiler):
    """How many of what; clang 14 evaluates literals with the definition, too."""
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout
    if "clang" not in version:
        return ((200, VALUES), (200, SENTENCES), (100, RICH))
    if "clang version 14" in version:
        return ((200, VALUES), (100, SENTENCES))
    return ((200, VALUES), (200, SENTENCES))


failed = 0
for compiler in compilers:
    for count, way in cases_of(compiler):
        source = subprocess.run([sys.executable, bench, "--source", str(count), *way], capture_output=True, text=True, check=True).stdout
        run = subprocess.run([compiler, "-std=c++20", f"-I{include}", "-fsyntax-only", "-x", "c++", "-"], input=source, capture_output=True, text=True)
        print(f"{compiler}: {count} {' '.join(way)} {'passes' if run.returncode == 0 else 'fails'}", flush=True)
        if run.returncode:
            failed += 1
            print(run.stderr[:3000])
sys.exit(bool(failed) or not compilers)
