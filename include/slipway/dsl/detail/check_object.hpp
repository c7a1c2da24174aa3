// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_name.hpp>
#include <slipway/dsl/detail/check_required.hpp>

namespace slipway::dsl::detail {

constexpr void check_keys(const examined& e, const core::map<text>& map, std::string_view what) {
    each_duplicate(
        map, [](const core::entry<text>& each) { return each.key.view(); },
        [&](const core::entry<text>& each) {
            e.report(rule::duplicate_key, e.here(), words(what).add(" ").add(each.key.view()));
        });
}

constexpr bool is_there_from_the_start(std::string_view ns) {
    return ns == "default" || ns == "kube-system" || ns == "kube-public" || ns == "kube-node-lease";
}

constexpr void check_namespace(const examined& e) {
    const std::string_view ns = e.it.space();
    if (ns.empty() || ns == e.cluster.name.view() || is_there_from_the_start(ns) ||
        e.names.find<api::Namespace>({}, ns))
        return;
    nearest hint(ns);
    hint.offer(e.cluster.name);
    for (const object& o : e.cluster.resources)
        if (o.is<api::Namespace>()) hint.offer(o.name());
    e.report(rule::unknown_namespace, e.here(), ns, hint.hint());
}

/// Keys that Secrets of some types have, without which the API refuses them (Kubernetes
/// documentation, "Types of Secret").
constexpr void check_secret_type(const examined& e, const api::Secret& secret) {
    const auto need = [&](std::string_view key) {
        if (!secret.data.contains(key) && !secret.stringData.contains(key))
            e.report(
                rule::required_missing, e.here(),
                words("data[").add(key).add("] of a Secret of the type ").add(secret.type.view()));
    };
    if (secret.type.empty() || secret.type == "Opaque") return;
    if (secret.type == "kubernetes.io/tls") need("tls.crt"), need("tls.key");
    else if (secret.type == "kubernetes.io/dockerconfigjson") need(".dockerconfigjson");
    else if (secret.type == "kubernetes.io/dockercfg") need(".dockercfg");
    else if (secret.type == "kubernetes.io/ssh-auth") need("ssh-privatekey");
}

/// The rules that hold for objects of all kinds.
constexpr void check_object(const examined& e) {
    const api::ObjectMeta& meta = e.it.metadata();
    check_keys(e, meta.labels, "label");
    if (e.it.runs_pods() && e.it.pod_labels().begin() != meta.labels.begin())  // or they are shared
        check_keys(e, e.it.pod_labels(), "label of its pods");
    check_keys(e, meta.annotations, "annotation");
    if (const auto* config = e.it.as<api::ConfigMap>()) check_keys(e, config->data, "data");
    if (const auto* secret = e.it.as<api::Secret>())
        check_keys(e, secret->data, "data"), check_secret_type(e, *secret);
    check_namespace(e);
    missing_fields missing;
    required_checker(e).run(e.it.find_missing(missing));
    for (const words& path : missing.paths)
        if (!path.view().ends_with(".containers"))  // which has a rule of its own
            e.report(rule::required_missing, e.here(), path);
}

}  // namespace slipway::dsl::detail
