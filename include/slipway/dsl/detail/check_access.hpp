// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_references.hpp>
#include <slipway/dsl/detail/check_role.hpp>

namespace slipway::dsl::detail {

/// ClusterRoles that each cluster has (Kubernetes documentation, "Using RBAC Authorization").
constexpr bool is_built_in_role(std::string_view name) {
    return name == "cluster-admin" || name == "admin" || name == "edit" || name == "view" ||
           name.starts_with("system:");
}

template <class Binding>
constexpr void check_binding(const examined& e, const Binding& binding) {
    if (binding.roleRef.has_value() && !binding.roleRef->name.empty()) {
        const api::RoleRef& role = *binding.roleRef;
        if (role.kind == "Role") e.need<api::Role>(rule::unknown_role, role.name, e.here());
        else if (!is_built_in_role(role.name))
            e.need<api::ClusterRole>(rule::unknown_role, role.name, e.here());
    }
    for (const api::rbac_v1::Subject& s : binding.subjects) {
        if (s.kind != "ServiceAccount" || s.name.empty() || s.name == "default") continue;
        // A ClusterRoleBinding stands in no namespace; the accounts that it names so are rendered
        // in the cluster's own.
        const std::string_view own = e.space().empty() ? e.cluster.name.view() : e.space();
        const std::string_view space = s.namespace_.empty() ? own : s.namespace_.view();
        if (e.names.find<api::ServiceAccount>(space, s.name)) continue;
        // Those of the system's own namespaces are made by its controllers.
        if (space.starts_with("kube-")) continue;
        e.report(rule::unknown_service_account, e.here(), words(space).add("/").add(s.name.view()),
                 nearest_object(e.cluster, api::kind_of<api::ServiceAccount>, space, s.name));
    }
}

constexpr void check_access(const examined& e) {
    if (const auto* b = e.it.as<api::RoleBinding>()) check_binding(e, *b);
    if (const auto* b = e.it.as<api::ClusterRoleBinding>()) check_binding(e, *b);
    if (const auto* r = e.it.as<api::Role>()) check_role(e, r->rules);
    if (const auto* r = e.it.as<api::ClusterRole>()) check_role(e, r->rules);
}

}  // namespace slipway::dsl::detail
