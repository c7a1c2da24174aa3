#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""What containers cost by the slipway command, beside crun, runc and podman where they are installed.

usage: containers.py SLIPWAY      (build-release/examples/slipway: cmake --preset release; run it as root)

All of it happens in a network namespace of its own. Times are of whole commands, from their start to their end, unless the line says
otherwise: podman, crun and runc are measured in the same way.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 21
if os.geteuid() != 0:
    sys.exit("containers.py: namespaces need root")
if "--inside" not in sys.argv:  # a network of its own
    os.execvp("unshare", ["unshare", "--net", sys.executable, __file__, *sys.argv[1:], "--inside"])
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
slipway = str(Path(sys.argv[1]).resolve())
busybox = shutil.which("busybox") or sys.exit("containers.py: busybox-static is needed")


def run(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more).stdout


def measured(f, runs=RUNS):
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        f()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def spawned(words, output):
    """A process, with as little of our own time in it as there can be: subprocess adds half a millisecond."""
    streams = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)]
    return os.posix_spawnp(words[0], words, os.environ, file_actions=streams)


def ended_well(words, pid):
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
        raise SystemExit(f"it failed: {' '.join(words)}")


def quietly(*words):
    with open(os.devnull, "w") as nowhere:
        ended_well(words, spawned(words, nowhere.fileno()))


def to_first_output(*words):
    """Milliseconds until the first byte comes; then it ends as it will."""
    ours, its = os.pipe()
    begun = time.perf_counter()
    pid = spawned(words, its)
    os.close(its)
    if not os.read(ours, 1):
        raise SystemExit(f"{words[0]} printed nothing")
    took = (time.perf_counter() - begun) * 1000
    while os.read(ours, 4096):
        pass
    os.close(ours)
    ended_well(words, pid)
    return took


def row(what, times, target=""):
    print(f"{what:72}{statistics.median(times):9.1f}{min(times):9.1f}{max(times):9.1f}{target:>12}")


def base_in(directory, where):
    """The command, with a root on disk, or one that has what runs in memory."""
    return [slipway, "--root", str(directory / ("root" if where == "on disk" else "root-of-memory"))]


def bundle(directory):
    """A bundle of busybox for crun and runc."""
    root = directory / "rootfs"
    (root / "bin").mkdir(parents=True)
    shutil.copy(busybox, root / "bin/busybox")
    for name in ("echo", "sleep", "true"):
        (root / "bin" / name).symlink_to("busybox")
    run("runc" if shutil.which("runc") else "crun", "spec", cwd=directory)
    spec = json.loads((directory / "config.json").read_text())
    spec["process"]["terminal"] = False
    spec["process"]["args"] = ["/bin/echo", "hello"]
    (directory / "config.json").write_text(json.dumps(spec))


# crun, and with it podman, refuses machines with both versions of control groups: the peers are measured by a process that
# sees one of them, so that no time of theirs is spent on it.
ONE_VERSION = ["unshare", "-m", "sh", "-c", "umount /sys/fs/cgroup/unified 2>/dev/null; exec \"$@\"", "sh"]


def peers(directory, memory):
    bundle(directory / "bundle")
    # One after another in each round: what a disk's journal and the machine's neighbours do then strikes all of them.
    rows = {}
    for where, state in (("on disk", directory), ("in memory", memory)):
        rows[f"slipway run, with the pod's network, what runs {where}"] = [*base_in(directory, where), "run", "bench", "/bin/echo", "hello"]
        for name in ("crun", "runc"):
            if shutil.which(name):
                words = [name, "--root", str(state / name), "run", "--bundle", str(directory / "bundle"), "bench"]
                rows[f"{name} run, a bundle without a network, its state {where}"] = words
    times = {what: [] for what in rows}
    for _ in range(RUNS):
        for what, words in rows.items():
            if times[what] is not None:
                time.sleep(0.1)  # what the one before leaves the kernel to clear away is not this one's
                try:
                    times[what].append(to_first_output(*words))
                except SystemExit:
                    times[what] = None
    for what, measured_times in times.items():
        if measured_times:
            row(what + ", ms", measured_times, "10" if what.startswith("slipway") else "")
        else:
            print(f"{what:72}  it does not run here")
    if shutil.which("podman"):
        (directory / "Dockerfile").write_text("FROM scratch\nCOPY rootfs /\n")
        podman = ["podman", "--root", str(directory / "podman"), "--runroot", str(directory / "podman-run")]
        run(*podman, "build", "-t", "bench", "-f", str(directory / "Dockerfile"), str(directory / "bundle"))
        for network, what in (("bridge", "with its network"), ("none", "--network=none")):
            words = [*podman, "run", "--rm", f"--network={network}", "--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024", "bench", "/bin/echo", "hello"]
            measure_peer(f"podman run --rm, {what}: first output, ms", words, 5)


