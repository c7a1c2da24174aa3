#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""How long a cluster takes to come up, and what it costs while nothing happens.

usage: up.py EXAMPLES      (the directory build-release/examples: cmake --preset release; run it as root for containers)
"""
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
examples = Path(sys.argv[1]).resolve()


def status(pid, key):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1])


def started(program, directory, *options):
    """The process, and the seconds until everything was ready."""
    begun = time.perf_counter()
    process = subprocess.Popen([program, "up", *options], cwd=directory, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if "is up after" in line:
            return process, time.perf_counter() - begun
    raise SystemExit(f"{program} did not come up")


def ended(process):
    process.send_signal(signal.SIGTERM)
    process.stdout.read()
    if process.wait() != 0:
        raise SystemExit(f"exit code {process.returncode}")


with tempfile.TemporaryDirectory() as directory:
    print(f"{'':44}{'median':>9}{'worst':>9}{'target':>9}")
    for runtime in "linux", "process", "memory":
        times = []
        for _ in range(RUNS):
            process, took = started(examples / "shop", directory, "--runtime", runtime)
            times.append(took)
            ended(process)
        print(f"{'start to 5 pods ready, ' + runtime + ', s':44}{statistics.median(times):9.2f}{max(times):9.2f}{2:9}")
    for example in "playground", "shop":
        process, _ = started(examples / example, directory)
        time.sleep(3)  # the time in which nothing is to happen: it is what is measured
        resident, threads = status(process.pid, "VmRSS") / 1024, status(process.pid, "Threads")
        begun = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        time.sleep(5)
        after = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = sum(int(after[i]) - int(begun[i]) for i in (11, 12))
        ended(process)
        print(f"{example + ', idle: resident MB':44}{resident:9.1f}{'':9}{30:9}")
        print(f"{example + ', idle: threads; CPU %':44}{threads:9}{ticks / 5:9.1f}")
