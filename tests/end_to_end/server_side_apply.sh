# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# Two field managers apply parts of the same object; they meet, and one forces its way.
. "$(dirname "$0")/world.sh"

config() { # key, value
    printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared, namespace: default}\ndata: {%s: "%s"}\n' "$1" "$2"
}
deployment() { # image
    cat <<END
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: app, image: "$1"}]
END
}
refused() { # text, command...: the command fails, and prints the text
    text=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then fail "not refused: $*"; fi
    grep -qF -e "$text" "$scratch/said" || { cat "$scratch/said" >&2; fail "'$text' is not printed by: $*"; }
}
applied() { # what to apply, option...
    what=$1
    shift
    echo "$what" | k apply --server-side -f - "$@"
}

managers_meet() {
    start_cluster playground
    says "configmap/shared serverside-applied" applied "$(config a 1)" --field-manager=one
    says "configmap/shared serverside-applied" applied "$(config b 1)" --field-manager=two
    says '{"a":"1","b":"1"}' k get configmap shared -o 'jsonpath={.data}'
    refused 'Apply failed with 1 conflict: conflict with "one": .data.a' applied "$(config a 2)" --field-manager=two
    if ! applied "$(config a 2)" --field-manager=two --force-conflicts --dry-run=server >"$scratch/said" 2>&1; then
        # kubectl 1.20 looks for the dry run in the older OpenAPI, which is empty here.
        grep -qF "doesn't support dry-run" "$scratch/said" || { cat "$scratch/said" >&2; fail "no dry run"; }
    fi
    says '{"a":"1","b":"1"}' k get configmap shared -o 'jsonpath={.data}'
    says "serverside-applied" applied "$(config a 2)" --field-manager=two --force-conflicts
    says '{"a":"2"}' k get configmap shared -o 'jsonpath={.data}'
    says "two Apply" k get configmap shared -o 'jsonpath={range .metadata.managedFields[*]}{.manager} {.operation}{"\n"}{end}'

    # A Deployment that was applied from the client's side becomes one that is applied on the server.
    deployment hello:1 | k apply -f - >/dev/null
    says "deployment.apps/web serverside-applied" applied "$(deployment hello:2)"
    says "hello:2" k get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image}'
    k scale deployment web --replicas=2 >/dev/null
    says "deployment.apps/web serverside-applied" applied "$(deployment hello:2)"
    says "2" k get deployment web -o 'jsonpath={.spec.replicas}'
    if k get deployment web -o yaml --show-managed-fields >"$scratch/shown" 2>/dev/null; then  # kubectl 1.21 and newer
        grep -qF "f:replicas: {}" "$scratch/shown" || fail "--show-managed-fields does not show them"
        if k get deployment web -o yaml | grep -q managedFields; then fail "managed fields are shown that nobody wants to see"; fi
    fi
    says "deleted" k delete deployment/web configmap/shared
    stop_cluster
}
for_each_kubectl managers_meet
