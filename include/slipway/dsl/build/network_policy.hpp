// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/network_policy.hpp>

namespace slipway::dsl::build {

/// `build::network_policy("db").podSelector("app", "db").from(podsOf(web))`
template <unsigned Missing>
class [[nodiscard]] network_policy_builder
    : public namespaced_words<network_policy_builder, NetworkPolicy, Missing>,
      public builder<network_policy_builder, NetworkPolicy, Missing> {
public:
    using builder<network_policy_builder, NetworkPolicy, Missing>::builder;

    constexpr network_policy_builder podSelector(const label_key& key,
                                                 const label_value& value) && {
        return this->edit().podSelector.push_back({key, value}), this->said();
    }
    constexpr network_policy_builder podSelector(const dsl::labels& more) && {
        return detail::add_all(this->edit().podSelector, more), this->said();
    }
    constexpr network_policy_builder policyType(const policy_type& t) && {
        return this->edit().policyTypes.push_back(t), this->said();
    }
    /// Connections that are taken: from whom, to which ports; to all where they are left out.
    constexpr network_policy_builder from(const network_peer& peer,
                                          const core::list<network_port>& ports = {}) && {
        return this->edit().ingress.push_back({{peer}, ports}), this->said();
    }
    /// Connections that are made.
    constexpr network_policy_builder to(const network_peer& peer,
                                        const core::list<network_port>& ports = {}) && {
        return this->edit().egress.push_back({{peer}, ports}), this->said();
    }
    constexpr network_policy_builder ingress(const network_ingress& i) && {
        return this->edit().ingress.push_back(i), this->said();
    }
    constexpr network_policy_builder egress(const network_egress& e) && {
        return this->edit().egress.push_back(e), this->said();
    }
    /// Whatever else the API has.
    constexpr network_policy_builder spec(const api::NetworkPolicySpec& s) && {
        return this->edit().spec = s, this->said();
    }
};
constexpr network_policy_builder<needs::nothing> network_policy(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<network_policy_builder<needs::nothing>>(called, line, file);
}
constexpr network_policy_builder<needs::nothing> network_policy(const NetworkPolicy& begun) {
    return network_policy_builder<needs::nothing>(begun);
}

/// The pods of what a builder makes.
template <a_builder Workload>
constexpr network_peer podsOf(const Workload& workload) {
    return dsl::podsOf(workload.made());
}

}  // namespace slipway::dsl::build
