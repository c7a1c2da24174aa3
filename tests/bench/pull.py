#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""How long it takes to pull an image of many real files until containers can run on it, beside podman where it is installed.

usage: pull.py SLIPWAY [RUNS]      (build-release/examples/slipway: cmake --preset release; run it as root)

The image has 6,000 files of this machine's /usr in four layers. Both pull it from the same registry server, in turns, each into a directory
of its own that is empty before.
"""
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILES, LAYERS, LARGEST = 6000, 4, 400_000
if os.geteuid() != 0:
    sys.exit("pull.py: layers of several users need root")
slipway = str(Path(sys.argv[1]).resolve())
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"pull.py: {' '.join(words)}\n{done.stdout}")


def took(*words):
    begun = time.perf_counter()
    run(*words)
    return time.perf_counter() - begun


def real_files():
    found = 0
    for directory, inside, names in os.walk("/usr"):
        inside.sort()
        for name in sorted(names):
            path = Path(directory, name)
            if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
                continue
            yield path
            found += 1
            if found == FILES:
                return


def image(directory):
    """A context of that many files; gives how many bytes they have."""
    total = 0
    for number, path in enumerate(real_files()):
        to = directory / f"layer{number * LAYERS // FILES}" / str(path)[1:]
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
        total += path.stat().st_size
    (directory / "Dockerfile").write_text("FROM scratch\n" + "".join(f"COPY layer{n} /\n" for n in range(LAYERS)))
    return total


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
    directory = Path(name)
    context = directory / "context"
    context.mkdir()
    size = image(context)
    port = free_port()
    address = f"127.0.0.1:{port}"
    reference = f"{address}/bench/files:1"
    server = subprocess.Popen([slipway, "--root", str(directory / "made"), "registry", "serve", "--port", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run(slipway, "--root", str(directory / "made"), "build", "-t", reference, str(context))
        run(slipway, "--root", str(directory / "made"), "push", reference)
        peers = {"slipway": [slipway, "--root", "ROOT", "pull", reference]}
        if shutil.which("podman"):
            peers["podman"] = ["podman", "--root", "ROOT", "--runroot", "ROOT-run", "pull", "--tls-verify=false", reference]
        times = {name: [] for name in peers}
        for n in range(runs):
            for name, words in peers.items():
                os.sync()  # what the one before has left to be written is not for this one to wait for
                root = directory / f"root-{name}-{n}"  # they stay to the end: ext4 makes files slowly for seconds after many have been removed
                times[name].append(took(*(word.replace("ROOT", str(root)) for word in words)))
        print(f"{FILES} files, {size / 1e6:.0f} MB{'':24}{'median':>9}{'best':>9}{'worst':>9}")
        for name, all_of_them in times.items():
            print(f"{name + ' pull, s':40}{statistics.median(all_of_them):9.2f}{min(all_of_them):9.2f}{max(all_of_them):9.2f}")
        if "podman" in times:
            print(f"podman / slipway, medians{'':16}{statistics.median(times['podman']) / statistics.median(times['slipway']):8.1f}")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
