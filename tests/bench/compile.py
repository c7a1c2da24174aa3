#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""What a definition costs to compile, beside the JSON library alone.

usage: compile.py [COMPILER...]      (g++ where none is named)

The runs of all programs take turns, so that a busy machine slows all of them alike; the table has medians of wall
seconds. Compare the ratios. `lines` are those that the compiler parses, without comments and blanks.
"""
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
FLAGS = ["-std=c++20", "-O0", f"-I{ROOT / 'include'}"]

JSON = """#include <cstdio>
#include <nlohmann/json.hpp>
int main(int argc, char** argv) { std::puts(nlohmann::json::parse(argc > 1 ? argv[1] : "{}").dump().c_str()); }
"""
DOOR = "#include <slipway/dsl.hpp>\nint main() {}\n"


def seconds(command):
    begun = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begun


def lines(compiler, source):
    return len(subprocess.run([compiler, *FLAGS, "-E", "-P", source], check=True, capture_output=True).stdout.splitlines())


def bench(compiler, scratch):
    programs = {}
    for name, text in ("json.cpp", JSON), ("door.cpp", DOOR):
        programs[name] = scratch / name
        programs[name].write_text(text)
    shop = ROOT / "examples" / "shop" / "shop.cpp"
    out = ["-o", str(scratch / "program")]
    commands = {
        "json.hpp, one parse and one dump": [compiler, *FLAGS, programs["json.cpp"], *out],
        "the shop": [compiler, *FLAGS, shop, *out],
        "the shop, checked only": [compiler, *FLAGS, "-fsyntax-only", shop],
        "dsl.hpp alone, checked only": [compiler, *FLAGS, "-fsyntax-only", programs["door.cpp"]],
    }
    times = {what: [] for what in commands}
    for _ in range(RUNS):
        for what, command in commands.items():
            times[what].append(seconds(command))
    medians = {what: statistics.median(t) for what, t in times.items()}
    base = next(iter(medians.values()))
    version = subprocess.run([compiler, "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]
    print(f"\n{version}\n{'':36}{'seconds':>9}{'ratio':>8}{'lines':>9}")
    for what, command in commands.items():
        source = next(str(word) for word in command if str(word).endswith(".cpp"))
        print(f"{what:36}{medians[what]:9.2f}{medians[what] / base:8.2f}{lines(compiler, source):9}")
    print("target: the shop at 0.6 of json.hpp")


with tempfile.TemporaryDirectory() as directory:
    for each in sys.argv[1:] or ["g++"]:
        bench(each, Path(directory))
