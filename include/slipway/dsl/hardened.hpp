// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/variation.hpp>

namespace slipway::dsl {

namespace detail {

constexpr void harden(api::Container& c) {
    api::SecurityContext& s = c.securityContext.emplace();
    // Says that it is root, which its Pod forbids all others: the kubelet would not start it.
    if (!s.runAsNonRoot.has_value() && s.runAsUser.has_value() && s.runAsUser == 0L)
        s.runAsNonRoot = false;
    if (s.privileged) return;  // says that it needs more than that
    if (!s.allowPrivilegeEscalation.has_value()) s.allowPrivilegeEscalation = false;
    if (!s.readOnlyRootFilesystem.has_value()) s.readOnlyRootFilesystem = true;
    if (!s.capabilities.has_value()) s.capabilities.emplace().drop = {"ALL"};
}

}  // namespace detail

/// What the "restricted" Pod Security Standard asks for, and read-only file systems, wherever a
/// definition says nothing of it: no root, no new privileges, no capabilities, the default seccomp
/// profile, no token of the API unless an account is named.
constexpr Cluster hardened(Cluster cluster) {
    return each_workload(std::move(cluster), [](object&, api::PodSpec& pod) {
        api::PodSecurityContext& s = pod.securityContext.emplace();
        if (!s.runAsNonRoot.has_value() && !(s.runAsUser.has_value() && s.runAsUser == 0L))
            s.runAsNonRoot = true;
        if (!s.seccompProfile.has_value()) s.seccompProfile.emplace().type = "RuntimeDefault";
        if (pod.serviceAccountName.empty() && !pod.automountServiceAccountToken.has_value())
            pod.automountServiceAccountToken = false;
        for (api::Container& c : pod.initContainers) detail::harden(c);
        for (api::Container& c : pod.containers) detail::harden(c);
    });
}

}  // namespace slipway::dsl
