# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A pod of a Deployment is deleted: the endpoints move to the new one, and a client that asks all the while sees no
# failed request. The same for a new image, and for more and fewer replicas.
. "$(dirname "$0")/world.sh"

manifest='
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: app
        image: hello:1
        ports: [{containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}
'
poll() { # url: until the file is gone
    while [ -e "$scratch/polling" ]; do
        if curl -fsS --max-time 5 "$1" >>"$scratch/answers" 2>>"$scratch/failures"; then :; else echo failed >>"$scratch/failures"; fi
    done
}
endpoints_are() { # count, without one address
    found=$(ready_addresses web)
    [ "$(echo "$found" | wc -w)" = "$1" ] && ! echo " $found " | grep -qF " ${2:-none} "
}

experiment() {
    start_cluster playground
    printf '%s\n' "$manifest" | says "created" k apply -f -
    says "successfully rolled out" k rollout status deployment/web --timeout=60s
    says "exposed" k expose deployment web --type LoadBalancer --port 80 --target-port 8080
    eventually prints . address_of web
    eventually endpoints_are 3
    url=http://$(address_of web)
    eventually curl -fsS --max-time 2 "$url"

    : >"$scratch/answers"; : >"$scratch/failures"; : >"$scratch/polling"
    poll "$url" &
    client=$!
    victim=$(k get pods -l app=web -o 'jsonpath={.items[0].metadata.name}')
    gone=$(k get pod "$victim" -o 'jsonpath={.status.podIP}')
    says "deleted" k delete pod "$victim"
    eventually endpoints_are 3 "$gone"
    says "image updated" k set image deployment/web app=hello:2
    says "successfully rolled out" k rollout status deployment/web --timeout=60s
    says "scaled" k scale deployment/web --replicas=5
    eventually endpoints_are 5
    says "scaled" k scale deployment/web --replicas=1
    eventually endpoints_are 1
    rm "$scratch/polling"
    wait "$client"
    [ ! -s "$scratch/failures" ] || { cat "$scratch/failures" >&2; fail "requests failed"; }
    [ "$(wc -l <"$scratch/answers")" -ge 20 ] || fail "only $(wc -l <"$scratch/answers") requests were made"
    echo "$(wc -l <"$scratch/answers") requests, none failed"
    says "Image:" k describe deployment web
    says "deleted" k delete deployment web
    eventually prints "No resources found" k get pods
    stop_cluster
}
for_each_kubectl experiment
