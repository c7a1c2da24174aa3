// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/base64.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// What a server adds to the objects that it is given (Kubernetes API reference; the defaults of
/// `pkg/apis/*/*/defaults.go`), and no person writes. An object that has been on a server is known
/// by its `uid` or `resourceVersion`.
class server_traces {
public:
    /// `of_api`: of a kind of the API, whose defaults are known.
    static json::value removed(json::value o, bool of_api) {
        o.erase("status");
        const std::string kind = of_api && o.contains("kind") && o["kind"].is_string()
                                     ? o["kind"].get<std::string>()
                                     : "";
        if (kind == "StatefulSet") claims(o);
        if (kind == "Secret") clear_texts(o);
        const auto found = o.find("metadata");
        if (found == o.end() || !found->is_object()) return o;
        json::value& meta = *found;
        const bool served = meta.contains("uid") || meta.contains("resourceVersion");
        for (const char* own :
             {"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation",
              "managedFields", "resourceVersion", "selfLink", "uid"})
            meta.erase(own);
        if (auto* annotations = below(meta, "annotations")) {
            annotations->erase("kubectl.kubernetes.io/last-applied-configuration");
            if (served)
                for (const char* own :
                     {"autoscaling.alpha.kubernetes.io/conditions",
                      "deployment.kubernetes.io/revision",
                      "deprecated.daemonset.template.generation", "pv.kubernetes.io/bind-completed",
                      "pv.kubernetes.io/bound-by-controller",
                      "volume.beta.kubernetes.io/storage-provisioner",
                      "volume.kubernetes.io/storage-provisioner"})
                    annotations->erase(own);
        }
        if (!served) return o;
        if (kind == "Namespace") {
            if (auto* labels = below(meta, "labels")) labels->erase("kubernetes.io/metadata.name");
            o.erase("spec");
        }
        json::value* const spec = below(o, "spec");
        if (!spec) return o;
        if (kind == "Service") service(*spec);
        if (kind == "PersistentVolumeClaim")
            drop(*spec, {{"volumeMode", "Filesystem"}}), spec->erase("volumeName");
        if (kind == "Pod") pod(*spec), spec->erase("nodeName");
        if (kind == "CronJob") cron_job(*spec);
        if (kind == "Job") job(*spec);
        if (kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet" ||
            kind == "ReplicaSet")
            workload(*spec, kind);
        return o;
    }

private:
    using pair = std::pair<const char*, json::value>;

    static json::value* below(json::value& v, const char* member) {
        if (!v.is_object()) return nullptr;
        const auto found = v.find(member);
        return found != v.end() && found->is_object() ? &*found : nullptr;
    }
    static void drop(json::value& v, std::initializer_list<pair> defaults) {
        if (!v.is_object()) return;
        for (const auto& [name, standard] : defaults)
            if (const auto found = v.find(name); found != v.end() && *found == standard)
                v.erase(name);
    }
    template <class Visit>
    static void each(json::value& v, const char* list, Visit visit) {
        if (!v.is_object()) return;
        const auto found = v.find(list);
        if (found == v.end() || !found->is_array()) return;
        for (json::value& item : *found)
            if (item.is_object()) visit(item);
    }

