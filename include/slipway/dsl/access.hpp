// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/core_v1.hpp>
#include <slipway/api/rbac_v1.hpp>
#include <slipway/dsl/config.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

/// As whom pods speak to the API server.
struct ServiceAccount {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<reference_to<Secret>> imagePullSecrets{};
    core::optional<bool> automountServiceAccountToken{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct policy_rule {
    core::list<api_group> apiGroups{};  ///< the core group where it is left out
    core::list<resource_name> resources{};
    core::list<verb> verbs{};
    core::list<text> resourceNames{};         ///< all where it is left out
    core::list<http_path> nonResourceURLs{};  ///< of ClusterRoles; such a rule names no resources
};

struct Role {
    role_name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<policy_rule> rules{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct ClusterRole {
    role_name name{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<policy_rule> rules{};
    core::optional<api::AggregationRule> aggregationRule{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// What a binding grants: a Role of its own namespace, or a ClusterRole. `ClusterRole{.name =
/// "view"}` is one that is there.
struct role_reference {
    bool of_cluster = false;
    text name{};

    constexpr role_reference() = default;
    constexpr role_reference(const Role& role) : name(role.name) {}
    constexpr role_reference(const ClusterRole& role) : of_cluster(true), name(role.name) {}
};

/// Whom a binding grants it to.
struct subject {
    enum class is : unsigned char { service_account, user, group };
    is what = is::service_account;
    text name{};
    /// of a ServiceAccount; the binding's where it is left out, or the cluster's own
    text namespace_{};

    constexpr subject() = default;
    constexpr subject(is kind, const text& who) : what(kind), name(who) {}
    constexpr subject(const ServiceAccount& account)
        : name(account.name), namespace_(account.namespace_) {}
};
constexpr subject user(const text& who) { return {subject::is::user, who}; }
/// Such as `system:authenticated`.
constexpr subject group(const text& who) { return {subject::is::group, who}; }

struct RoleBinding {
    role_name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    role_reference roleRef{};
    core::list<subject> subjects{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct ClusterRoleBinding {
    role_name name{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    reference_to<ClusterRole, role_name> roleRef{};
    core::list<subject> subjects{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<reference_to<Secret>> Short>
constexpr void lower(const Short& from, api::LocalObjectReference& made) {
    made.name = from;
}

template <std::same_as<ServiceAccount> Short>
constexpr api::ServiceAccount lower(const Short& from) {
    api::ServiceAccount made;
    detail::begin(from, made, "v1", "ServiceAccount");
    detail::lower_each(from.imagePullSecrets, made.imagePullSecrets);
    made.automountServiceAccountToken = from.automountServiceAccountToken;
    return made;
}
constexpr bool all_checked(const ServiceAccount&) { return true; }

template <std::same_as<policy_rule> Short>
constexpr void lower(const Short& from, api::PolicyRule& made) {
    detail::lower_texts(from.apiGroups, made.apiGroups);
    if (from.apiGroups.empty() && from.nonResourceURLs.empty()) made.apiGroups.push_back("");
    detail::lower_texts(from.resources, made.resources);
    detail::lower_texts(from.verbs, made.verbs);
    made.resourceNames = from.resourceNames;
    detail::lower_texts(from.nonResourceURLs, made.nonResourceURLs);
}

template <std::same_as<Role> Short>
constexpr api::Role lower(const Short& from) {
    api::Role made;
    detail::begin(from, made, "rbac.authorization.k8s.io/v1", "Role");
    detail::lower_each(from.rules, made.rules);
    return made;
}
constexpr bool all_checked(const Role&) { return true; }

template <std::same_as<ClusterRole> Short>
constexpr api::ClusterRole lower(const Short& from) {
    api::ClusterRole made;
    detail::begin(from, made, "rbac.authorization.k8s.io/v1", "ClusterRole");
    detail::lower_each(from.rules, made.rules);
    made.aggregationRule = from.aggregationRule;
    return made;
}
constexpr bool all_checked(const ClusterRole& r) { return !r.aggregationRule.has_value(); }

namespace detail {

template <class Short, class Kind>
constexpr void lower_binding(const Short& from, bool of_cluster, const text& role, Kind& made) {
    api::RoleRef& ref = made.roleRef.emplace();
    ref.apiGroup = "rbac.authorization.k8s.io";
    if (of_cluster) ref.kind = "ClusterRole";
    else ref.kind = "Role";
    ref.name = role;
    for (const subject& s : from.subjects) {
        api::rbac_v1::Subject& to = made.subjects.append();
        to.name = s.name;
        if (s.what == subject::is::service_account) {
            to.kind = "ServiceAccount";
            to.namespace_ = s.namespace_;
            if constexpr (requires { from.namespace_; })
                if (s.namespace_.empty()) to.namespace_ = from.namespace_;
            continue;
        }
        if (s.what == subject::is::user) to.kind = "User";
        else to.kind = "Group";
        to.apiGroup = "rbac.authorization.k8s.io";
    }
}

}  // namespace detail

template <std::same_as<RoleBinding> Short>
constexpr api::RoleBinding lower(const Short& from) {
    api::RoleBinding made;
    detail::begin(from, made, "rbac.authorization.k8s.io/v1", "RoleBinding");
    detail::lower_binding(from, from.roleRef.of_cluster, from.roleRef.name, made);
    return made;
}
constexpr bool all_checked(const RoleBinding&) { return true; }

template <std::same_as<ClusterRoleBinding> Short>
constexpr api::ClusterRoleBinding lower(const Short& from) {
    api::ClusterRoleBinding made;
    detail::begin(from, made, "rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
    detail::lower_binding(from, true, from.roleRef, made);
    return made;
}
constexpr bool all_checked(const ClusterRoleBinding&) { return true; }

}  // namespace slipway::dsl
