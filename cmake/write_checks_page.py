#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Writes docs/checks.md: each rule with its sentence, and code that is wrong and code that is right.

usage: write_checks_page.py SOURCE_DIRECTORY [--check]

The code is that of the fail tests (tests/dsl/fail/RULE.cpp), which are compiled both ways. With --check nothing is written,
and a page that is not as it would be written is an error.
"""
import re
import sys
from pathlib import Path

HEAD = """# checks: what a definition is refused for

Written by cmake/write_checks_page.py from the tests, which compile the wrong and the right code of each check.

`run<shop>` and `static_assert(sound<shop>)` make each of these an error of the compiler, with the sentence, the object and its
line; `check` says the same when a definition is made at run time. Warnings are said by `check`; they are errors for
`check --strict` and `static_assert(spotless<shop>)`, and are silenced where they stand:
`silenced(object, rule::..., "why it is right")`.
"""


def rules_of(source):
    text = (source / "include/slipway/dsl/rule.hpp").read_text()
    first_warning = re.search(r"r >= rule::(\w+) \? severity::warning", text)[1]
    sentences = re.findall(r'case rule::(\w+):\s+return "(.+)";', text.split("constexpr const char* name_of")[0])
    names = [name for name, _ in sentences]
    return [(name, sentence, i >= names.index(first_warning)) for i, (name, sentence) in enumerate(sentences)]


def variants(body):
    """The code as it is wrong and as it is right."""
    wrong, right, now = [], [], None
    for line in body.splitlines():
        if line.startswith("#ifdef EXPECT_ERROR"):
            now = wrong
        elif line.startswith("#ifndef EXPECT_ERROR"):
            now = right
        elif line.startswith("#else"):
            now = right if now is wrong else wrong
        elif line.startswith("#endif"):
            now = None
        elif now is None:
            wrong.append(line)
            right.append(line)
        else:
            now.append(line)
    return wrong, right


def section(source, name, sentence, warning):
    test = (source / f"tests/dsl/fail/{name}.cpp").read_text()
    why = re.search(r"^// WHY: (.+)$", test, re.M)
    body = re.split(r"^using namespace slipway::dsl;\n", test, maxsplit=1, flags=re.M)[1]
    wrong, right = variants(body.strip())
    return "\n".join([
        f"## {name}", "", f"{'Warning: ' if warning else ''}**{sentence}**", "", *([why[1], ""] if why else []),
        "Wrong:", "", "```cpp", *wrong, "```", "", "Right:", "", "```cpp", *right, "```", ""])


def main():
    source = Path(sys.argv[1])
    page = source / "docs/checks.md"
    text = HEAD + "\n" + "\n".join(section(source, *rule) for rule in rules_of(source))
    if "--check" not in sys.argv:
        page.write_text(text)
    elif not page.exists() or page.read_text() != text:
        sys.exit("docs/checks.md is not what cmake/write_checks_page.py writes: run it")


main()
