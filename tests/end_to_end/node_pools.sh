# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# Nodes take four pods each: more pods stay Pending until the autoscaler has added nodes, of which there may be three.
. "$(dirname "$0")/world.sh"

running() { k get pods --no-headers | grep -c Running; }
runs() { [ "$(running)" = "$1" ]; }
nodes() { [ "$(k get nodes --no-headers | grep -cw Ready)" = "$1" ]; }

experiment() {
    start_cluster playground
    nodes 1 || fail "there is not one node"
    says "created" k create deployment web --image hello:1
    says "scaled" k scale deployment web --replicas=4
    eventually runs 4
    nodes 1 || fail "a node was added for nothing"
    says "scaled" k scale deployment web --replicas=9
    eventually runs 9
    nodes 3 || fail "there are not three nodes"
    says "Too many pods" k get events
    says "pod triggered scale-up" k get events
    says "scaled" k scale deployment web --replicas=13
    eventually runs 12
    waiting=$(k get pods --no-headers | awk '$3 == "Pending" { print $1 }')
    eventually prints "Too many pods" k describe pod "$waiting"
    runs 12 || fail "more pods run than there is room for"
    says "pods:" k describe nodes
    says "deleted" k delete deployment web
    stop_cluster
}
for_each_kubectl experiment
