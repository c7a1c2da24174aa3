# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# An experiment of somebody who is not root, in a machine of his own where he has some users to give; and that no process is left of it.
#   without_root.sh EXAMPLES EXPERIMENT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
experiment=$2
if [ "$(id -u)" = 0 ] && [ -z "${SLIPWAY_MACHINE:-}" ]; then
    SLIPWAY_MACHINE=$(mktemp -d)
    export SLIPWAY_MACHINE
    code=0
    unshare --net --mount --pid --fork --kill-child --mount-proc sh "$0" "$@" || code=$?
    rm -rf "$SLIPWAY_MACHINE"
    exit "$code"
fi
nobody_is_left() {
    deadline=$(($(date +%s) + 30))
    while pgrep -v -u 0 >/dev/null; do # his, and those of the users that are his to give
        [ "$(date +%s)" -lt "$deadline" ] || { ps -ef >&2; echo "FAILED: processes are left" >&2; return 1; }
        sleep 0.05
    done
}
if [ "$(id -u)" = 0 ]; then
    cd "$SLIPWAY_MACHINE"
    ip link set lo up
    echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start # the experiments have load balancers at port 80
    chmod 755 . && mkdir files home && chown 1000 home
    mount -t tmpfs files files && mkdir files/changes files/work
    mount -t overlay -o lowerdir=/etc,upperdir=files/changes,workdir=files/work etc /etc
    rm -f /etc/passwd /etc/subuid /etc/subgid
    printf 'root:x:0:0::/root:/bin/sh\nsailor:x:1000:1000::/tmp:/bin/sh\n' >/etc/passwd
    echo sailor:100000:65536 | tee /etc/subuid >/etc/subgid
    cd /
    HOME=$SLIPWAY_MACHINE/home setpriv --reuid=1000 --regid=1000 --clear-groups sh "$here/$experiment.sh" "$1"
    nobody_is_left
else
    exec sh "$here/$experiment.sh" "$1"
fi
