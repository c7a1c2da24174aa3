// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_references.hpp>

namespace slipway::dsl::detail {

/// Whether Kubernetes itself sets the variable for a Service of the namespace: `WEB_SERVICE_HOST`,
/// `WEB_PORT_80_TCP`.
constexpr bool is_of_service(std::string_view variable, std::string_view service) {
    if (variable.size() <= service.size()) return false;
    for (std::size_t i = 0; i < service.size(); ++i) {
        const char c = service[i];
        if (variable[i] != (c == '-'            ? '_'
                            : core::is_lower(c) ? static_cast<char>(c - 'a' + 'A')
                                                : c))
            return false;
    }
    variable.remove_prefix(service.size());
    return variable.starts_with("_SERVICE_") || variable.starts_with("_PORT");
}
constexpr bool is_of_a_service(const examined& e, std::string_view variable) {
    if (is_of_service(variable, "kubernetes")) return true;
    for (const core::list<object>* objects : {&e.cluster.resources, &e.cluster.elsewhere})
        for (const object& o : *objects)
            if (o.is<api::Service>() && space_of(e.cluster, o) == e.space() &&
                is_of_service(variable, o.name()))
                return true;
    return false;
}

/// Whether a variable is set before the one at `before`. Those that all keys of a ConfigMap become
/// are looked up there; what stands elsewhere, and what may be missing, may hold any.
constexpr bool is_defined(const examined& e, const api::Container& c, std::size_t before,
                          std::string_view name) {
    for (std::size_t i = 0; i < before; ++i)
        if (c.env[i].name == name) return true;
    for (const api::EnvFromSource& all : c.envFrom) {
        const object* target = nullptr;
        if (all.configMapRef.has_value())
            target = e.names.find<api::ConfigMap>(e.space(), all.configMapRef->name);
        if (all.secretRef.has_value())
            target = e.names.find<api::Secret>(e.space(), all.secretRef->name);
        if (!target) return true;
        if (!name.starts_with(all.prefix.view())) continue;
        const std::string_view key = name.substr(all.prefix.size());
        if (const auto* config = target->as<api::ConfigMap>(); config && config->data.contains(key))
            return true;
        if (const auto* secret = target->as<api::Secret>();
            secret && (secret->data.contains(key) || secret->stringData.contains(key)))
            return true;
    }
    return is_of_a_service(e, name);
}

/// `$(NAME)` stands for a variable that is set before, `$$` for one dollar; anything else stays as
/// it is (API reference, EnvVar).
template <class Use>
constexpr void each_use(std::string_view value, Use use) {
    for (std::size_t at = value.find('$'); at != value.npos && at + 1 < value.size();
         at = value.find('$', at)) {
        if (value[at + 1] != '(') {
            at += 2;
            continue;
        }
        const std::size_t end = value.find(')', at);
        if (end == value.npos) return;
        use(value.substr(at + 2, end - at - 2));
        at = end;
    }
}

/// Whether `$(name)` is meant as a variable: in words for a shell, `$(date)` is a command of its
/// own.
constexpr bool is_variable(std::string_view name, bool for_shell) {
    if (name.empty() || core::is_digit(name.front())) return false;
    for (char c : name)
        if (!core::is_upper(c) && !core::is_digit(c) && c != '_' &&
            !(core::is_lower(c) && !for_shell))
            return false;
    return true;
}

constexpr void check_uses(const examined& e, const api::Container& c, std::size_t before,
                          std::string_view value, const site& where, bool for_shell = false) {
    each_use(value, [&](std::string_view name) {
        if (!is_variable(name, for_shell) || is_defined(e, c, before, name)) return;
        nearest hint(name);
        for (std::size_t i = 0; i < before; ++i) hint.offer(c.env[i].name);
        e.report(rule::variable_not_defined, where, words("$(").add(name).add(")"), hint.hint());
    });
}

constexpr void check_environment(const examined& e, const api::Container& c, const site& where) {
    for (const api::EnvFromSource& all : c.envFrom) {
        if (all.configMapRef.has_value() && !all.configMapRef->optional)
            need_config(e, all.configMapRef->name, where);
        if (all.secretRef.has_value() && !all.secretRef->optional)
            need_secret(e, all.secretRef->name, where);
    }
    for (std::size_t i = 0; i < c.env.size(); ++i) {
        const api::EnvVar& v = c.env[i];
        if (v.valueFrom.has_value()) check_value_source(e, *v.valueFrom, where);
        else check_uses(e, c, i, v.value, where);
    }
    for (const text& word : c.command) check_uses(e, c, c.env.size(), word, where, true);
    for (const text& word : c.args) check_uses(e, c, c.env.size(), word, where, true);
    each_duplicate(
        c.env, [](const api::EnvVar& v) { return v.name.view(); },
        [&](const api::EnvVar& v) { e.report(rule::duplicate_variable, where, v.name.view()); });
}

}  // namespace slipway::dsl::detail
