// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/service.hpp>

namespace slipway::dsl::build {

/// `build::expose(web).type(LoadBalancer).port(80, "http")`, or
/// `build::service("db").selector("app", "db").port(5432)`
template <unsigned Missing>
class [[nodiscard]] service_builder : public namespaced_words<service_builder, Service, Missing>,
                                      public builder<service_builder, Service, Missing> {
public:
    using builder<service_builder, Service, Missing>::builder;

    constexpr service_builder named(const service_name& n) && {
        return this->edit().name = n, this->said();
    }
    constexpr service_builder type(service_type t) && {
        return this->edit().type = t, this->said();
    }
    constexpr service_builder selector(const label_key& key, const label_value& value) && {
        return this->edit().selector.push_back({key, value}), this->said();
    }
    constexpr service_builder selector(const dsl::labels& more) && {
        return detail::add_all(this->edit().selector, more), this->said();
    }
    /// `target` is a name that the pods expose, or a number; `number` where it is left out.
    constexpr service_builder port(port_number number, const core::int_or_string& target = {}) && {
        return this->edit().ports.push_back({number, target}), this->said();
    }
    constexpr service_builder port(service_port p) && {
        return this->edit().ports.push_back(static_cast<service_port&&>(p)), this->said();
    }
    constexpr service_builder ports(const core::list<service_port>& more) && {
        return detail::add_all(this->edit().ports, more), this->said();
    }
    constexpr service_builder externalName(const host_name& n) && {
        return this->edit().externalName = n, this->said();
    }
    constexpr service_builder externalTrafficPolicy(const traffic_policy& p) && {
        return this->edit().externalTrafficPolicy = p, this->said();
    }
    constexpr service_builder loadBalancerClass(const load_balancer_class& c) && {
        return this->edit().loadBalancerClass = c, this->said();
    }
    constexpr service_builder loadBalancerSourceRange(const address_block& b) && {
        return this->edit().loadBalancerSourceRanges.push_back(b), this->said();
    }
    constexpr service_builder publishNotReadyAddresses(bool on = true) && {
        return this->edit().publishNotReadyAddresses = on, this->said();
    }
    constexpr service_builder sessionAffinity(const session_affinity& a) && {
        return this->edit().sessionAffinity = a, this->said();
    }
    /// Whatever else the API has.
    constexpr service_builder spec(const api::ServiceSpec& s) && {
        return this->edit().spec = s, this->said();
    }
};
constexpr service_builder<needs::nothing> service(const service_name& called,
                                                  int line = __builtin_LINE(),
                                                  const char* file = __builtin_FILE()) {
    return begin_at<service_builder<needs::nothing>>(called, line, file);
}
constexpr service_builder<needs::nothing> service(const Service& begun) {
    return service_builder<needs::nothing>(begun);
}

/// The Service in front of a workload's pods.
template <class Workload>
constexpr service_builder<needs::nothing> expose(const Workload& workload,
                                                 int line = __builtin_LINE(),
                                                 const char* file = __builtin_FILE()) {
    if constexpr (a_builder<Workload>) return expose(workload.made(), line, file);
    else {
        core::optional<Service> made;  // it is made where it stays, as in `begin_at`
        detail::expose(workload, {}, made.emplace());
        made.emplace().line = line;
        made.emplace().file = file;
        return service_builder<needs::nothing>(static_cast<core::optional<Service>&&>(made));
    }
}
/// Of what a builder makes, in the words of values.
template <a_builder Workload>
constexpr Service expose(const Workload& workload, const Exposure& e) {
    return dsl::expose(workload.made(), e);
}

}  // namespace slipway::dsl::build
