# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# How `up` ends, and that nothing is left of it.
. "$(dirname "$0")/world.sh"

ends_with() { # code, text, option...
    wanted=$1 text=$2 code=0
    shift 2
    TMPDIR=$scratch "$examples/shop" up --kubeconfig "$scratch/kubeconfig" "$@" >"$scratch/said" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { cat "$scratch/said" >&2; fail "exit code $code, not $wanted: up $*"; }
    grep -qF -e "$text" "$scratch/said" || { cat "$scratch/said" >&2; fail "'$text' is not printed by: up $*"; }
    [ ! -e "$scratch/kubeconfig" ] || fail "the kubeconfig is left"
    [ -z "$(ls -d "$scratch"/slipway-* 2>/dev/null)" ] || fail "a directory is left"
    [ "$(id -u)" != 0 ] || ! ip -o link | grep -q slipway || fail "a bridge is left"
}
ends_with 0 "shop is up after" --until-ready
ends_with 0 "removing everything" --for 2s
ends_with 4 "not everything was ready in time" --until-ready --timeout 1ms
ends_with 2 "unknown option '--frob'" --frob
ends_with 2 "--for takes a duration such as 90s or 1h30m, not 'soon'" --for soon
ends_with 2 "a value is missing after '--runtime'" --runtime
ends_with 1 'there is no runtime "cloud"; there are linux, runc, crun, process, docker, docker:SOCKET and memory' --runtime cloud
ends_with 0 "shop is up after" --until-ready --runtime process

TMPDIR=$scratch "$examples/shop" up --kubeconfig "$scratch/kubeconfig" >"$scratch/shop.log" 2>&1 &
pid=$!
eventually grep -q "Ctrl-C ends it" "$scratch/shop.log"
[ "$(stat -c %a "$scratch/kubeconfig")" = 600 ] || fail "others may read the kubeconfig"
kill -INT "$pid"
wait "$pid" || fail "SIGINT: exit code $?"
[ ! -e "$scratch/kubeconfig" ] || fail "the kubeconfig is left"
[ -z "$(ls -d "$scratch"/slipway-* 2>/dev/null)" ] || fail "a directory is left"

# Killed, it leaves files; but no process, and the next one cleans up the network.
TMPDIR=$scratch "$examples/shop" up --kubeconfig "$scratch/kubeconfig" >"$scratch/shop.log" 2>&1 &
pid=$!
eventually grep -q "Ctrl-C ends it" "$scratch/shop.log"
kill -KILL "$pid"
wait "$pid" 2>/dev/null || true
rm -rf "$scratch"/slipway-* "$scratch/kubeconfig"
ends_with 0 "shop is up after" --until-ready
