#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Checks that every sentence by which a definition is refused stands in the pages, and that kinds.md lists the members of each
short form in the order of its struct.

usage: check_docs.py INCLUDE_DIRECTORY DOCS_DIRECTORY
"""
import re
import sys
from pathlib import Path

dsl = Path(sys.argv[1]) / "slipway" / "dsl"
pages = " ".join(page.read_text() for page in sorted(Path(sys.argv[2]).glob("*.md")))
rules = re.findall(r'case rule::\w+:\s+return "(.+? .+?)";', (dsl / "rule.hpp").read_text())
literals = [s for header in sorted(dsl.rglob("*.hpp")) for s in re.findall(r'throw mistake\(\s*"(.+?)"', header.read_text())]
if len(rules) < 10 or len(literals) < 10:
    sys.exit("the sentences are not found where they were")
missing = [s for s in rules + literals if s not in pages]
for sentence in missing:
    print(f"in no page: {sentence}")


def members_of_structs():
    """The members that are written, by the name of the struct: `Deployment` has `name`, `namespace_`, ..."""
    made = {}
    for header in sorted(dsl.glob("*.hpp")):
        for name, body in re.findall(r"^struct (\w+)(?: : [^{]+)? \{\n(.*?)^\};", header.read_text(), re.S | re.M):
            found = (re.match(r"    [\w:<>, ]+ (\w+)(?:\{[^}]*\}| = [^;]+);", line) for line in body.splitlines())
            made[name] = [m[1] for m in found if m and m[1] not in ("line", "file")]
    return made


listed = re.search(r"^## Members in their order$.*?^```text\n(.*?)^```", (Path(sys.argv[2]) / "kinds.md").read_text(), re.S | re.M)
lists = [entry.split() for entry in re.split(r"\n(?=\S)", listed[1])] if listed else []
structs = members_of_structs()
wrong = [words for words in lists if structs.get(words[0]) != words[1:]]
for words in wrong:
    print(f"kinds.md lists the members of {words[0]} otherwise than they stand: {' '.join(structs.get(words[0], ['there is none']))}")
unlisted = {name for name in structs if name[0].isupper() and "annotations" in structs[name]} - {words[0] for words in lists} - {"Exposure"}
for name in sorted(unlisted):
    print(f"kinds.md does not list the members of {name}")
sys.exit(1 if missing or wrong or unlisted or not lists else 0)
