#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""The definitions in the pages compile, and are sound.

usage: check_docs_code.py COMPILER INCLUDE_DIRECTORY PAGE...

A page is one source, of its ```cpp blocks with whole definitions (`constexpr Cluster NAME() {`), one after the other. Blocks with
`...` in them are no whole code and are left out.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def source_of(page):
    includes, blocks = {"#include <slipway/dsl.hpp>"}, []
    for block in re.findall(r"```cpp\n(.*?)```", page, re.S):
        names = re.findall(r"^constexpr Cluster (\w+)\(\) *\{", block, re.M)
        if not names or "..." in block:
            continue
        includes |= set(re.findall(r"^#include <.+>", block, re.M))
        kept = [line for line in block.splitlines() if not line.startswith(("#include", "using namespace", "int main"))]
        blocks.append("\n".join([*kept, *(f"static_assert(sound<{n}>);" for n in names)]))
    return len(blocks), "\n".join([*sorted(includes), "using namespace slipway::dsl;", *blocks, ""])


def main():
    compiler, include = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as scratch:
        for page in map(Path, sys.argv[3:]):
            count, text = source_of(page.read_text())
            if not count:
                sys.exit(f"{page}: no definitions in it")
            source = Path(scratch) / (page.stem + ".cpp")
            source.write_text(text)
            run = subprocess.run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", f"-I{include}", "-fsyntax-only", source], capture_output=True, text=True)
            if run.returncode:
                sys.exit(f"{page}:\n{run.stderr[:4000]}")
            print(f"{page.name}: {count} blocks")


main()
