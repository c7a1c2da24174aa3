# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A definition as a chart: helm installs it in a running cluster, changes it, goes back, and removes it.
. "$(dirname "$0")/world.sh"

helm=${SLIPWAY_HELM:-helm}
"$helm" version >/dev/null 2>&1 || { echo "skipped: there is no helm (SLIPWAY_HELM, or on PATH)" >&2; exit 0; }
export HELM_CACHE_HOME="$scratch/helm" HELM_CONFIG_HOME="$scratch/helm" HELM_DATA_HOME="$scratch/helm"
h() { # the release is noted in a namespace that the chart does not make
    timeout 60 "$helm" --kubeconfig "$scratch/kubeconfig" --namespace default "$@"
}
has_replicas() { "$examples/shop" status --kubeconfig "$scratch/kubeconfig" | grep -q "^Deployment  web  .*/$1 "; }
is_gone() { "$examples/shop" status --kubeconfig "$scratch/kubeconfig" | grep -q "^Deployment  web .*does not exist"; }

start_cluster playground --runtime memory
says "files in" "$examples/shop" render --directory "$scratch/chart" --as helm
says "STATUS: deployed" h install shop "$scratch/chart"
eventually has_replicas 3
says "shop-0.1.0" h list
says "REVISION: 2" h upgrade shop "$scratch/chart" --set web.replicas=4
eventually has_replicas 4
if h upgrade shop "$scratch/chart" --set web.replicas=-1 >"$scratch/said" 2>&1; then fail "minus one pod is not refused"; fi
grep -qF "at '/web/replicas': minimum: got -1, want 0" "$scratch/said" || fail "it is not told that there cannot be -1 pods"
says "superseded" h history shop
says "Rollback was a success" h rollback shop 1
eventually has_replicas 3
says "REVISION: 4" h upgrade shop "$scratch/chart" --server-side=false --set web.replicas=1
eventually has_replicas 1
says 'release "shop" uninstalled' h uninstall shop --wait
eventually is_gone
