// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/detail/descriptions/description.hpp>

namespace slipway::api::detail {

/// Who may do what.
inline constexpr description about_access[] = {
    {"AggregationRule", "clusterRoleSelectors",
     "Labels of ClusterRoles whose rules are added; one selector that matches is enough."},
    {"ClusterRole", "",
     "Rights in the whole cluster, or for use in the RoleBindings of any namespace."},
    {"ClusterRole", "aggregationRule",
     "Collects the rules from other ClusterRoles; rules is then overwritten."},
    {"ClusterRole", "rules", "The rights; they only add up, nothing takes away."},
    {"ClusterRoleBinding", "",
     "Gives the rights of a ClusterRole to users, groups or service accounts in the whole cluster."},
    {"ClusterRoleBinding", "roleRef", "The ClusterRole. Never changes."},
    {"ClusterRoleBinding", "subjects", "Who gets the rights."},
    {"PolicyRule", "apiGroups",
     "API groups of the resources; empty text for the core group, * for all."},
    {"PolicyRule", "nonResourceURLs",
     "Paths that are no resources, such as /metrics; in ClusterRoles only, and bound for the whole cluster."},
    {"PolicyRule", "resourceNames",
     "Only the objects of these names. Default: all. Does not restrict create, and list only as far as clients ask for a name."},
    {"PolicyRule", "resources",
     "Resources in plural and lower case, such as pods or pods/log; * for all."},
    {"PolicyRule", "verbs",
     "get, list, watch, create, update, patch, delete, deletecollection and others; * for all."},
    {"Role", "", "Rights within one namespace."},
    {"Role", "rules", "The rights; they only add up, nothing takes away."},
    {"RoleBinding", "",
     "Gives the rights of a role to users, groups or service accounts within one namespace."},
    {"RoleBinding", "roleRef", "The role. Never changes."},
    {"RoleBinding", "subjects", "Who gets the rights."},
    {"RoleRef", "apiGroup", "rbac.authorization.k8s.io."},
    {"RoleRef", "kind", "Role or ClusterRole."},
    {"RoleRef", "name", "Name of the role."},
    {"Subject", "apiGroup",
     "Empty for a ServiceAccount, rbac.authorization.k8s.io for User and Group."},
    {"Subject", "kind", "User, Group or ServiceAccount."},
    {"Subject", "name", "Its name."},
    {"Subject", "namespace", "Namespace of the ServiceAccount; none for User and Group."},
};

}  // namespace slipway::api::detail
