// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/core/base64.hpp>
#include <slipway/core/status.hpp>

namespace slipway::node {

/// Environment variables in their order; a later one of a name replaces the earlier.
class environment {
public:
    void set(std::string name, std::string value) {
        for (auto& [known, old] : variables_)
            if (known == name) {
                old = std::move(value);
                return;
            }
        variables_.emplace_back(std::move(name), std::move(value));
    }
    const std::string* find(std::string_view name) const {
        for (const auto& [known, value] : variables_)
            if (known == name) return &value;
        return nullptr;
    }
    const std::vector<std::pair<std::string, std::string>>& variables() const { return variables_; }

private:
    std::vector<std::pair<std::string, std::string>> variables_;
};

/// `$(NAME)` replaced by the variable's value; `$$` is a dollar sign; an unknown name is left as it
/// stands (Kubernetes API, `EnvVar.value`).
inline std::string expand(std::string_view s, const environment& known) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] != '$' || i + 1 == s.size()) {
            out += s[i];
        } else if (s[i + 1] == '$') {
            out += '$';
            ++i;
        } else if (const std::size_t end = s.find(')', i); s[i + 1] == '(' && end != s.npos) {
            const std::string* value = known.find(s.substr(i + 2, end - i - 2));
            out += value ? std::string_view(*value) : s.substr(i, end - i + 1);
            i = end;
        } else {
            out += '$';
        }
    }
    return out;
}

/// Where a container's environment and volumes come from. Null when there is no such object.
struct config_sources {
    std::function<std::shared_ptr<const api::ConfigMap>(std::string_view name)> config_map;
    std::function<std::shared_ptr<const api::Secret>(std::string_view name)> secret;
    /// The Services of the pod's namespace, and `kubernetes`.
    std::function<std::vector<std::shared_ptr<const api::Service>>()> services;
    std::string pod_ip;
    std::string host_ip;
};

/// The environment of one container of a pod: service links, `envFrom`, then `env`. Throws
/// `status_error` (not_found) for a ConfigMap, Secret or key that is missing and not optional, in
/// the kubelet's words.
environment environment_of(const api::Pod& pod, const api::Container& container,
                           const config_sources& sources);

/// A pod's field by its path, as the downward API offers it: `metadata.name`, `status.podIP`,
/// `metadata.labels['app']`, ... Throws `status_error` (bad_request) for other paths.
std::string pod_field(const api::Pod& pod, std::string_view path, const config_sources& sources);

/// The bytes of a Secret's value. Throws `status_error` (invalid) when it is not base64.
inline std::string secret_bytes(std::string_view encoded) {
    if (auto bytes = core::decode_base64(encoded)) return *std::move(bytes);
    throw core::status_error(core::reason::invalid, "a Secret's data is base64, and this is not");
}

}  // namespace slipway::node

#ifndef SLIPWAY_COMPILED
#include <slipway/node/detail/environment.hpp>
#endif
