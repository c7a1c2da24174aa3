// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/graph_model.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/detail/kind_look.hpp>

#include "graphs.hpp"

namespace graph_model_test {

using namespace slipway;
using namespace support;

namespace {

/// The edges as sentences, in the order of the letters.
std::vector<std::string> sentences(const cli::graph& g) {
    std::vector<std::string> all;
    for (const cli::graph_edge& e : g.edges) all.push_back(cli::detail::sentence_of(g, e));
    std::sort(all.begin(), all.end());
    return all;
}
using words = std::vector<std::string>;

}  // namespace

TEST_CASE("what the Pods of a workload need") {
    const cli::graph g = graph_of_yaml(web(R"({
        serviceAccountName: robot, serviceAccount: robot, priorityClassName: high, runtimeClassName: gvisor, imagePullSecrets: [{name: registry}],
        resourceClaims: [{name: gpu, resourceClaimName: gpu}],
        volumes: [{configMap: {name: files}}, {secret: {secretName: tls}}, {persistentVolumeClaim: {claimName: data}},
                  {projected: {sources: [{configMap: {name: parts}}, {secret: {name: key}}, {downwardAPI: {}}]}}],
        initContainers: [{name: i, envFrom: [{secretRef: {name: first}}]}],
        containers: [{name: a, env: [{name: A, value: x}, {name: B, valueFrom: {configMapKeyRef: {name: settings, key: k}}},
                                     {name: C, valueFrom: {secretKeyRef: {name: tls, key: k}}}], envFrom: [{configMapRef: {name: settings}}]}]})"));
    CHECK(sentences(g) == words{
                              "Deployment web claims ResourceClaim gpu",
                              "Deployment web has priority PriorityClass high",
                              "Deployment web mounts ConfigMap files",
                              "Deployment web mounts ConfigMap parts",
                              "Deployment web mounts PersistentVolumeClaim data",
                              "Deployment web mounts Secret key",
                              "Deployment web mounts, reads Secret tls",
                              "Deployment web pulls with Secret registry",
                              "Deployment web reads ConfigMap settings",
                              "Deployment web reads Secret first",
                              "Deployment web runs as ServiceAccount robot",
                              "Deployment web runs in RuntimeClass gvisor",
                          });
    CHECK(find(g, "Deployment web")->defined());
    CHECK_FALSE(find(g, "Secret tls")->defined());
    CHECK(find(g, "Secret tls")->namespace_ == "shop");
    CHECK(find(g, "PriorityClass high")->namespace_.empty());
}

TEST_CASE("each kind that makes Pods is a workload") {
    const std::string pods =
        "{metadata: {labels: {app: x}}, spec: {containers: [{name: a, envFrom: [{configMapRef: {name: c}}]}]}}";
    for (const auto& [kind, spec] : std::vector<std::pair<std::string, std::string>>{
             {"Deployment", "{template: " + pods + "}"},
             {"ReplicaSet", "{template: " + pods + "}"},
             {"DaemonSet", "{template: " + pods + "}"},
             {"StatefulSet", "{template: " + pods + "}"},
             {"Job", "{template: " + pods + "}"},
             {"CronJob", "{jobTemplate: {spec: {template: " + pods + "}}}"},
             {"Rollout", "{template: " + pods + "}"}}) {
        const cli::graph g = graph_of_yaml(
            "{kind: " + kind + ", metadata: {name: w}, spec: " + spec +
            "}\n---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: x}}}");
        words expected{kind + " w reads ConfigMap c", "Service s selects " + kind + " w"};
        std::sort(expected.begin(), expected.end());
        CHECK(sentences(g) == expected);
    }
    const cli::graph pod = graph_of_yaml(
        "{kind: Pod, metadata: {name: p, labels: {app: x}}, spec: {containers: [{envFrom: [{configMapRef: {name: c}}]}]}}\n---\n"
        "{kind: Service, metadata: {name: s}, spec: {selector: {app: x}}}");
    CHECK(sentences(pod) == words{"Pod p reads ConfigMap c", "Service s selects Pod p"});
}

TEST_CASE("what may be absent is drawn only where it is there") {
    const std::string optional = web(
        "{containers: [{name: a, envFrom: [{configMapRef: {name: c, optional: true}}]}], serviceAccountName: default}");
    CHECK(graph_of_yaml(optional).edges.empty());
    CHECK(sentences(
              graph_of_yaml(optional + "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}")) ==
          words{"Deployment web reads ConfigMap c"});
}

TEST_CASE("Services, Ingresses, autoscalers and budgets") {
    const cli::graph g = graph_of_yaml(plain_web() + R"(
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}}}
---
{apiVersion: v1, kind: Service, metadata: {name: none}, spec: {selector: {}}}
---
{apiVersion: v1, kind: Service, metadata: {name: outside}, spec: {type: ExternalName, selector: {app: web}}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: front}, spec: {ingressClassName: nginx, tls: [{secretName: tls}],
 defaultBackend: {service: {name: web}}, rules: [{host: a, http: {paths: [{backend: {service: {name: web}}}, {backend: {service: {name: gone}}}]}}, {host: b}]}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {selector: {matchExpressions: [{key: app, operator: In, values: [web, cart]}]}}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: other}, spec: {selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}}
)");
    CHECK(sentences(g) == words{
                              "HorizontalPodAutoscaler web scales Deployment web",
                              "Ingress front has TLS of Secret tls",
                              "Ingress front is of class IngressClass nginx",
                              "Ingress front routes to Service gone",
                              "Ingress front routes to Service web",
                              "PodDisruptionBudget web protects Deployment web",
                              "Service web selects Deployment web",
                          });
    CHECK_FALSE(find(g, "Service gone")->defined());
}

