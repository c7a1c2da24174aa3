#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Judges what a compiler says of snippets that must not compile.

usage: expect_error.py COMPILE_COMMANDS SOURCE ["COMPILER [FLAG...]"...]
       expect_error.py --controls COMPILE_COMMANDS LIST ["COMPILER [FLAG...]"...]

Runs the source's own compile command, and then the same with each other compiler and its flags. With EXPECT_ERROR defined the
source must fail, say in a line of its diagnostics what each `// EXPECT: regex` and `// EXPECT-NAME: regex` matches, and stay
within `// ERRORS: n` (1 where it is left out). Names are not expected of Clang 14, which prints texts in types as numbers.

The control is that without EXPECT_ERROR they compile: those that LIST, a file, names, together, each in a namespace of its
own; and where that fails, each alone.
"""
import fcntl
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path


@cache
def command_for(compile_commands, source):
    for entry in json.loads(compile_commands.read_text()):
        if (Path(entry["directory"]) / entry["file"]).resolve() == source.resolve():
            words = entry.get("arguments") or shlex.split(entry["command"])
            while not words[0].rsplit("/")[-1].startswith(("g++", "clang++", "c++")):  # a launcher such as ccache
                words = words[1:]
            return words, entry["directory"]
    sys.exit(f"{source} is not in {compile_commands}")


def without_outputs(words):
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MQ", "-MT"):
            skip = True
        elif word not in ("-c", "-MD", "-MMD"):
            kept.append(word)
    return kept


def scratch_of(compile_commands):
    return compile_commands.parent / "tests" / "fail_headers"


@cache
def newest_below(include):
    return max(header.stat().st_mtime for header in include.rglob("*.hpp"))


def precompiled(words, directory, text, scratch):
    """Options that read the snippet's first header precompiled; it is made once for a compiler and its options."""
    header = re.search(r"^#include <(slipway/[^>]+)>", text, re.M)
    include = next((Path(directory) / w[2:] for w in words if w.startswith("-I") and (Path(directory) / w[2:] / "slipway").is_dir()), None)
    if not header or not include:
        return []
    options = [w for w in words[1:] if not w.endswith(".cpp")]
    key = hashlib.sha256(repr([words[0], options, header[1]]).encode()).hexdigest()[:16]
    made = scratch / key / (Path(header[1]).name + ".gch")
    made.parent.mkdir(parents=True, exist_ok=True)
    newest = newest_below(include)
    with open(made.parent / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.stat().st_mtime < newest:
            (made.parent / Path(header[1]).name).write_text(f"#include <{header[1]}>\n")
            fresh = made.with_suffix(f".{os.getpid()}")
            if subprocess.run([words[0], *options, "-x", "c++-header", made.parent / Path(header[1]).name, "-o", fresh],
                              cwd=directory, capture_output=True).returncode:
                return []  # what is wrong is said where the snippet is compiled
            fresh.rename(made)
    return ["-include-pch", str(made)] if "clang" in Path(words[0]).name else ["-include", str(made.with_suffix(""))]


def compiled_as(compile_commands, source, other):
    """The words and the directory of a source's compile command, with another compiler and its flags."""
    words, directory = command_for(compile_commands, source)
    if other:
        words = [other[0], *(w for w in words[1:] if w != "-fpch-preprocess"), *other[1:]]
    return without_outputs(words), directory


def name_of(words, other):
    return " ".join(other) or words[0]


def compile_it(words, directory, more, text=None):
    return subprocess.run([*words, "-fsyntax-only", "-fdiagnostics-color=never", *more], cwd=directory, input=text, capture_output=True, text=True)


def judge(compile_commands, source, other):
    text = source.read_text()
    expected = re.findall(r"^// EXPECT: (.+?)\s*$", text, re.M)
    names = re.findall(r"^// EXPECT-NAME: (.+?)\s*$", text, re.M)
    budget = int((re.findall(r"^// ERRORS: (\d+)", text, re.M) or ["1"])[0])
    if not expected:
        return "no '// EXPECT: regex' line"

    words, directory = compiled_as(compile_commands, source, other)
    words[1:1] = precompiled(words, directory, text, scratch_of(compile_commands))
    run = compile_it(words, directory, ["-DEXPECT_ERROR"])
    if names:
        version = subprocess.run([words[0], "--version"], capture_output=True, text=True, check=True).stdout
        if not re.search(r"clang version 14\.", version):
            expected += names

    # Only the compiler's own sentences count: the source it echoes under a caret holds our text too.
    said = [line for line in run.stderr.splitlines() if re.search(r": (fatal error|error|note): ", line)]
    errors = [line for line in said if "error: " in line]
    problems = [f"nothing said /{e}/" for e in expected if not any(re.search(e, line) for line in said)]
    if run.returncode == 0:
        problems.append("it compiled")
    if len(errors) > budget:
        problems.append(f"{len(errors)} errors, budget {budget}")
    if problems:
        print(run.stderr)
        return f"{name_of(words, other)}: {'; '.join(problems)}"
    print(f"{name_of(words, other)}: {errors[0]}", flush=True)
    return None


def control(compile_commands, sources, other):
    texts = {source: source.read_text() for source in sources}
    together = [source for source in sources if "template <>" not in texts[source]]  # what is specialized belongs to one namespace
    headers = Counter(header for source in together for header in re.findall(r"^#include <(.+?)>", texts[source], re.M))
    includes = "".join(f"#include <{header}>\n" for header, _ in sorted(headers.items(), key=lambda h: (not h[0].startswith("slipway/"), -h[1])))
    snippets = "".join(f'namespace snippet_{number} {{\n#include "{source}"\n}}\n' for number, source in enumerate(together))
    words, directory = compiled_as(compile_commands, sources[0], other)
    words = [word for word in words if not word.endswith(".cpp")]
    words[1:1] = precompiled(words, directory, includes, scratch_of(compile_commands))
    if compile_it(words, directory, ["-x", "c++", "-"], includes + snippets).returncode:
        together = []
    wrong = 0
    for source in sources:
        run = None if source in together else compile_it(*compiled_as(compile_commands, source, other), [])
        if run and run.returncode:
            wrong += 1
            print(f"{source} does not compile as it is:\n{run.stderr}")
    if wrong or not sources:
        return f"{name_of(words, other)}: {wrong} of {len(sources)} snippets do not compile as they are"
    print(f"{name_of(words, other)}: {len(sources)} snippets compile, {len(together)} of them together", flush=True)
    return None


def main():
    words = sys.argv[1:]
    controls = words[0] == "--controls"
    compile_commands, what, *others = words[controls:]
    problems = []
    for other in [[], *map(shlex.split, others)]:
        if controls:
            problems.append(control(Path(compile_commands), [Path(line) for line in Path(what).read_text().splitlines()], other))
        else:
            problems.append(judge(Path(compile_commands), Path(what), other))
    sys.exit("\n".join(filter(None, problems)) or 0)


main()