def measure_peer(what, words, runs):
    try:
        to_first_output(*words)
    except SystemExit:
        print(f"{what:72}  it does not run here")
        return
    row(what, [to_first_output(*words) for _ in range(runs)])


def many(base, count, at_once):
    begun = time.perf_counter()
    for first in range(0, count, at_once):
        all_of_them = [subprocess.Popen([*base, "run", "-d", "bench", "sleep", "1000"], stdout=subprocess.DEVNULL) for _ in range(at_once)]
        if any(p.wait() for p in all_of_them):
            raise SystemExit("a container could not be started")
    took = (time.perf_counter() - begun) * 1000 / count
    ids = run(*base, "ps", "-q").split()
    if len(ids) != count:
        raise SystemExit(f"{len(ids)} of {count} containers run")
    run(*base, "rm", "-f", *ids)
    return took


def private_kilobytes(pid):
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


if "--peers" in sys.argv:
    peers(Path(sys.argv[-2]), Path(sys.argv[-1]))
    sys.exit()
with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(dir="/dev/shm") as in_memory:
    directory, memory = Path(name), Path(in_memory)
    base = base_in(directory, "on disk")
    (directory / "Dockerfile").write_text("FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\nCOPY busybox /bin/sleep\n"
                                          "COPY busybox /bin/echo\nCOPY busybox /bin/true\nENV PATH=/bin\nCMD [\"sh\"]\n")
    shutil.copy(busybox, directory / "busybox")
    (directory / ".dockerignore").write_text("root\nroot-of-memory\n")
    run(*base, "build", "-t", "bench", str(directory))
    print(f"{'':72}{'median':>9}{'best':>9}{'worst':>9}{'target':>12}")
    row("true: a program that does nothing, ms", measured(lambda: quietly("true")))
    row("slipway version: its own start, ms", measured(lambda: quietly(slipway, "version")))
    try:
        keep = run(*base, "run", "-d", "bench", "sleep", "1000").strip()
        row("slipway run --rm, to its end, ms", measured(lambda: quietly(*base, "run", "--rm", "bench", "true")))
        row("slipway exec, ms", measured(lambda: quietly(*base, "exec", keep, "true")), "3")
        beside = run(*base, "run", "-d", "bench", "sleep", "1000").strip()  # shares what shims share
        shim = next(int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and keep.encode() in (p / "cmdline").read_bytes() and b"slipway-shim" in (p / "cmdline").read_bytes())
        print(f"{'a shim beside others: private memory, KB':72}{private_kilobytes(shim):9}{'':18}{1024:12}")
        run(*base, "container", "prune", "-f")
        run(*base, "rm", "-f", keep, beside)
        row("slipway run -d, one after another, of 100: each, ms", [many(base, 100, 1)])
        row("slipway run -d, 8 at once, of 96: each, ms", [many(base, 96, 8)])
        print("\nfrom start to first output, one after another in each round:")
        other = base_in(directory, "in memory")
        run(*other, "--run-root", str(memory / "slipway"), "build", "-t", "bench", str(directory))
        for each in (base, other):  # as it mostly is: something runs already
            run(*each, "run", "-d", "bench", "sleep", "1000")
        sys.stdout.flush()
        subprocess.run([*ONE_VERSION, sys.executable, __file__, *sys.argv[1:], "--peers", str(directory), str(memory)], check=True)
    finally:
        for where in ("on disk", "in memory"):
            all_of_them = run(*base_in(directory, where), "ps", "-aq").split()
            if all_of_them:
                run(*base_in(directory, where), "rm", "-f", *all_of_them)
