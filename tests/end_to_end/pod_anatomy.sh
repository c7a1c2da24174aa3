# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A pod has an address, a host name and processes of its own; its containers share them, on one node. Logs are kubectl's.
. "$(dirname "$0")/world.sh"

manifest='
apiVersion: v1
kind: ConfigMap
metadata: {name: words}
data: {GREETING: welcome, page: from a file}
---
apiVersion: v1
kind: Pod
metadata: {name: two, labels: {app: two}}
spec:
  initContainers:
  - {name: first, image: "busybox:1", command: [sh, -c, "cat /words/page > /shared/page"],
     volumeMounts: [{name: shared, mountPath: /shared}, {name: words, mountPath: /words}]}
  containers:
  - name: web
    image: busybox:1
    command: [sh, -c, "cp /shared/page /tmp/index.html; exec httpd -f -p 8080 -h /tmp"]
    volumeMounts: [{name: shared, mountPath: /shared}]
  - name: asks
    image: busybox:1
    env:
    - {name: GREETING, valueFrom: {configMapKeyRef: {name: words, key: GREETING}}}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    command:
    - sh
    - -c
    - |
      echo $(GREETING) $(hostname)
      for address in 127.0.0.1 $IP; do
          until printf "GET / HTTP/1.0\r\n\r\n" | nc $address 8080 | grep "from a file"; do sleep 0.1; done
      done
      ps
      sleep 1000
  volumes: [{name: shared, emptyDir: {}}, {name: words, configMap: {name: words}}]
---
apiVersion: v1
kind: Pod
metadata: {name: mapped}
spec:
  hostUsers: false
  restartPolicy: Never
  containers: [{name: c, image: "busybox:1", command: [sh, -c, "id -u; cat /proc/self/uid_map"]}]
'
experiment() {
    start_cluster playground --runtime linux
    printf '%s\n' "$manifest" | says "created" k apply -f -
    says "condition met" k wait --for=condition=Ready pod/two --timeout=30s
    eventually prints "{ps}" k logs two -c asks
    says "welcome two" k logs two -c asks
    [ "$(k logs two -c asks | grep -cx 'from a file')" = 2 ] || fail "the page was not served at both addresses"
    ! k logs two -c asks | grep -q httpd || fail "processes of another container are seen"
    says "created" k run hello --image busybox:1 --restart=Never -- echo Hello world
    eventually prints Succeeded k get pod hello -o 'jsonpath={.status.phase}'
    says "Hello world" k logs hello
    says "Z Hello world" k logs hello --timestamps
    says "Container image \"busybox:1\" already present on machine" k describe pod hello
    if [ "$(id -u)" = 0 ]; then
        eventually prints Succeeded k get pod mapped -o 'jsonpath={.status.phase}'
        says " 65536" k logs mapped
        [ "$(k logs mapped | head -n 1)" = 0 ] && ! k logs mapped | grep -q " 0 *0 " || fail "root of a pod with users of its own is this machine's"
    else
        eventually prints "pods cannot have users of their own here: they need root" k describe pod mapped
    fi
    k run counts --image busybox:1 --restart=Never -- sh -c 'for i in 1 2 3; do echo $i; sleep 0.2; done' >/dev/null
    eventually prints 1 k logs counts
    [ "$(k logs -f counts | tr '\n' ' ')" = "1 2 3 " ] || fail "a log is not followed to its end"
    [ "$(k logs --tail=1 counts)" = 3 ] || fail "the last line of a log is not 3"
    stop_cluster
}
if [ "$(id -u)" != 0 ] && ! unshare --user true; then
    echo "skipped: the linux runtime needs root, or a machine that lets users have user namespaces" >&2
    exit 0
fi
for_each_kubectl experiment
