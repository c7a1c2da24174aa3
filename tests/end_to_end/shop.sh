# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# The shop comes up, serves, and what it renders is what its cluster has.
. "$(dirname "$0")/world.sh"

experiment() {
    start_cluster shop
    url=$(grep -o 'http://[0-9.:]*' "$scratch/shop.log" | head -1)
    says "welcome from web-" curl -fsS --max-time 5 "$url"
    answering=$(for i in 1 2 3 4 5 6 7 8 9 10 11 12; do curl -fsS --max-time 5 "$url"; done | sort -u | wc -l)
    [ "$answering" = 3 ] || fail "$answering pods answer, not 3"
    for what in pods services deployments replicasets; do says "web" k get "$what" -n shop; done
    [ "$(k get all -n shop --no-headers | wc -l)" = 11 ] || { k get all -n shop; fail "there are not 5 pods, 2 services, 2 deployments and 2 replica sets"; }
    "$examples/shop" render | says "deployment.apps/web" k apply -f -
    for format in yaml json; do
        "$examples/shop" render -o $format | says "deployment.apps/cart created (dry run)" k create --dry-run=client --validate=false -f -
    done
    says "ClusterIP" k get service cart -n shop
    says "successfully rolled out" k rollout status deployment/web -n shop --timeout=20s
    stop_cluster
}
for_each_kubectl experiment
