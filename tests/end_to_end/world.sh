# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# To be read by the experiments. As root they run in a network namespace of their own; pods of other users have one, where this machine
# lets them.
set -eu
examples=$1
here=$(dirname "$0")
if [ "$(id -u)" = 0 ] && [ -z "${SLIPWAY_OWN_NETWORK:-}" ]; then
    SLIPWAY_OWN_NETWORK=1 exec unshare --net sh "$0" "$@"
fi
if [ -n "${SLIPWAY_OWN_NETWORK:-}" ]; then ip link set lo up; fi

scratch=$(mktemp -d)
cluster=
finish() {
    code=$?
    if [ "$code" != 0 ]; then
        echo "-- failed ($code); the cluster said:" >&2
        cat "$scratch"/*.log >&2 || true
        kubectl_says get pods,nodes,endpoints -A -o wide >&2 || true
    fi
    stop_cluster || code=1
    rm -rf "$scratch"
    exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() { echo "FAILED: $*" >&2; exit 1; }
kubectl_says() { [ -n "${kubectl:-}" ] && timeout 20 "$kubectl" --kubeconfig "$scratch/kubeconfig" "$@" 2>&1; }
k() { timeout 60 "$kubectl" --kubeconfig "$scratch/kubeconfig" "$@"; }

eventually() { # command...
    deadline=$(($(date +%s) + 30))
    until "$@" >/dev/null 2>&1; do
        [ "$(date +%s)" -lt "$deadline" ] || fail "not within 30 s: $*"
        sleep 0.05
    done
}
says() { # text, command...: the command prints the text
    text=$1
    shift
    "$@" >"$scratch/said" 2>&1 || { cat "$scratch/said" >&2; fail "exit code not 0: $*"; }
    grep -qF -e "$text" "$scratch/said" || { cat "$scratch/said" >&2; fail "'$text' is not printed by: $*"; }
}
prints() { # text, command...: as says, to be waited for
    text=$1
    shift
    "$@" 2>&1 | grep -qF -e "$text"
}

no_shims() { ! pgrep -f "slipway-shim $scratch" >/dev/null; }

start_cluster() { # example, option...
    example=$1
    shift
    rm -f "$scratch/$example.log"  # of the cluster before, which was up too
    "$examples/$example" up --kubeconfig "$scratch/kubeconfig" "$@" >"$scratch/$example.log" 2>&1 &
    cluster=$!
    eventually grep -q "is up after" "$scratch/$example.log"
}
stop_cluster() {
    [ -n "$cluster" ] || return 0
    kill -TERM "$cluster" 2>/dev/null || true
    wait "$cluster" || { echo "the cluster's exit code is $?" >&2; cluster=; return 1; }
    cluster=
    [ ! -e "$scratch/kubeconfig" ] || { echo "the kubeconfig is still there" >&2; return 1; }
}
address_of() { # service: of its load balancer
    k get service "$1" -o 'jsonpath={.status.loadBalancer.ingress[0].ip}'
}
ready_addresses() { # service
    k get endpoints "$1" -o 'jsonpath={.subsets[*].addresses[*].ip}' 2>/dev/null
}
no_ready_address() { [ -z "$(ready_addresses "$1")" ]; }
for_each_kubectl() { # function
    kubectls=${SLIPWAY_KUBECTLS:-$(command -v kubectl || true)}
    [ -n "$kubectls" ] || { echo "skipped: there is no kubectl (Debian's package kubernetes-client)" >&2; exit 0; }
    for kubectl in $(echo "$kubectls" | tr : ' '); do
        echo "-- $kubectl"
        "$1"
    done
}
