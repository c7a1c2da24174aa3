#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""The code in the pages compiles, and the definitions in it are sound.

usage: check_docs_code.py COMPILER INCLUDE_DIRECTORY PAGE...

The pages with definitions are one source, and the others another one, of all their ```cpp blocks. A block sees what stands in those before it
in its page, and may use their names anew. One without a function of its own is the inside of one. Every `constexpr Cluster NAME()` has to be sound (of one with parameters, `run` asks that). What a reader has to think up for himself
is said in a comment before the block, which the page does not show:

    <!-- given: oci::image image; -->
    <!-- given, inside: std::ofstream file; -->   where it is a variable of the function
    <!-- given: #include <slipway/oci.hpp> -->

A block that cannot stand alone says so, with the reason: <!-- not compiled: REASON -->
"""
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"((?:^<!-- (?:given|not compiled)[^\n]*-->\n+)*)^```cpp\n(.*?)^```$", re.M | re.S)
CLUSTER = re.compile(r"^constexpr Cluster (\w+)\(\) *\{", re.M)
FUNCTION = re.compile(r"^[a-z][\w:<>&* ]* \w+\([^;]*\) *\{", re.M)


def has_definitions(page):
    return "constexpr Cluster" in page


def source_of(page, path):
    """How many blocks the page has, how many of them are left out, what they include, and their code."""
    of_definitions = has_definitions(page)
    includes, code, ends, left_out = ["#include <slipway/dsl.hpp>"] if of_definitions else [], [], [], 0
    for number, found in enumerate(BLOCK.finditer(page)):
        before, block = found[1], found[2]
        if "<!-- not compiled: " in before:
            left_out += 1
            continue
        given = re.findall(r"<!-- given: (.*?) -->", before)
        inside = re.findall(r"<!-- given, inside: (.*?) -->", before)
        includes += re.findall(r"^#include <.+>$", "\n".join([block, *given]), re.M)
        # Lines keep their numbers, so that errors name those of the page.
        kept = re.sub(r"^(#include .*|using namespace .*)$", "", block, flags=re.M).replace("int main(", "inline int main_(")
        line = page.count("\n", 0, found.start(2)) + 1
        code += [f"namespace block_{number} {{", *(g for g in given if not g.startswith("#include"))]
        if FUNCTION.search(block):
            code += [f'#line {line} "{path}"', kept, *(f"static_assert(sound<{n}>);" for n in CLUSTER.findall(block))]
        else:
            code += [f"inline void block() {{", *inside, f'#line {line} "{path}"', kept, "}"]
        ends.append("}")
    using = "using namespace slipway::dsl;" if of_definitions else "using namespace slipway; using namespace std::literals;"
    return len(ends), left_out, includes, [f"namespace page_{path.stem.replace('-', '_')} {{", using, *code, *ends, "}"]


def main():
    compiler, include = sys.argv[1:3]
    failed = False
    pages = {path: path.read_text() for path in map(Path, sys.argv[3:])}
    for of_definitions in (True, False):
        includes, code, names = [], [], []
        for path, page in pages.items():
            if has_definitions(page) != of_definitions:
                continue
            count, left_out, more, blocks = source_of(page, path)
            if not count:
                sys.exit(f"{path}: no code in it")
            names.append(f"{path.name}: {count} blocks" + (f", {left_out} left out" if left_out else ""))
            includes += more
            code += blocks
        # Variables that nobody uses are what examples are made of, and main need not return.
        run = subprocess.run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wno-unused", "-Wno-return-type", "-Werror", "-DSLIPWAY_COMPILED", f"-I{include}",
                              "-fsyntax-only", "-x", "c++", "-"], input="\n".join([*dict.fromkeys(includes), *code, ""]), capture_output=True, text=True)
        print("\n".join(names))
        if run.returncode:
            print(run.stderr[:8000], file=sys.stderr)
            failed = True
    sys.exit(failed)


main()
