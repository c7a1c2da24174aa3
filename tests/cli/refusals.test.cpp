// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// What definitions are refused for, Kubernetes' own API server refuses, too: each mistake alone, in
// an object that both take without it.
#include <slipway/dsl/check.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/api/resources/apps_v1.hpp>
#include <slipway/api/resources/batch_v1.hpp>
#include <slipway/api/resources/core_v1.hpp>
#include <slipway/api/resources/networking_v1.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/dsl.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <support/kubernetes.hpp>

namespace refusals_test {

using namespace slipway;

namespace {

struct sample {
    const char* path;  ///< where objects of its kind are made
    const char* text;
};

constexpr sample deployment{"/apis/apps/v1/namespaces/default/deployments", R"({
  "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
  "spec": {
    "replicas": 1, "selector": {"matchLabels": {"app": "web"}},
    "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": "25%"}},
    "template": {"metadata": {"labels": {"app": "web"}}, "spec": {
      "containers": [{
        "name": "app", "image": "shop/web:1",
        "ports": [{"name": "http", "containerPort": 8080}],
        "env": [{"name": "MODE", "value": "plain"}],
        "readinessProbe": {"httpGet": {"path": "/", "port": 8080, "httpHeaders": [{"name": "A", "value": "b"}]}, "periodSeconds": 5},
        "livenessProbe": {"tcpSocket": {"port": "http"}, "periodSeconds": 5},
        "lifecycle": {"preStop": {"exec": {"command": ["true"]}}},
        "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
        "volumeMounts": [{"name": "data", "mountPath": "/data", "subPath": "a/b"}]}],
      "volumes": [{"name": "data", "emptyDir": {}}],
      "tolerations": [{"key": "k", "operator": "Exists"}]}}}})"};
constexpr sample daemon_set{"/apis/apps/v1/namespaces/default/daemonsets", R"({
  "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "logs"},
  "spec": {
    "selector": {"matchLabels": {"app": "logs"}},
    "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}},
    "template": {"metadata": {"labels": {"app": "logs"}}, "spec": {"containers": [{"name": "app", "image": "shop/logs:1"}]}}}})"};
constexpr sample service{"/api/v1/namespaces/default/services", R"({
  "apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
  "spec": {"type": "ClusterIP", "clusterIP": "None", "ports": [{"name": "http", "port": 80, "targetPort": 8080}]}})"};
constexpr sample network_policy{"/apis/networking.k8s.io/v1/namespaces/default/networkpolicies",
                                R"({
  "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "web"},
  "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{
    "ports": [{"port": 8080, "protocol": "TCP"}], "from": [{"ipBlock": {"cidr": "10.0.0.0/16", "except": ["10.0.1.0/24"]}}]}]}})"};
constexpr sample limit_range{"/api/v1/namespaces/default/limitranges", R"({
  "apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "usual"},
  "spec": {"limits": [{"type": "Container", "min": {"cpu": "100m"}, "max": {"cpu": "2"}, "default": {"cpu": "1"}, "defaultRequest": {"cpu": "500m"}}]}})"};
constexpr sample claim{"/api/v1/namespaces/default/persistentvolumeclaims", R"({
  "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "disk"},
  "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}})"};
constexpr sample config{"/api/v1/namespaces/default/configmaps", R"({
  "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "annotations": {"about": "all"}}, "data": {"level": "info"}})"};
constexpr sample secret{"/api/v1/namespaces/default/secrets", R"({
  "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "keys"}, "data": {"key": "c2VjcmV0"}})"};
constexpr sample job{"/apis/batch/v1/namespaces/default/jobs", R"({
  "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "once"},
  "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "app", "image": "shop/once:1"}]}}}})"};