    /// Claims in a StatefulSet say their kind and state on a server.
    static void claims(json::value& o) {
        json::value* const spec = below(o, "spec");
        if (!spec) return;
        each(*spec, "volumeClaimTemplates", [](json::value& c) {
            for (const char* own : {"apiVersion", "kind", "status"}) c.erase(own);
            if (auto* meta = below(c, "metadata")) meta->erase("creationTimestamp");
            if (auto* inner = below(c, "spec")) drop(*inner, {{"volumeMode", "Filesystem"}});
        });
    }
    /// `stringData` is written into `data` by the server.
    static void clear_texts(json::value& o) {
        if (!below(o, "stringData")) return;
        const json::value texts = o["stringData"];
        for (const auto& [key, text] : texts.items()) {
            if (!text.is_string()) return;  // said later
            o["data"][key] = core::encode_base64(text.get_ref<const std::string&>());
        }
        o.erase("stringData");
    }
    static void service(json::value& spec) {
        const bool headless = spec.value("clusterIP", json::value()) == "None";
        if (!headless) spec.erase("clusterIP");
        for (const char* own : {"clusterIPs", "ipFamilies", "healthCheckNodePort"}) spec.erase(own);
        drop(spec, {{"ipFamilyPolicy", "SingleStack"},
                    {"internalTrafficPolicy", "Cluster"},
                    {"externalTrafficPolicy", "Cluster"},
                    {"sessionAffinity", "None"},
                    {"type", "ClusterIP"},
                    {"allocateLoadBalancerNodePorts", true}});
        each(spec, "ports", [](json::value& p) {
            drop(p, {{"protocol", "TCP"}});
            if (p.contains("port") && p.value("targetPort", json::value()) == p["port"])
                p.erase("targetPort");
        });
    }
    static void workload(json::value& spec, const std::string& kind) {
        drop(spec, {{"progressDeadlineSeconds", 600},
                    {"revisionHistoryLimit", 10},
                    {"podManagementPolicy", "OrderedReady"}});
        if (kind == "Deployment")
            drop(spec, {{"strategy",
                         {{"type", "RollingUpdate"},
                          {"rollingUpdate", {{"maxSurge", "25%"}, {"maxUnavailable", "25%"}}}}},
                        {"strategy",
                         {{"rollingUpdate", {{"maxSurge", "25%"}, {"maxUnavailable", "25%"}}},
                          {"type", "RollingUpdate"}}}});
        if (kind == "StatefulSet")
            drop(spec, {{"updateStrategy",
                         {{"type", "RollingUpdate"}, {"rollingUpdate", {{"partition", 0}}}}},
                        {"updateStrategy",
                         {{"rollingUpdate", {{"partition", 0}}}, {"type", "RollingUpdate"}}},
                        {"persistentVolumeClaimRetentionPolicy",
                         {{"whenDeleted", "Retain"}, {"whenScaled", "Retain"}}}});
        if (kind == "DaemonSet")
            drop(spec, {{"updateStrategy",
                         {{"rollingUpdate", {{"maxSurge", 0}, {"maxUnavailable", 1}}},
                          {"type", "RollingUpdate"}}}});
        pod_template(spec, true);
    }
    static void job(json::value& spec) {
        drop(spec, {{"backoffLimit", 6},
                    {"completionMode", "NonIndexed"},
                    {"completions", 1},
                    {"manualSelector", false},
                    {"parallelism", 1},
                    {"podReplacementPolicy", "TerminatingOrFailed"},
                    {"suspend", false}});
        // Made from the uid of the Job.
        if (!spec.contains("manualSelector")) spec.erase("selector");
        json::value* const meta =
            below(spec, "template") ? below(spec["template"], "metadata") : nullptr;
        if (auto* labels = meta ? below(*meta, "labels") : nullptr)
            for (const char* own : {"batch.kubernetes.io/controller-uid",
                                    "batch.kubernetes.io/job-name", "controller-uid", "job-name"})
                labels->erase(own);
        pod_template(spec, false);
    }
    static void cron_job(json::value& spec) {
        drop(spec, {{"concurrencyPolicy", "Allow"},
                    {"failedJobsHistoryLimit", 1},
                    {"successfulJobsHistoryLimit", 3},
                    {"suspend", false}});
        json::value* const jobs = below(spec, "jobTemplate");
        if (auto* inner = jobs ? below(*jobs, "spec") : nullptr) job(*inner);
    }
    static void pod_template(json::value& spec, bool restarts) {
        json::value* const made = below(spec, "template");
        json::value* const inner = made ? below(*made, "spec") : nullptr;
        if (!inner) return;
        if (!restarts && inner->value("restartPolicy", json::value()) == "Always") return;
        pod(*inner);
    }
    static void pod(json::value& spec) {
        drop(spec, {{"dnsPolicy", "ClusterFirst"},
                    {"enableServiceLinks", true},
                    {"preemptionPolicy", "PreemptLowerPriority"},
                    {"priority", 0},
                    {"restartPolicy", "Always"},
                    {"schedulerName", "default-scheduler"},
                    {"securityContext", json::value::object()},
                    {"terminationGracePeriodSeconds", 30}});
        if (spec.contains("serviceAccountName")) spec.erase("serviceAccount");  // its old name
        for (const char* list : {"containers", "initContainers"}) each(spec, list, container);
        each(spec, "volumes", [](json::value& v) {
            for (const char* source : {"configMap", "secret", "projected", "downwardAPI"})
                if (auto* inner = below(v, source)) drop(*inner, {{"defaultMode", 420}});
            if (auto* host = below(v, "hostPath")) drop(*host, {{"type", ""}});
        });
    }
    static void container(json::value& c) {
        const std::string image =
            c.contains("image") && c["image"].is_string() ? c["image"].get<std::string>() : "";
        const std::size_t colon = image.find(':', image.rfind('/') + 1);
        const bool moves = image.find('@') == image.npos &&
                           (colon == image.npos || image.substr(colon) == ":latest");
        drop(c, {{"imagePullPolicy", moves ? "Always" : "IfNotPresent"},
                 {"resources", json::value::object()},
                 {"terminationMessagePath", "/dev/termination-log"},
                 {"terminationMessagePolicy", "File"}});
        each(c, "ports", [](json::value& p) { drop(p, {{"protocol", "TCP"}}); });
        each(c, "env", [](json::value& e) {
            if (auto* source = below(e, "valueFrom"))
                if (auto* reference = below(*source, "fieldRef"))
                    drop(*reference, {{"apiVersion", "v1"}});
        });
        for (const char* which : {"startupProbe", "readinessProbe", "livenessProbe"}) {
            json::value* const probe = below(c, which);
            if (!probe) continue;
            drop(*probe, {{"failureThreshold", 3},
                          {"initialDelaySeconds", 0},
                          {"periodSeconds", 10},
                          {"successThreshold", 1},
                          {"timeoutSeconds", 1}});
            if (auto* get = below(*probe, "httpGet")) drop(*get, {{"scheme", "HTTP"}});
        }
    }
};

inline json::value without_defaults(json::value o) {
    return server_traces::removed(std::move(o), true);
}
/// The same of what a server adds to objects of every kind.
inline json::value without_traces(json::value o) {
    return server_traces::removed(std::move(o), false);
}

}  // namespace slipway::cli::detail