TEST_CASE("policies, roles and storage") {
    const cli::graph g = graph_of_yaml(plain_web() + R"(
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: all}, spec: {podSelector: {}}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: some}, spec: {podSelector: {matchLabels: {app: db}},
 ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}]}]}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r},
 subjects: [{kind: ServiceAccount, name: robot}, {kind: ServiceAccount, name: far, namespace: ops}, {kind: User, name: eve}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}
---
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db, volumeClaimTemplates: [{spec: {storageClassName: fast}}],
 template: {metadata: {labels: {app: db}}, spec: {containers: []}}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: fast, volumeName: disk}}
)");
    CHECK(sentences(g) == words{
                              "ClusterRoleBinding b grants ClusterRole view",
                              "NetworkPolicy all applies to Deployment web",
                              "NetworkPolicy all applies to StatefulSet db",
                              "NetworkPolicy some admits Deployment web",
                              "NetworkPolicy some applies to StatefulSet db",
                              "PersistentVolumeClaim data is bound to PersistentVolume disk",
                              "PersistentVolumeClaim data is of class StorageClass fast",
                              "RoleBinding b binds ServiceAccount far",
                              "RoleBinding b binds ServiceAccount robot",
                              "RoleBinding b grants Role r",
                              "StatefulSet db claims from StorageClass fast",
                              "StatefulSet db uses Service db",
                          });
    CHECK(find(g, "ServiceAccount far")->namespace_ == "ops");
    CHECK(find(g, "ClusterRole view")->namespace_.empty());
}

TEST_CASE("owners, custom kinds, gateways and webhooks") {
    const cli::graph g = graph_of_yaml(plain_web() + R"(
{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-1, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web}]},
 spec: {template: {metadata: {labels: {app: web}}, spec: {containers: []}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}}}
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-x, labels: {kubernetes.io/service-name: web}}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: caches.example.com}, spec: {group: example.com, scope: Cluster, names: {kind: Cache}}}
---
{apiVersion: example.com/v1, kind: Cache, metadata: {name: c}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: web, port: 80}]}]}}
---
{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: v}, webhooks: [{clientConfig: {service: {namespace: ops, name: hook}}}]}
)");
    CHECK(sentences(g) == words{
                              "Cache c is a CustomResourceDefinition caches.example.com",
                              "Deployment web owns ReplicaSet web-1",
                              "EndpointSlice web-x lists addresses of Service web",
                              "HTTPRoute r hangs on Gateway g",
                              "HTTPRoute r routes to Service web",
                              "Service web selects Deployment web",
                              "ValidatingWebhookConfiguration v calls Service hook",
                          });
    CHECK(find(g, "Cache c")->namespace_.empty());
    CHECK(find(g, "Service hook")->namespace_ == "ops");
}

TEST_CASE("objects of equal names in other namespaces and groups are other objects") {
    const cli::graph g = graph_of_yaml(R"(
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a}, spec: {selector: {app: x}}}
---
{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: s, namespace: a}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a, labels: {app: x}}, spec: {containers: []}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: b, labels: {app: x}}, spec: {containers: []}}
)");
    CHECK(g.nodes.size() == 4);
    REQUIRE(g.edges.size() == 1);
    CHECK(g.nodes[g.edges[0].to].namespace_ == "a");
    CHECK(g.nodes[g.edges[0].from].group.empty());
}

TEST_CASE("a List stands for its items, and the last of two equal objects counts") {
    const cli::graph g = graph_of_yaml(
        "{kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: old}},"
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: new}}]}");
    REQUIRE(g.nodes.size() == 1);
    CHECK(g.nodes[0].object["data"]["k"] == "new");
}

TEST_CASE("documents that are no objects are refused, and odd ones are taken for what they are") {
    auto refused = [](const std::string& text) {
        try {
            graph_of_yaml(text);
        } catch (const core::status_error& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    CHECK(refused("[1]") == "object 1 is no JSON object");
    CHECK(refused("{kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1}") ==
          "object 2 has no kind");
    CHECK(refused("{kind: Pod, metadata: 7}") == "object 1 (Pod) has no metadata.name");
    const cli::graph odd = graph_of_yaml(
        "{kind: Pod, metadata: {name: a, labels: [1], ownerReferences: {a: 1}}, spec: [1]}\n---\n"
        "{kind: Service, metadata: {name: 's', namespace: 5}, spec: {selector: {app: 1}}}\n---\n"
        "{kind: Deployment, metadata: {name: d}, spec: {template: {metadata: 3, spec: {volumes: 3, containers: [7, {env: {}}]}}}}\n---\n"
        "{kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {matchExpressions: [{operator: Odd}]}}}\n---\n"
        "{kind: CustomResourceDefinition, metadata: {name: x}, spec: {names: 3}}");
    CHECK(odd.nodes.size() == 5);
    CHECK(odd.edges.empty());
}

}  // namespace graph_model_test
