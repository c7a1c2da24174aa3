// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_container.hpp>

namespace slipway::dsl::detail {

/// The values of the API's own structs, which no type has checked: what literals are checked for, once more.
class value_checker {
public:
    constexpr explicit value_checker(const examined& e) : e_(e) {}

    constexpr void run() {
        if (!e_.it.checked) check_own();
        const api::PodSpec* pod = e_.it.pods();
        if (!pod) return;
        take("restartPolicy", pod->restartPolicy, is_restart(pod->restartPolicy), "a Pod's is Always, OnFailure or Never, a Deployment's is Always");
        for (std::size_t i = 0; i < e_.it.loose_volumes; ++i) take("volume", pod->volumes[i].name, is_short_name(pod->volumes[i].name), short_names);
        for (const api::Container& c : pod->initContainers) check_container(c);
        for (std::size_t i = 0; i < e_.it.loose_containers; ++i) check_container(pod->containers[i]);
    }

private:
    static constexpr std::string_view short_names = "at most 63 lower case letters, digits and dashes, with a letter or digit at both ends";
    static constexpr std::string_view ports = "a port number is between 1 and 65535";

    constexpr void take(std::string_view field, std::string_view value, bool good, std::string_view what_is_right) const {
        if (!good) e_.report(rule::refused_value, in_ ? e_.in(*in_) : e_.here(), words(field).add(" '").add(value).add("'"), what_is_right);
    }
    constexpr void take(std::string_view field, const core::optional<long>& n, long least, long most, std::string_view what_is_right) const {
        if (n.has_value() && (*n < least || *n > most)) take(field, core::decimal(n), false, what_is_right);
    }
    constexpr bool is_restart(std::string_view policy) const {
        if (policy.empty() || policy == "Always") return true;
        return e_.it.kind == object::of::pod && is_restart_policy(policy);
    }

    constexpr void check_labels(const core::map<text>& labels) const {
        for (const core::entry<text>& l : labels) {
            take("label", l.key, core::is_label_key(l.key), "a label key is letters, digits, dashes, dots and underscores");
            take("label value", l.value, core::is_label_value(l.value), "at most 63 letters, digits, dashes, dots and underscores");
        }
    }
    constexpr void check_data(const core::map<text>& data) const {
        for (const core::entry<text>& d : data) take("key", d.key, core::is_config_key(d.key), "a config key is letters, digits, dashes, dots and underscores");
    }

    constexpr void check_own() {
        const api::ObjectMeta& meta = e_.it.metadata();
        if (e_.it.kind == object::of::service) take("name", meta.name, core::is_dns1035_label(meta.name), "at most 63 lower case letters, digits and dashes, a letter first");
        else if (e_.it.kind == object::of::name_space) take("name", meta.name, is_short_name(meta.name), short_names);
        else take("name", meta.name, is_name(meta.name), "lower case letters, digits, dashes and dots, with a letter or digit at both ends");
        take("namespace", meta.namespace_, meta.namespace_.empty() || is_short_name(meta.namespace_), short_names);
        check_labels(meta.labels);
        switch (e_.it.kind) {
            case object::of::config_map: check_data(e_.it.config_map->data); break;
            case object::of::secret: check_data(e_.it.secret->data); break;
            case object::of::deployment:
                take("replicas", e_.it.deployment->spec.replicas, 0, 1'000'000, "replicas are between 0 and 1000000");
                check_labels(e_.it.pod_labels());
                break;
            case object::of::service: check_service(); break;
            case object::of::pod:
            case object::of::name_space: break;
        }
    }
    constexpr void check_service() const {
        check_labels(e_.it.service->spec.selector);
        for (const api::ServicePort& p : e_.it.service->spec.ports) {
            take("port", p.port, 1, 65535, ports);
            take("nodePort", p.nodePort, 30000, 32767, "a node port is between 30000 and 32767");
            take("port", p.name, p.name.empty() || is_short_name(p.name), short_names);
        }
    }
    constexpr void check_container(const api::Container& c) {
        in_ = &c;
        take("name", c.name, is_short_name(c.name), short_names);
        take("image", c.image, c.image.empty() || is_image(c.image), "registry/path:tag, in lower case and without blanks");
        for (const api::ContainerPort& p : c.ports) {
            take("port", p.name, detail::is_port_name(p.name), "at most 15 lower case letters, digits and single dashes, with a letter");
            take("containerPort", p.containerPort, 1, 65535, ports);
        }
        for (const api::EnvVar& v : c.env) take("env", v.name, core::is_env_name(v.name), "printable characters without an equals sign");
        for (const api::VolumeMount& m : c.volumeMounts) take("mountPath", m.mountPath, is_path(m.mountPath), "a path is absolute and without colons");
        if (!c.resources.has_value()) return;
        for (const auto* amounts : {&c.resources->requests, &c.resources->limits})
            for (const core::entry<text>& a : *amounts) take(a.key, a.value, is_quantity(a.value), "a number that is not negative, and one suffix, such as 500m or 128Mi");
    }

    const examined& e_;
    const api::Container* in_ = nullptr;
};

}  // namespace slipway::dsl::detail
