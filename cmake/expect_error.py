#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Re-runs one source's own compile command with -DEXPECT_ERROR and judges the diagnostic.

The source must compile as built (that is the control); with EXPECT_ERROR defined it must
fail, say every `// EXPECT: regex` in a diagnostic line, and stay within `// ERRORS: n` (default 1).
"""
import json, re, shlex, subprocess, sys
from pathlib import Path

def command_for(compdb: Path, source: Path) -> tuple[list[str], str]:
    for entry in json.loads(compdb.read_text()):
        if (Path(entry["directory"]) / entry["file"]).resolve() == source.resolve():
            args = entry.get("arguments") or shlex.split(entry["command"])
            while not args[0].rsplit("/")[-1].startswith(("g++", "clang++", "c++")):  # a launcher such as ccache
                args = args[1:]
            return args, entry["directory"]
    sys.exit(f"{source} is not in {compdb}")

def main() -> None:
    compdb, source = Path(sys.argv[1]), Path(sys.argv[2])
    text = source.read_text()
    expected = re.findall(r"^// EXPECT: (.+?)\s*$", text, re.M)
    budget = int((re.findall(r"^// ERRORS: (\d+)", text, re.M) or ["1"])[0])
    if not expected:
        sys.exit("no '// EXPECT: regex' line")

    args, cwd = command_for(compdb, source)
    keep, skip = [], False
    for a in args:                                   # drop outputs: nothing is written
        if skip: skip = False
        elif a in ("-o", "-MF", "-MQ", "-MT"): skip = True
        elif a not in ("-c", "-MD", "-MMD"): keep.append(a)
    run = subprocess.run([*keep, "-fsyntax-only", "-DEXPECT_ERROR", "-fdiagnostics-color=never"],
                         cwd=cwd, capture_output=True, text=True)
    # Only the compiler's own sentences count: the source it echoes under a caret holds our text too.
    said = [l for l in run.stderr.splitlines() if re.search(r": (fatal error|error|note): ", l)]
    errors = [l for l in said if "error: " in l]
    problems = []
    if run.returncode == 0: problems.append("it compiled")
    problems += [f"nothing said /{e}/" for e in expected if not any(re.search(e, l) for l in said)]
    if len(errors) > budget: problems.append(f"{len(errors)} errors, budget {budget}")
    if problems:
        print(run.stderr); sys.exit("; ".join(problems))
    print(errors[0])

main()
