// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/access.hpp>
#include <slipway/dsl/build/builder.hpp>

namespace slipway::dsl::build {

template <unsigned Missing>
class [[nodiscard]] service_account_builder
    : public namespaced_words<service_account_builder, ServiceAccount, Missing>,
      public builder<service_account_builder, ServiceAccount, Missing> {
public:
    using builder<service_account_builder, ServiceAccount, Missing>::builder;

    constexpr service_account_builder imagePullSecret(const reference_to<Secret>& s) && {
        return this->edit().imagePullSecrets.push_back(s), this->said();
    }
    constexpr service_account_builder automountServiceAccountToken(bool on) && {
        return this->edit().automountServiceAccountToken = on, this->said();
    }
};
constexpr service_account_builder<needs::nothing> service_account(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<service_account_builder<needs::nothing>>(called, line, file);
}
constexpr service_account_builder<needs::nothing> service_account(const ServiceAccount& begun) {
    return service_account_builder<needs::nothing>(begun);
}

/// What roles say, above what all objects of their kind do.
template <template <unsigned> class Self, class Kind, unsigned Missing,
          template <template <unsigned> class, class, unsigned> class Base>
class rules_words : public Base<Self, Kind, Missing> {
public:
    /// `.allows({"get", "list"}, {"pods", "pods/log"})`; of the core group where none is said.
    constexpr Self<Missing> allows(const core::list<verb>& verbs,
                                   const core::list<resource_name>& resources,
                                   const core::list<api_group>& groups = {}) && {
        return this->edit().rules.push_back({groups, resources, verbs}), this->said();
    }
    constexpr Self<Missing> rule(const policy_rule& r) && {
        return this->edit().rules.push_back(r), this->said();
    }
    constexpr Self<Missing> rules(const core::list<policy_rule>& more) && {
        return detail::add_all(this->edit().rules, more), this->said();
    }
};

template <unsigned Missing>
class [[nodiscard]] role_builder
    : public rules_words<role_builder, Role, Missing, namespaced_words>,
      public builder<role_builder, Role, Missing> {
public:
    using builder<role_builder, Role, Missing>::builder;
};
constexpr role_builder<needs::nothing> role(const role_name& called, int line = __builtin_LINE(),
                                            const char* file = __builtin_FILE()) {
    return begin_at<role_builder<needs::nothing>>(called, line, file);
}
constexpr role_builder<needs::nothing> role(const Role& begun) {
    return role_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] cluster_role_builder
    : public rules_words<cluster_role_builder, ClusterRole, Missing, object_words>,
      public builder<cluster_role_builder, ClusterRole, Missing> {
public:
    using builder<cluster_role_builder, ClusterRole, Missing>::builder;

    constexpr cluster_role_builder aggregationRule(const api::AggregationRule& r) && {
        return this->edit().aggregationRule = r, this->said();
    }
};
constexpr cluster_role_builder<needs::nothing> cluster_role(const role_name& called,
                                                            int line = __builtin_LINE(),
                                                            const char* file = __builtin_FILE()) {
    return begin_at<cluster_role_builder<needs::nothing>>(called, line, file);
}
constexpr cluster_role_builder<needs::nothing> cluster_role(const ClusterRole& begun) {
    return cluster_role_builder<needs::nothing>(begun);
}

/// `build::role_binding("readers").roleRef(role).subject(account).subject(user("jane"))`
template <unsigned Missing>
class [[nodiscard]] role_binding_builder
    : public namespaced_words<role_binding_builder, RoleBinding, Missing>,
      public builder<role_binding_builder, RoleBinding, Missing> {
    using granting = role_binding_builder<Missing & ~needs::a_role>;

public:
    using builder<role_binding_builder, RoleBinding, Missing>::builder;

    constexpr granting roleRef(const role_reference& r) && {
        return this->edit().roleRef = r, granting(this->taken());
    }
    constexpr role_binding_builder subject(const dsl::subject& s) && {
        return this->edit().subjects.push_back(s), this->said();
    }
};
constexpr role_binding_builder<needs::a_role> role_binding(const role_name& called,
                                                           int line = __builtin_LINE(),
                                                           const char* file = __builtin_FILE()) {
    return begin_at<role_binding_builder<needs::a_role>>(called, line, file);
}
constexpr role_binding_builder<needs::nothing> role_binding(const RoleBinding& begun) {
    return role_binding_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] cluster_role_binding_builder
    : public object_words<cluster_role_binding_builder, ClusterRoleBinding, Missing>,
      public builder<cluster_role_binding_builder, ClusterRoleBinding, Missing> {
    using granting = cluster_role_binding_builder<Missing & ~needs::a_role>;

public:
    using builder<cluster_role_binding_builder, ClusterRoleBinding, Missing>::builder;

    constexpr granting roleRef(const reference_to<ClusterRole, role_name>& r) && {
        return this->edit().roleRef = r, granting(this->taken());
    }
    constexpr cluster_role_binding_builder subject(const dsl::subject& s) && {
        return this->edit().subjects.push_back(s), this->said();
    }
};
constexpr cluster_role_binding_builder<needs::a_role> cluster_role_binding(
    const role_name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<cluster_role_binding_builder<needs::a_role>>(called, line, file);
}
constexpr cluster_role_binding_builder<needs::nothing> cluster_role_binding(
    const ClusterRoleBinding& begun) {
    return cluster_role_binding_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
