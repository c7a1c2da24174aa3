#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Checks that every sentence by which a definition is refused stands in the pages.

usage: check_docs.py INCLUDE_DIRECTORY DOCS_DIRECTORY
"""
import re
import sys
from pathlib import Path

dsl = Path(sys.argv[1]) / "slipway" / "dsl"
pages = " ".join(page.read_text() for page in sorted(Path(sys.argv[2]).glob("*.md")))
rules = re.findall(r'case rule::\w+: return "(.+? .+?)";', (dsl / "rule.hpp").read_text())
literals = [s for header in sorted(dsl.rglob("*.hpp")) for s in re.findall(r'throw mistake\("(.+?)"', header.read_text())]
if len(rules) < 10 or len(literals) < 10:
    sys.exit("the sentences are not found where they were")
missing = [s for s in rules + literals if s not in pages]
for sentence in missing:
    print(f"in no page: {sentence}")
sys.exit(1 if missing else 0)
