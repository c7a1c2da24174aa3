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
        for (const api::Volume& v : pod->volumes)
            take_said("volume", v.name, is_short_name(v.name), short_names);
        for (const api::Container& c : pod->initContainers) check_container(c);
        for (const api::Container& c : pod->containers) check_container(c);
    }

private:
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
        if (const auto* config = e_.it.as<api::ConfigMap>()) check_data(config->data);
        if (const auto* secret = e_.it.as<api::Secret>()) check_data(secret->data);
        if (const auto* d = e_.it.as<api::Deployment>()) check_replicas(d->spec.replicas);
        if (const auto* s = e_.it.as<api::StatefulSet>()) check_replicas(s->spec.replicas);
        if (const auto* r = e_.it.as<api::ReplicaSet>()) check_replicas(r->spec.replicas);
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
    constexpr void check_service(const api::ServiceSpec& spec) const {
        check_labels(spec.selector);
        for (const api::ServicePort& p : spec.ports) {
            take("port", p.port, 1, 65535, ports);
            take("nodePort", p.nodePort, 30000, 32767, "a node port is between 30000 and 32767");
            take_said("port", p.name, is_short_name(p.name), short_names);
        }
        for (const text& block : spec.loadBalancerSourceRanges)
            take("loadBalancerSourceRanges", block, is_cidr(block), address_blocks);
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
        }
        for (const api::EnvVar& v : c.env)
            take_said("env", v.name, core::is_env_name(v.name),
                      "printable characters without an equals sign");
        for (const api::VolumeMount& m : c.volumeMounts)
            take_said("mountPath", m.mountPath, is_path(m.mountPath),
                      "a path is absolute and without colons");
        if (!c.resources.has_value()) return;
        for (const auto* amounts : {&c.resources->requests, &c.resources->limits})
            for (const core::entry<text>& a : *amounts)
                take(a.key, a.value, is_quantity(a.value),
                     "a number that is not negative, and one suffix, such as 500m or 128Mi");
    }

    const examined& e_;
    const api::Container* in_ = nullptr;
};

}  // namespace slipway::dsl::detail
