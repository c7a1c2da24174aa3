#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""200 services, written out, are checked within the compilers' default limits of constant evaluation.

usage: check_limits.py BENCH INCLUDE COMPILER...

BENCH is tests/bench/definitions.py, whose services these are.
"""
import subprocess
import sys

bench, include, *compilers = sys.argv[1:]
source = subprocess.run([sys.executable, bench, "--source", "200"], capture_output=True, text=True, check=True).stdout
failed = 0
for compiler in compilers:
    run = subprocess.run([compiler, "-std=c++20", f"-I{include}", "-fsyntax-only", "-x", "c++", "-"], input=source, capture_output=True, text=True)
    print(f"{compiler}: {'passes' if run.returncode == 0 else 'fails'}")
    if run.returncode:
        failed += 1
        print(run.stderr[:3000])
sys.exit(bool(failed) or not compilers)
