# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A bare pod behind a Service is deleted: nobody brings it back, and the Service has no endpoints. Made again with
# other labels it is not found, until it is exposed again.
. "$(dirname "$0")/world.sh"

experiment() {
    start_cluster playground
    says "created" k run web --image hello:1 --port 8080 --labels app=web
    says "exposed" k expose pod web --type LoadBalancer --name web
    eventually prints . address_of web
    url=http://$(address_of web):8080
    eventually curl -fsS --max-time 2 "$url"
    says "from web" curl -fsS --max-time 5 "$url"
    says "from web" curl -fsS --max-time 5 "http://127.0.0.1:$(k get service web -o 'jsonpath={.spec.ports[0].nodePort}')"
    [ "$(k get pod web -o 'jsonpath={.status.podIP}')" = "$(ready_addresses web)" ] || fail "the endpoint is not the pod's address"
    says "Endpoints:" k describe service web

    says "deleted" k delete pod web
    eventually no_ready_address web
    ! curl -fsS --max-time 2 "$url" 2>/dev/null || fail "something answers without a pod"
    says "created" k run web --image hello:1 --port 8080 --labels app=other
    says "condition met" k wait --for=condition=Ready pod/web --timeout=20s
    no_ready_address web || fail "a pod with other labels is an endpoint"

    says "deleted" k delete service web
    says "exposed" k expose pod web --type LoadBalancer --name web
    eventually prints . address_of web
    eventually curl -fsS --max-time 2 "http://$(address_of web):8080"
    stop_cluster
}
for_each_kubectl experiment
