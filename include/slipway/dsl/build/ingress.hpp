// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/ingress.hpp>

namespace slipway::dsl::build {

/// `build::ingress("shop").path("shop.example.com", "/", backend(front, 80))`
template <unsigned Missing>
class [[nodiscard]] ingress_builder : public namespaced_words<ingress_builder, Ingress, Missing>,
                                      public builder<ingress_builder, Ingress, Missing> {
public:
    using builder<ingress_builder, Ingress, Missing>::builder;

    constexpr ingress_builder ingressClassName(const class_name& c) && {
        return this->edit().ingressClassName = c, this->said();
    }
    constexpr ingress_builder defaultBackend(const ingress_backend& b) && {
        return this->edit().defaultBackend = b, this->said();
    }
    /// One path more of a host, in the rule that was said for this host last.
    constexpr ingress_builder path(const host_name& host, const http_path& path,
                                   const ingress_backend& to) && {
        return add(host, {path, to}), this->said();
    }
    /// One path more of all hosts.
    constexpr ingress_builder path(const http_path& path, const ingress_backend& to) && {
        return add({}, {path, to}), this->said();
    }
    constexpr ingress_builder rule(const ingress_rule& r) && {
        return this->edit().rules.push_back(r), this->said();
    }
    constexpr ingress_builder rules(const core::list<ingress_rule>& more) && {
        return detail::add_all(this->edit().rules, more), this->said();
    }
    constexpr ingress_builder tls(const host_name& host,
                                  const reference_to<Secret>& certificate) && {
        return this->edit().tls.push_back({{host}, certificate}), this->said();
    }
    constexpr ingress_builder tls(const ingress_tls& t) && {
        return this->edit().tls.push_back(t), this->said();
    }
    /// Whatever else the API has.
    constexpr ingress_builder spec(const api::IngressSpec& s) && {
        return this->edit().spec = s, this->said();
    }

private:
    constexpr void add(const host_name& host, const ingress_path& path) {
        core::list<ingress_rule>& rules = this->edit().rules;
        for (ingress_rule& r : rules)
            if (r.host == host) return void(r.paths.push_back(path));
        rules.push_back({host, {path}});
    }
};
constexpr ingress_builder<needs::nothing> ingress(const name& called, int line = __builtin_LINE(),
                                                  const char* file = __builtin_FILE()) {
    return begin_at<ingress_builder<needs::nothing>>(called, line, file);
}
constexpr ingress_builder<needs::nothing> ingress(const Ingress& begun) {
    return ingress_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
