// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/cron.hpp>
#include <slipway/dsl/detail/address_range.hpp>
#include <slipway/dsl/detail/by_name.hpp>
#include <slipway/dsl/literals.hpp>

namespace slipway::dsl::detail {

/// The values of the API's own structs, which no type has checked: what literals are checked for,
/// once more.
class value_checker {
public:
    constexpr explicit value_checker(const examined& e) : e_(e) {}

    constexpr void run() {
        const api::PodSpec* const pod = e_.it.pods();
        if (pod)
            take("restartPolicy", pod->restartPolicy, is_restart(pod->restartPolicy), restarts);
        if (e_.it.checked()) return;
        check_own();
        if (!pod) return;
        check_pod(*pod);
        for (const api::Container& c : pod->initContainers) check_container(c);
        for (const api::Container& c : pod->containers) check_container(c);
    }

private:
    static constexpr char dns_policies[] = "ClusterFirst ClusterFirstWithHostNet Default None";
    static constexpr char message_policies[] = "File FallbackToLogsOnError";
    static constexpr char service_types[] = "ClusterIP NodePort LoadBalancer ExternalName";
    static constexpr char spreads[] = "DoNotSchedule ScheduleAnyway";
    static constexpr char volume_modes[] = "Filesystem Block";
    static constexpr std::string_view short_names =
        "at most 63 lower case letters, digits and dashes, with a letter or digit at both ends";
    static constexpr std::string_view restarts =
        "a Pod's is Always, OnFailure or Never, a Job's OnFailure or Never, another workload's Always";
    static constexpr std::string_view label_keys =
        "letters, digits, dashes, dots and underscores, with an optional domain and slash before";
    static constexpr std::string_view ports = "a port number is between 1 and 65535";

    constexpr void take(std::string_view field, std::string_view value, bool good,
                        std::string_view what_is_right) const {
        if (!good)
            e_.report(rule::refused_value, in_ ? e_.in(*in_) : e_.here(),
                      words(field).add(" '").add(value).add("'"), what_is_right);
    }
    /// What is empty is missing, which is told so.
    constexpr void take_said(std::string_view field, std::string_view value, bool good,
                             std::string_view what_is_right) const {
        take(field, value, good || value.empty(), what_is_right);
    }
    constexpr void take(std::string_view field, const core::optional<long>& n, long least,
                        long most, std::string_view what_is_right) const {
        if (n.has_value() && (*n < least || *n > most))
            take(field, core::decimal(n), false, what_is_right);
    }
    template <const auto& List>
    constexpr void take_of(std::string_view field, std::string_view value) const {
        take_said(field, value, is_one_of<List>(value), words("one of ").add(List).view());
    }
    constexpr void take_count(std::string_view field, const core::optional<long>& n) const {
        take(field, n, 0, 2147483647, "it is not negative");
    }
    /// What excludes each other. Gives how many of it there are.
    template <class... Choices>
    constexpr int take_not_several(std::string_view field, std::string_view of,
                                   const Choices&... choices) const {
        const int said = (0 + ... + int{choices.has_value()});
        if (said > 1)
            e_.report(rule::refused_value, in_ ? e_.in(*in_) : e_.here(),
                      words(field).add(" with several of ").add(of), "there is to be one");
        return said;
    }
    /// The same, of which there is to be one, unless it is one that is not known here.
    template <class Holder, class... Choices>
    constexpr void take_one(std::string_view field, std::string_view of, const Holder& holder,
                            const Choices&... choices) const {
        if (take_not_several(field, of, choices...) == 0 && holder.unknown.json.empty())
            e_.report(rule::required_missing, in_ ? e_.in(*in_) : e_.here(),
                      words(field).add(": one of ").add(of));
    }
    constexpr bool is_restart(std::string_view policy) const {
        if (e_.it.is<api::Job>() || e_.it.is<api::CronJob>())
            return policy == "OnFailure" || policy == "Never";
        if (policy.empty() || policy == "Always") return true;
        return e_.it.is<api::Pod>() && is_restart_policy(policy);
    }

    constexpr void check_labels(const core::map<text>& labels) const {
        for (const core::entry<text>& l : labels) {
            take("label", l.key, core::is_label_key(l.key), label_keys);
            take("label value", l.value, core::is_label_value(l.value),
                 "at most 63 letters, digits, dashes, dots and underscores");
        }
    }
    constexpr void check_data(const core::map<text>& data) const {
        for (const core::entry<text>& d : data)
            take("key", d.key, core::is_config_key(d.key),
                 "a config key is letters, digits, dashes, dots and underscores");
    }

