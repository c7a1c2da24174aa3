// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/container.hpp>

namespace slipway::dsl::build {

/// How often a probe is made: `build::probe(httpGet("/healthz", "http")).periodSeconds(5)`.
template <unsigned Missing>
class [[nodiscard]] probe_builder : public basic_words<probe_builder, Probe, Missing>,
                                    public builder<probe_builder, Probe, Missing> {
public:
    using builder<probe_builder, Probe, Missing>::builder;

    constexpr probe_builder initialDelaySeconds(long n) && {
        return this->edit().initialDelaySeconds = n, this->said();
    }
    constexpr probe_builder timeoutSeconds(long n) && {
        return this->edit().timeoutSeconds = n, this->said();
    }
    constexpr probe_builder periodSeconds(long n) && {
        return this->edit().periodSeconds = n, this->said();
    }
    constexpr probe_builder successThreshold(long n) && {
        return this->edit().successThreshold = n, this->said();
    }
    constexpr probe_builder failureThreshold(long n) && {
        return this->edit().failureThreshold = n, this->said();
    }
};
constexpr probe_builder<needs::nothing> probe(const Probe& begun) {
    return probe_builder<needs::nothing>(begun);
}

/// `build::container("app").image("...").port("http", 8080)`
template <unsigned Missing>
class [[nodiscard]] container_builder : public basic_words<container_builder, Container, Missing>,
                                        public builder<container_builder, Container, Missing> {
    using with_image = container_builder<Missing & ~needs::an_image>;

public:
    using builder<container_builder, Container, Missing>::builder;

    constexpr with_image image(const dsl::image& i) && {
        return this->edit().image = i, with_image(this->taken());
    }
    constexpr container_builder imagePullPolicy(const pull_policy& p) && {
        return this->edit().imagePullPolicy = p, this->said();
    }
    constexpr container_builder command(const core::list<text>& words) && {
        return this->edit().command = words, this->said();
    }
    constexpr container_builder args(const core::list<text>& words) && {
        return this->edit().args = words, this->said();
    }
    constexpr container_builder workingDir(const absolute_path& path) && {
        return this->edit().workingDir = path, this->said();
    }

    constexpr container_builder port(const port_name& name, port_number number,
                                     const dsl::protocol& protocol = {}) && {
        return this->edit().ports.push_back({name, number, protocol}), this->said();
    }
    constexpr container_builder port(const container_port& p) && {
        return this->edit().ports.push_back(p), this->said();
    }
    constexpr container_builder ports(const core::list<container_port>& more) && {
        return detail::add_all(this->edit().ports, more), this->said();
    }

    constexpr container_builder env(const env_name& name, const env_value& value) && {
        return this->edit().env.push_back({name, value}), this->said();
    }
    constexpr container_builder env(const core::list<env_variable>& more) && {
        return detail::add_all(this->edit().env, more), this->said();
    }
    /// All keys of a ConfigMap or Secret.
    constexpr container_builder envFrom(const env_source& all) && {
        return this->edit().envFrom.push_back(all), this->said();
    }

    constexpr container_builder requests(const amounts& a) && {
        return this->edit().resources.requests = a, this->said();
    }
    constexpr container_builder limits(const amounts& a) && {
        return this->edit().resources.limits = a, this->said();
    }
    constexpr container_builder resources(const Resources& r) && {
        return this->edit().resources = r, this->said();
    }

    constexpr container_builder mount(const short_name& volume, const absolute_path& path) && {
        return this->edit().volumeMounts.push_back({volume, path}), this->said();
    }
    constexpr container_builder mount(const dsl::mount& m) && {
        return this->edit().volumeMounts.push_back(m), this->said();
    }
    constexpr container_builder volumeMounts(const core::list<dsl::mount>& more) && {
        return detail::add_all(this->edit().volumeMounts, more), this->said();
    }

    constexpr container_builder startupProbe(const Probe& p) && {
        return this->edit().startupProbe = p, this->said();
    }
    constexpr container_builder readinessProbe(const Probe& p) && {
        return this->edit().readinessProbe = p, this->said();
    }
    constexpr container_builder livenessProbe(const Probe& p) && {
        return this->edit().livenessProbe = p, this->said();
    }
    constexpr container_builder restartPolicy(const restart_policy& p) && {
        return this->edit().restartPolicy = p, this->said();
    }
    constexpr container_builder securityContext(const SecurityContext& c) && {
        return this->edit().securityContext = c, this->said();
    }
    /// Whatever else the API has; its image may be in there.
    constexpr with_image spec(const api::Container& s) && {
        return this->edit().spec = s, with_image(this->taken());
    }
};

constexpr container_builder<needs::an_image> container(const short_name& name,
                                                       int line = __builtin_LINE()) {
    return begin_at<container_builder<needs::an_image>>(name, line, "");
}
constexpr container_builder<needs::nothing> container(const Container& begun) {
    return container_builder<needs::nothing>(begun);
}

/// The value under `key` of what a builder makes.
template <a_builder Config>
constexpr reference from(const Config& config, const config_key& key) {
    return dsl::from(config.made(), key);
}

}  // namespace slipway::dsl::build
