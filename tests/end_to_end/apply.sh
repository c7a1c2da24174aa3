# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A definition is compared with a running cluster, removed from it, and applied again; kubectl sees the same.
. "$(dirname "$0")/world.sh"

shop() { # command, option...
    command=$1
    shift
    "$examples/shop" "$command" --kubeconfig "$scratch/kubeconfig" "$@"
}
ends_with() { # exit code, command...
    wanted=$1
    shift
    code=0
    "$@" >"$scratch/said" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { cat "$scratch/said" >&2; fail "exit code $code, not $wanted: $*"; }
}

applied_again() {
    start_cluster shop
    says "all is ready" shop wait
    says "0 to create, 0 to change" shop diff
    ends_with 1 shop delete
    ends_with 0 shop delete --yes
    ends_with 5 shop diff
    ends_with 4 shop status
    says "Deployment web created" shop apply
    ends_with 0 shop status
    ends_with 0 shop diff
    says "Deployment web unchanged" shop apply
    says "apps/Deployment/shop/web" k get configmap shop-slipway-inventory -n shop -o 'jsonpath={.data.objects}'

    k scale deployment web -n shop --replicas=1 >/dev/null
    ends_with 5 shop diff
    ends_with 1 shop apply
    grep -qF ".spec.replicas" "$scratch/said" || fail "the field is not named"
    ends_with 0 shop apply --force
    says "3" k get deployment web -n shop -o 'jsonpath={.spec.replicas}'
    stop_cluster
}
for_each_kubectl applied_again