    constexpr void check_own() {
        const api::ObjectMeta& meta = e_.it.metadata();
        if (e_.it.is<api::Service>())
            take_said("name", meta.name, core::is_dns1035_label(meta.name),
                      "at most 63 lower case letters, digits and dashes, a letter first");
        else if (e_.it.is<api::Namespace>())
            take_said("name", meta.name, is_short_name(meta.name), short_names);
        else if (!is_path_segment_kind())
            take_said(
                "name", meta.name, is_name(meta.name),
                "lower case letters, digits, dashes and dots, with a letter or digit at both ends");
        take_said("namespace", meta.namespace_, is_short_name(meta.namespace_), short_names);
        check_labels(meta.labels);
        for (const core::entry<text>& a : meta.annotations)
            take("annotation", a.key, core::is_label_key(a.key), label_keys);
        if (e_.it.runs_pods()) check_labels(e_.it.pod_labels());
        if (const auto* config = e_.it.as<api::ConfigMap>()) check_config(*config);
        if (const auto* secret = e_.it.as<api::Secret>()) check_data(secret->data);
        if (const auto* d = e_.it.as<api::Deployment>()) check_deployment(d->spec);
        if (const auto* s = e_.it.as<api::StatefulSet>()) check_stateful_set(s->spec);
        if (const auto* s = e_.it.as<api::DaemonSet>()) check_daemon_set(s->spec);
        if (const auto* r = e_.it.as<api::ReplicaSet>()) check_replicas(r->spec.replicas);
        if (const auto* j = e_.it.as<api::Job>()) check_job(j->spec);
        if (const auto* c = e_.it.as<api::PersistentVolumeClaim>()) check_claim(c->spec);
        if (const auto* p = e_.it.as<api::NetworkPolicy>()) check_policy(p->spec);
        if (const auto* i = e_.it.as<api::Ingress>()) check_ingress(i->spec);
        if (const auto* c = e_.it.as<api::CronJob>())
            take_said("schedule", c->spec.schedule, core::parse_cron(c->spec.schedule).has_value(),
                      "five fields such as */15 8-18 * * MON-FRI, or @daily and the like");
        if (const auto* service = e_.it.as<api::Service>()) check_service(service->spec);
    }
    /// Their names may hold what stands in a path, such as `system:reader`.
    constexpr bool is_path_segment_kind() const {
        return e_.it.facts().api_version.starts_with("rbac.");
    }
    constexpr void check_replicas(const core::optional<long>& n) const {
        take("replicas", n, 0, 1'000'000, "replicas are between 0 and 1000000");
    }
    template <class Spec>
    constexpr void check_rollout(const Spec& spec) const {
        take_count("minReadySeconds", spec.minReadySeconds);
        take_count("revisionHistoryLimit", spec.revisionHistoryLimit);
    }
    constexpr void check_deployment(const api::DeploymentSpec& spec) const {
        check_replicas(spec.replicas);
        check_rollout(spec);
        if (spec.minReadySeconds.value_or(0) >= spec.progressDeadlineSeconds.value_or(600))
            take("minReadySeconds", core::decimal(*spec.minReadySeconds), false,
                 "less than progressDeadlineSeconds, which is 600 where it is not said");
        if (spec.strategy.has_value()) take_of<deployment_updates>("strategy", spec.strategy->type);
    }
    constexpr void check_stateful_set(const api::StatefulSetSpec& spec) const {
        check_replicas(spec.replicas);
        check_rollout(spec);
        take_of<pod_managements>("podManagementPolicy", spec.podManagementPolicy);
        if (spec.updateStrategy.has_value())
            take_of<set_updates>("updateStrategy", spec.updateStrategy->type);
    }
    constexpr void check_daemon_set(const api::DaemonSetSpec& spec) const {
        check_rollout(spec);
        if (spec.updateStrategy.has_value())
            take_of<set_updates>("updateStrategy", spec.updateStrategy->type);
    }
    constexpr void check_job(const api::JobSpec& spec) const {
        take_count("backoffLimit", spec.backoffLimit);
        take_count("parallelism", spec.parallelism);
        take_count("completions", spec.completions);
        take_count("activeDeadlineSeconds", spec.activeDeadlineSeconds);
        take_count("ttlSecondsAfterFinished", spec.ttlSecondsAfterFinished);
    }
    constexpr void check_config(const api::ConfigMap& config) const {
        check_data(config.data);
        check_data(config.binaryData);
        for (const core::entry<text>& d : config.binaryData)
            take("key", d.key, config.data.find(d.key) == nullptr,
                 "data and binaryData share no keys");
    }
    constexpr void check_claim(const api::PersistentVolumeClaimSpec& spec) const {
        if (spec.accessModes.empty())
            e_.report(rule::required_missing, e_.here(), "spec.accessModes");
        for (const text& mode : spec.accessModes) take_of<access_modes>("accessModes", mode);
        take("storageClassName", spec.storageClassName, is_class_name(spec.storageClassName),
             "lower case letters, digits, dashes and dots");
        take_of<volume_modes>("volumeMode", spec.volumeMode);
    }
    constexpr void check_policy(const api::NetworkPolicySpec& spec) const {
        for (const text& type : spec.policyTypes) take_of<policy_types>("policyTypes", type);
        for (const api::NetworkPolicyIngressRule& r : spec.ingress) check_peers(r.ports, r.from);
        for (const api::NetworkPolicyEgressRule& r : spec.egress) check_peers(r.ports, r.to);
    }
    constexpr void check_peers(const core::list<api::NetworkPolicyPort>& to,
                               const core::list<api::NetworkPolicyPeer>& peers) const {
        for (const api::NetworkPolicyPort& p : to) take_of<protocols>("protocol", p.protocol);
        for (const api::NetworkPolicyPeer& p : peers)
            if (p.ipBlock.has_value() &&
                (p.podSelector.has_value() || p.namespaceSelector.has_value()))
                take("ipBlock", p.ipBlock->cidr, false,
                     "a peer is a block of addresses, or what selectors say");
    }
    constexpr void check_ingress(const api::IngressSpec& spec) const {
        for (const api::IngressRule& r : spec.rules) {
            take_said("host", r.host, is_host(r.host),
                      "a domain name in lower case, of which the first part may be *");
            if (!r.http.has_value()) continue;
            for (const api::HTTPIngressPath& p : r.http->paths) {
                take_of<path_types>("pathType", p.pathType);
                if (p.pathType != "ImplementationSpecific")
                    take("path", p.path, is_http_path(p.path), "it begins with a slash");
                if (p.backend.has_value())
                    take_one("backend", "resource and service", *p.backend, p.backend->resource,
                             p.backend->service);
            }
        }
    }
    constexpr void check_address(std::string_view field, std::string_view address) const {
        take_said(field, address, is_ipv4(address) || is_ipv6(address),
                  "an IP address, such as 192.0.2.1 or 2001:db8::1");
    }
    constexpr void check_service(const api::ServiceSpec& spec) const {
        check_labels(spec.selector);
        take_of<service_types>("type", spec.type);
        take_of<affinities>("sessionAffinity", spec.sessionAffinity);
        take_of<traffic>("externalTrafficPolicy", spec.externalTrafficPolicy);
        take_of<traffic>("internalTrafficPolicy", spec.internalTrafficPolicy);
        for (const text& address : spec.externalIPs) check_address("externalIPs", address);
        const bool headless = spec.clusterIP == "None";
        if (headless && (spec.type == "LoadBalancer" || spec.type == "NodePort"))
            take("clusterIP", spec.clusterIP, false, "its type needs an address of the cluster");
        if (!spec.clusterIP.empty() && !headless) check_address("clusterIP", spec.clusterIP);
        for (const api::ServicePort& p : spec.ports) {
            take("port", p.port, 1, 65535, ports);
            take("nodePort", p.nodePort, 30000, 32767, "a node port is between 30000 and 32767");
            take_said("port", p.name, is_short_name(p.name), short_names);
            take_of<protocols>("protocol", p.protocol);
        }
        for (const text& block : spec.loadBalancerSourceRanges)
            take("loadBalancerSourceRanges", block, is_cidr(block), address_blocks);
    }
    constexpr void check_pod(const api::PodSpec& pod) const {
        take_of<dns_policies>("dnsPolicy", pod.dnsPolicy);
        if (pod.dnsPolicy == "None" &&
            (!pod.dnsConfig.has_value() || pod.dnsConfig->nameservers.empty()))
            take("dnsPolicy", pod.dnsPolicy, false, "it needs nameservers in dnsConfig");
        for (const api::HostAlias& a : pod.hostAliases) check_address("hostAliases", a.ip);
        take_said("hostname", pod.hostname, is_short_name(pod.hostname), short_names);
        take_said("subdomain", pod.subdomain, is_short_name(pod.subdomain), short_names);
        check_labels(pod.nodeSelector);
        for (const api::Toleration& t : pod.tolerations) {
            take_of<toleration_operators>("operator", t.operator_);
            take_of<taint_effects>("effect", t.effect);
        }
        for (const api::TopologySpreadConstraint& c : pod.topologySpreadConstraints) {
            take("maxSkew", c.maxSkew, 1, 2147483647, "it is at least 1");
            take_of<spreads>("whenUnsatisfiable", c.whenUnsatisfiable);
        }
        if (pod.securityContext.has_value()) check_ids(*pod.securityContext);
        for (const api::Volume& v : pod.volumes) check_volume(v);
    }
    template <class Context>
    constexpr void check_ids(const Context& c) const {
        take_count("runAsUser", c.runAsUser);
        take_count("runAsGroup", c.runAsGroup);
    }
    constexpr void check_volume(const api::Volume& v) const {
        take_said("volume", v.name, is_short_name(v.name), short_names);
        take_not_several("volume", "configMap, emptyDir, secret and the like",
                         v.awsElasticBlockStore, v.azureDisk, v.azureFile, v.cephfs, v.cinder,
                         v.configMap, v.csi, v.downwardAPI, v.emptyDir, v.ephemeral, v.fc,
                         v.flexVolume, v.flocker, v.gcePersistentDisk, v.gitRepo, v.glusterfs,
                         v.hostPath, v.image, v.iscsi, v.nfs, v.persistentVolumeClaim,
                         v.photonPersistentDisk, v.portworxVolume, v.projected, v.quobyte, v.rbd,
                         v.scaleIO, v.secret, v.storageos, v.vsphereVolume);  // none: emptyDir
    }
    constexpr void check_probe(std::string_view field, const core::optional<api::Probe>& p) const {
        if (p.has_value())
            take_one(field, "exec, grpc, httpGet and tcpSocket", *p, p->exec, p->grpc, p->httpGet,
                     p->tcpSocket);
    }
    constexpr void check_hook(std::string_view field,
                              const core::optional<api::LifecycleHandler>& h) const {
        if (h.has_value())
            take_one(field, "exec, httpGet, sleep and tcpSocket", *h, h->exec, h->httpGet, h->sleep,
                     h->tcpSocket);
    }
    constexpr void check_variable(const api::EnvVar& v) const {
        take_said("env", v.name, core::is_env_name(v.name),
                  "printable characters without an equals sign");
        if (!v.valueFrom.has_value()) return;
        if (!v.value.empty())
            take("env", v.name, false, "it has a value or valueFrom, and not both");
        take_one("valueFrom", "configMapKeyRef, fieldRef, secretKeyRef and the like", *v.valueFrom,
                 v.valueFrom->configMapKeyRef, v.valueFrom->fieldRef, v.valueFrom->fileKeyRef,
                 v.valueFrom->resourceFieldRef, v.valueFrom->secretKeyRef);
    }
    constexpr void check_container(const api::Container& c) {
        in_ = &c;
        take_said("name", c.name, is_short_name(c.name), short_names);
        take_said("image", c.image, is_image(c.image),
                  "registry/path:tag, in lower case and without blanks");
        for (const api::ContainerPort& p : c.ports) {
            take("port", p.name, detail::is_port_name(p.name),
                 "at most 15 lower case letters, digits and single dashes, with a letter");
            take("containerPort", p.containerPort, 1, 65535, ports);
            take("hostPort", p.hostPort, 1, 65535, ports);
            take_of<protocols>("protocol", p.protocol);
        }
        for (const api::EnvVar& v : c.env) check_variable(v);
        for (const api::VolumeMount& m : c.volumeMounts) {
            take_said("mountPath", m.mountPath, is_path(m.mountPath),
                      "a path is absolute and without colons");
            if (!m.subPath.empty() && !m.subPathExpr.empty())
                take("subPathExpr", m.subPathExpr, false, "there is no subPath then");
        }
        take_of<pull_policies>("imagePullPolicy", c.imagePullPolicy);
        take_of<message_policies>("terminationMessagePolicy", c.terminationMessagePolicy);
        check_probe("startupProbe", c.startupProbe);
        check_probe("readinessProbe", c.readinessProbe);
        check_probe("livenessProbe", c.livenessProbe);
        if (c.lifecycle.has_value()) {
            check_hook("postStart", c.lifecycle->postStart);
            check_hook("preStop", c.lifecycle->preStop);
        }
        if (c.securityContext.has_value()) check_ids(*c.securityContext);
        if (!c.resources.has_value()) return;
        for (const auto* amounts : {&c.resources->requests, &c.resources->limits})
            for (const core::entry<text>& a : *amounts) {
                take(a.key, a.value, is_quantity(a.value),
                     "a number that is not negative, and one suffix, such as 500m or 128Mi");
                take(
                    "resource", a.key, is_resource_of_container(a.key),
                    "cpu, memory, ephemeral-storage, or a name with a domain such as example.com/gpu");
            }
    }
    static constexpr bool is_resource_of_container(std::string_view name) {
        return is_computed(name) || name.starts_with("hugepages-") || name.find('/') != name.npos;
    }

    const examined& e_;
    const api::Container* in_ = nullptr;
};

}  // namespace slipway::dsl::detail
