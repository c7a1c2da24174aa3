// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/compiled.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/node/environment.hpp>

namespace slipway::node {

namespace detail {

/// `'key'` of `labels['key']`; nothing when `path` is not of the map `of`.
inline std::string_view subscript(std::string_view path, std::string_view of) {
    if (!path.starts_with(of) || !path.ends_with("']")) return {};
    path.remove_prefix(of.size());
    if (!path.starts_with("['")) return {};
    return path.substr(2, path.size() - 4);
}

inline std::string resource_value(const api::Container& container, std::string_view resource,
                                  std::string_view divisor) {
    const std::size_t dot = resource.find('.');
    const bool limit = resource.starts_with("limits");
    const std::string_view name =
        dot == resource.npos ? std::string_view() : resource.substr(dot + 1);
    const auto& amounts = limit ? container.resources->limits : container.resources->requests;
    const core::text* written = amounts.find(name);
    if (!written) return "0";
    const auto amount = core::parse_quantity(*written);
    const auto unit = core::parse_quantity(divisor.empty() || divisor == "0" ? "1" : divisor);
    if (!amount || !unit || unit->milli <= 0) return "0";
    return std::to_string((amount->milli + unit->milli - 1) / unit->milli);
}

class environment_builder {
public:
    environment_builder(const api::Pod& pod, const api::Container& container,
                        const config_sources& sources)
        : pod_(pod), container_(container), sources_(sources) {}

    environment build() {
        if (!pod_.spec.enableServiceLinks.has_value() || pod_.spec.enableServiceLinks)
            add_service_links();
        for (const api::EnvFromSource& from : container_.envFrom) add_all(from);
        for (const api::EnvVar& variable : container_.env) {
            if (variable.valueFrom.has_value()) add_from(variable);
            else made_.set(std::string(variable.name.view()), expand(variable.value, made_));
        }
        return std::move(made_);
    }

private:
    /// `WEB_SERVICE_HOST` and its kind for each Service with an address (Kubernetes, "Environment
    /// variables" of Services).
    void add_service_links() {
        for (const auto& service : sources_.services()) {
            const std::string_view ip = service->spec.clusterIP;
            if (ip.empty() || ip == "None" || service->spec.ports.empty()) continue;
            std::string name(service->metadata.name.view());
            for (char& c : name)
                c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            made_.set(name + "_SERVICE_HOST", std::string(ip));
            made_.set(name + "_SERVICE_PORT",
                      std::to_string(service->spec.ports[0].port.value_or(0)));
            made_.set(name + "_PORT", "tcp://" + std::string(ip) + ":" +
                                          std::to_string(service->spec.ports[0].port.value_or(0)));
        }
    }

    void add_all(const api::EnvFromSource& from) {
        const std::string prefix(from.prefix.view());
        if (from.configMapRef.has_value()) {
            const auto config = config_map(from.configMapRef->name, from.configMapRef->optional);
            if (config)
                for (const auto& [key, value] : config->data)
                    made_.set(prefix + std::string(key.view()), std::string(value.view()));
        }
        if (from.secretRef.has_value()) {
            const auto found = secret(from.secretRef->name, from.secretRef->optional);
            if (found)
                for (const auto& [key, value] : found->data)
                    made_.set(prefix + std::string(key.view()), secret_bytes(value));
        }
    }

    void add_from(const api::EnvVar& variable) {
        const api::EnvVarSource& from = *variable.valueFrom;
        const std::string name(variable.name.view());
        if (from.configMapKeyRef.has_value()) {
            const auto& ref = *from.configMapKeyRef;
            const auto config = config_map(ref.name, ref.optional);
            const core::text* value = config ? config->data.find(ref.key) : nullptr;
            if (value) made_.set(name, std::string(value->view()));
            else if (!ref.optional) missing_key(ref.key, "ConfigMap", ref.name);
        } else if (from.secretKeyRef.has_value()) {
            const auto& ref = *from.secretKeyRef;
            const auto found = secret(ref.name, ref.optional);
            const core::text* value = found ? found->data.find(ref.key) : nullptr;
            if (value) made_.set(name, secret_bytes(*value));
            else if (!ref.optional) missing_key(ref.key, "Secret", ref.name);
        } else if (from.fieldRef.has_value()) {
            made_.set(name, pod_field(pod_, from.fieldRef->fieldPath, sources_));
        } else if (from.resourceFieldRef.has_value()) {
            made_.set(name, resource_value(container_, from.resourceFieldRef->resource,
                                           from.resourceFieldRef->divisor));
        }
    }

    std::shared_ptr<const api::ConfigMap> config_map(std::string_view name,
                                                     bool may_be_absent) const {
        auto found = sources_.config_map(name);
        if (!found && !may_be_absent)
            throw core::status_error(core::reason::not_found,
                                     "configmap \"" + std::string(name) + "\" not found");
        return found;
    }
    std::shared_ptr<const api::Secret> secret(std::string_view name, bool may_be_absent) const {
        auto found = sources_.secret(name);
        if (!found && !may_be_absent)
            throw core::status_error(core::reason::not_found,
                                     "secret \"" + std::string(name) + "\" not found");
        return found;
    }
    [[noreturn]] void missing_key(std::string_view key, const char* kind,
                                  std::string_view name) const {
        throw core::status_error(core::reason::not_found,
                                 "couldn't find key " + std::string(key) + " in " + kind + " " +
                                     std::string(pod_.metadata.namespace_.view()) + "/" +
                                     std::string(name));
    }

    const api::Pod& pod_;
    const api::Container& container_;
    const config_sources& sources_;
    environment made_;
};

}  // namespace detail

SLIPWAY_INLINE std::string pod_field(const api::Pod& pod, std::string_view path,
                                     const config_sources& sources) {
    auto text_of = [](const core::text* t) { return t ? std::string(t->view()) : std::string(); };
    if (path == "metadata.name") return std::string(pod.metadata.name.view());
    if (path == "metadata.namespace") return std::string(pod.metadata.namespace_.view());
    if (path == "metadata.uid") return std::string(pod.metadata.uid.view());
    if (path == "spec.nodeName") return std::string(pod.spec.nodeName.view());
    if (path == "spec.serviceAccountName") return std::string(pod.spec.serviceAccountName.view());
    if (path == "status.podIP" || path == "status.podIPs") return sources.pod_ip;
    if (path == "status.hostIP" || path == "status.hostIPs") return sources.host_ip;
    if (const auto key = detail::subscript(path, "metadata.labels"); !key.empty())
        return text_of(pod.metadata.labels.find(key));
    if (const auto key = detail::subscript(path, "metadata.annotations"); !key.empty())
        return text_of(pod.metadata.annotations.find(key));
    throw core::status_error(core::reason::bad_request,
                             "'" + std::string(path) + "' is not a field that a pod can refer to");
}

SLIPWAY_INLINE environment environment_of(const api::Pod& pod, const api::Container& container,
                                          const config_sources& sources) {
    return detail::environment_builder(pod, container, sources).build();
}

}  // namespace slipway::node