constexpr sample ingress{"/apis/networking.k8s.io/v1/namespaces/default/ingresses", R"({
  "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "front"},
  "spec": {"rules": [{"http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"resource": {"kind": "Site", "name": "a"}}}]}}]}})"};

struct mistake {
    const sample& in;
    /// what is put where; null: taken away
    std::vector<std::pair<std::string, json::value>> edits;
};

const std::string pod = "/spec/template/spec", app = pod + "/containers/0";

std::vector<mistake> mistakes() {
    const auto object = [](const char* text) { return json::read(text); };
    const std::string ingress_block = "/spec/ingress/0/from/0/ipBlock", range = "/spec/limits/0",
                      port_range = "/spec/ingress/0/ports/0";
    return {
        {deployment, {{"/spec/strategy/type", "Recreate"}}},
        {deployment, {{"/spec/strategy/rollingUpdate/maxSurge", -1}}},
        {deployment, {{"/spec/strategy/rollingUpdate/maxSurge", "a few"}}},
        {deployment, {{"/spec/strategy/rollingUpdate/maxUnavailable", "101%"}}},
        {daemon_set, {{"/spec/updateStrategy/rollingUpdate/maxUnavailable", -1}}},
        {daemon_set, {{"/spec/updateStrategy/rollingUpdate/maxUnavailable", "101%"}}},
        {deployment, {{app + "/readinessProbe/periodSeconds", -1}}},
        {deployment, {{app + "/readinessProbe/initialDelaySeconds", -1}}},
        {deployment, {{app + "/readinessProbe/timeoutSeconds", -1}}},
        {deployment, {{app + "/readinessProbe/failureThreshold", -1}}},
        {deployment, {{app + "/livenessProbe/successThreshold", 2}}},
        {deployment, {{app + "/readinessProbe/httpGet/port", 70000}}},
        {deployment, {{app + "/readinessProbe/httpGet/port", "Not_A_Name"}}},
        {deployment, {{app + "/readinessProbe/httpGet/port", nullptr}}},
        {deployment, {{app + "/readinessProbe/httpGet/httpHeaders/0/name", nullptr}}},
        {deployment, {{app + "/livenessProbe/tcpSocket/port", 0}}},
        {deployment, {{app + "/volumeMounts/0/subPath", "../a"}}},
        {deployment, {{app + "/volumeMounts/0/subPath", "/a"}}},
        {deployment, {{app + "/volumeMounts/0/mountPath", nullptr}}},
        {deployment, {{app + "/volumeMounts/0/name", nullptr}}},
        {deployment, {{app + "/ports/0/containerPort", nullptr}}},
        {deployment, {{app + "/name", nullptr}}},
        {deployment, {{app + "/image", nullptr}}},
        {deployment, {{pod + "/hostNetwork", true}, {app + "/ports/0/hostPort", 9090}}},
        {deployment,
         {{app + "/securityContext",
           object(R"({"privileged": true, "allowPrivilegeEscalation": false})")}}},
        {deployment, {{app + "/securityContext/seccompProfile/type", nullptr}}},
        {deployment, {{app + "/lifecycle/preStop", object("{}")}}},
        {deployment, {{app + "/env/0/name", nullptr}}},
        {deployment, {{app + "/env/0", object(R"({"name": "A", "valueFrom": {}})")}}},
        {deployment, {{app + "/env/0", object(R"({"name": "A", "valueFrom": {"fieldRef": {}}})")}}},
        {deployment,
         {{app + "/env/0",
           object(R"({"name": "A", "valueFrom": {"secretKeyRef": {"name": "keys"}}})")}}},
        {deployment, {{app + "/volumeDevices", object(R"([{"name": "data"}])")}}},
        {deployment, {{pod + "/volumes/0/name", nullptr}}},
        {deployment,
         {{pod + "/volumes/0",
           object(R"({"name": "data", "hostPath": {"path": "/srv", "type": "Folder"}})")}}},
        {deployment, {{pod + "/volumes/0", object(R"({"name": "data", "hostPath": {}})")}}},
        {deployment, {{pod + "/tolerations/0/value", "a"}}},
        {deployment, {{pod + "/tolerations/0/tolerationSeconds", 5}}},
        {deployment,
         {{pod + "/initContainers",
           object(
               R"([{"name": "first", "image": "shop/first:1", "readinessProbe": {"tcpSocket": {"port": 80}}}])")}}},
        {service, {{"/spec/ports/0/targetPort", 70000}}},
        {service, {{"/spec/ports/0/targetPort", "Not_A_Name"}}},
        {service, {{"/spec/externalTrafficPolicy", "Local"}}},
        {service, {{"/spec/loadBalancerSourceRanges", object(R"(["10.0.0.0/8"])")}}},
        {network_policy, {{ingress_block + "/cidr", "10.0.0.0"}}},
        {network_policy, {{ingress_block + "/except/0", "10.0.1.0"}}},
        {network_policy, {{ingress_block + "/except/0", "10.1.0.0/24"}}},
        {network_policy, {{ingress_block + "/except/0", "10.0.0.0/16"}}},
        {network_policy, {{port_range + "/port", 70000}}},
        {network_policy, {{port_range + "/port", "Not_A_Name"}}},
        {limit_range, {{range + "/min/cpu", "3"}}},
        {limit_range, {{range + "/default/cpu", "3"}}},
        {limit_range, {{range + "/defaultRequest/cpu", "1500m"}}},
        {limit_range, {{range + "/default/cpu", "50m"}, {range + "/defaultRequest", nullptr}}},
        {limit_range, {{range + "/type", "Pod"}}},
        {claim, {{"/spec/resources/requests/storage", "0"}}},
        {claim, {{"/spec/resources/requests/storage", nullptr}}},
        {config, {{"/data/level", std::string((1 << 20) + 1, 'a')}}},
        {config, {{"/metadata/annotations/about", std::string(1 << 18, 'a')}}},
        {secret, {{"/data/key", std::string((1 << 20) / 3 * 4 + 8, 'a')}}},
        {job, {{"/metadata/name", std::string(64, 'a')}}},
        {ingress, {{"/spec/rules", nullptr}}},
        {ingress, {{"/spec/rules/0/http/paths/0/backend", object("{}")}}},
        {deployment,
         {{pod + "/volumes/0",
           object(R"({"name": "data", "emptyDir": {}, "hostPath": {"path": "/srv"}})")}}},
        {deployment,
         {{pod + "/volumes/0",
           object(
               R"({"name": "data", "emptyDir": {}, "nfs": {"server": "files", "path": "/srv"}})")}}},
        {deployment, {{app + "/readinessProbe/httpGet", nullptr}}},
        {deployment, {{app + "/readinessProbe/tcpSocket", object(R"({"port": 80})")}}},
        {deployment, {{app + "/lifecycle/preStop/tcpSocket", object(R"({"port": 80})")}}},
        {deployment,
         {{app + "/env/0/valueFrom", object(R"({"fieldRef": {"fieldPath": "metadata.name"}})")}}},
        {deployment,
         {{app + "/env/0",
           object(
               R"({"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}, "secretKeyRef": {"name": "keys", "key": "a"}}})")}}},
        {deployment, {{app + "/volumeMounts/0/subPathExpr", "a"}}},
        {deployment, {{app + "/imagePullPolicy", "Sometimes"}}},
        {deployment, {{app + "/ports/0/containerPort", 70000}}},
        {deployment, {{app + "/ports/0/hostPort", 70000}}},
        {deployment, {{app + "/ports/0/protocol", "HTTP"}}},
        {deployment, {{app + "/ports/0/name", "Not_A_Name"}}},
        {deployment, {{app + "/name", "Not_A_Name"}}},
        {deployment, {{app + "/securityContext/runAsUser", -1}}},
        {deployment, {{app + "/resources", object(R"({"requests": {"cpu": "-1"}})")}}},
        {deployment,
         {{app + "/resources", object(R"({"requests": {"cpu": "2"}, "limits": {"cpu": "1"}})")}}},
        {deployment, {{app + "/resources", object(R"({"requests": {"gpus": "1"}})")}}},
        {deployment,
         {{pod + "/containers/1", object(R"({"name": "app", "image": "shop/web:1"})")}}},
        {deployment,
         {{app + "/volumeMounts/1", object(R"({"name": "data", "mountPath": "/data"})")}}},
        {deployment,
         {{app + "/volumeMounts/1", object(R"({"name": "none", "mountPath": "/none"})")}}},
        {deployment, {{pod + "/volumes/1", object(R"({"name": "data", "emptyDir": {}})")}}},
        {deployment, {{pod + "/restartPolicy", "Never"}}},
        {deployment, {{pod + "/dnsPolicy", "Mine"}}},
        {deployment, {{pod + "/dnsPolicy", "None"}}},
        {deployment,
         {{pod + "/hostAliases", object(R"([{"ip": "somewhere", "hostnames": ["a"]}])")}}},
        {deployment, {{pod + "/serviceAccountName", "Not_A_Name"}}},
        {deployment, {{pod + "/nodeSelector", object(R"({"disk": "a b"})")}}},
        {deployment, {{pod + "/priorityClassName", "Not_A_Name"}}},
        {deployment, {{pod + "/hostname", "Not_A_Name"}}},
        {deployment, {{pod + "/tolerations/0/operator", "Is"}}},
        {deployment, {{pod + "/tolerations/0/effect", "Never"}}},
        {deployment, {{pod + "/securityContext", object(R"({"runAsGroup": -1})")}}},
        {deployment,
         {{pod + "/topologySpreadConstraints",
           object(
               R"([{"maxSkew": 0, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"app": "web"}}}])")}}},
        {deployment, {{"/spec/replicas", -1}}},
        {deployment, {{"/spec/minReadySeconds", -1}}},
        {deployment, {{"/spec/revisionHistoryLimit", -1}}},
        {deployment, {{"/spec/minReadySeconds", 700}}},
        {deployment,
         {{"/spec/strategy/type", "Slowly"}, {"/spec/strategy/rollingUpdate", nullptr}}},
        {deployment,
         {{"/spec/strategy/rollingUpdate/maxSurge", 0},
          {"/spec/strategy/rollingUpdate/maxUnavailable", 0}}},
        {deployment, {{"/spec/selector/matchLabels/app", "other"}}},
        {deployment, {{"/spec/selector", object("{}")}}},
        {deployment, {{"/spec/template/metadata/labels/tier", "a b"}}},
        {deployment, {{"/metadata/name", "Not_A_Name"}}},
        {deployment, {{"/metadata/labels", object(R"({"a b": "c"})")}}},
        {deployment, {{"/metadata/annotations", object(R"({"a b": "c"})")}}},
        {service, {{"/spec/ports/0/port", 0}}},
        {service, {{"/spec/ports/0/port", 70000}}},
        {service, {{"/spec/ports/0/protocol", "HTTP"}}},
        {service, {{"/spec/ports/0/nodePort", 30080}}},
        {service, {{"/spec/ports/0/name", "Not_A_Name"}}},
        {service, {{"/spec/ports/1", object(R"({"name": "http", "port": 81})")}}},
        {service, {{"/spec/ports/1", object(R"({"name": "more", "port": 80})")}}},
        {service, {{"/spec/ports/1", object(R"({"port": 81})")}}},
        {service, {{"/spec/type", "Balanced"}}},
        {service, {{"/spec/type", "ExternalName"}, {"/spec/clusterIP", nullptr}}},
        {service, {{"/spec/sessionAffinity", "Client"}}},
        {service, {{"/spec/selector", object(R"({"app": "a b"})")}}},
        {service, {{"/spec/externalIPs", object(R"(["somewhere"])")}}},
        {service, {{"/spec/clusterIP", "somewhere"}}},
        {service, {{"/spec/type", "LoadBalancer"}}},
        {network_policy, {{"/spec/ingress/0/from/0", object("{}")}}},
        {network_policy, {{"/spec/ingress/0/from/0/podSelector", object("{}")}}},
        {network_policy, {{"/spec/policyTypes/0", "Inside"}}},
        {network_policy, {{port_range + "/protocol", "HTTP"}}},
        {claim, {{"/spec/accessModes", nullptr}}},
        {claim, {{"/spec/accessModes/0", "ReadWrite"}}},
        {claim, {{"/spec/storageClassName", "Not_A_Name"}}},
        {claim, {{"/spec/volumeMode", "Disk"}}},
        {config, {{"/data", object(R"({"a b": "c"})")}}},
        {config, {{"/binaryData", object(R"({"level": "YQ=="})")}}},
        {secret, {{"/type", "kubernetes.io/tls"}}},
        {secret, {{"/type", "kubernetes.io/dockerconfigjson"}}},
        {secret, {{"/data", object(R"({"a b": "YQ=="})")}}},
        {job, {{pod + "/restartPolicy", "Always"}}},
        {job, {{"/spec/backoffLimit", -1}}},
        {job, {{"/spec/parallelism", -1}}},
        {job, {{"/spec/completions", -1}}},
        {job, {{"/spec/activeDeadlineSeconds", -1}}},
        {ingress, {{"/spec/rules/0/http/paths/0/pathType", "Always"}}},
        {ingress, {{"/spec/rules/0/http/paths/0/pathType", nullptr}}},
        {ingress, {{"/spec/rules/0/http/paths/0/path", "a"}}},
        {ingress, {{"/spec/rules/0/host", "not a host"}}},
        {ingress,
         {{"/spec/rules/0/http/paths/0/backend/service",
           object(R"({"name": "web", "port": {"number": 80}})")}}},
        {ingress,
         {{"/spec/rules/0/http/paths/0/backend", object(R"({"service": {"name": "web"}})")}}},
    };
}

json::value with(const sample& in, const std::vector<std::pair<std::string, json::value>>& edits) {
    json::value made = json::read(in.text);
    for (const auto& [where, what] : edits) {
        const json::value::json_pointer at(where);
        if (!what.is_null()) made[at] = what;
        else made[at.parent_pointer()].erase(at.back());
    }
    return made;
}

template <class T>
dsl::Cluster cluster_of(const json::value& object) {
    dsl::Cluster made{.name = "shop"};
    made.resources.push_back(json::decode<T>(object));
    return made;
}
unsigned errors_in(const json::value& object) {
    const auto kind = object.at("kind").get<std::string>();
    const auto count = [](const dsl::Cluster& c) { return dsl::check(c).count; };
    if (kind == "Deployment") return count(cluster_of<api::Deployment>(object));
    if (kind == "DaemonSet") return count(cluster_of<api::DaemonSet>(object));
    if (kind == "Service") return count(cluster_of<api::Service>(object));
    if (kind == "NetworkPolicy") return count(cluster_of<api::NetworkPolicy>(object));
    if (kind == "LimitRange") return count(cluster_of<api::LimitRange>(object));
    if (kind == "PersistentVolumeClaim")
        return count(cluster_of<api::PersistentVolumeClaim>(object));
    if (kind == "ConfigMap") return count(cluster_of<api::ConfigMap>(object));
    if (kind == "Secret") return count(cluster_of<api::Secret>(object));
    if (kind == "Job") return count(cluster_of<api::Job>(object));
    if (kind == "Ingress") return count(cluster_of<api::Ingress>(object));
    throw std::runtime_error("there is no sample of the kind " + kind);
}

}  // namespace

TEST_CASE("mistakes in samples are found, and nothing in the samples themselves") {
    for (const mistake& m : mistakes()) {
        const json::value wrong = with(m.in, m.edits);
        INFO(m.in.path << ": " << m.edits.front().first << " "
                       << json::write(m.edits.front().second).substr(0, 100));
        CHECK(errors_in(with(m.in, {})) == 0);
        CHECK(errors_in(wrong) > 0);
    }
}

TEST_CASE("Kubernetes' own API server refuses what definitions are refused for") {
    if (!support::kubernetes::is_there()) {
        WARN("skipped: SLIPWAY_KUBE_APISERVER and SLIPWAY_ETCD do not name the programs");
        return;
    }
    const support::kubernetes server;
    client::http_transport transport(
        client::kubeconfig::load({.file = server.kubeconfig().string()}));
    std::string said;
    const auto status = [&](const sample& in, const json::value& object) {
        try {
            said.clear();
            return transport
                .send({"POST",
                       std::string(in.path) + "?dryRun=All",
                       {{"Content-Type", "application/json"}},
                       json::write(object)})
                .status;
        } catch (const status_error& e) {
            said = e.message();
            return e.code();
        }
    };
    for (const mistake& m : mistakes()) {
        INFO(m.in.path << ": " << m.edits.front().first << " "
                       << json::write(m.edits.front().second).substr(0, 100));
        CHECK(status(m.in, with(m.in, {})) == 201);
        const int refused = status(m.in, with(m.in, m.edits));
        INFO(said.substr(0, 1000));
        CHECK((refused == 422 || refused == 400));
    }
}

}  // namespace refusals_test
