// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/int_or_string.hpp>
#include <slipway/dsl/config.hpp>

namespace slipway::dsl {

/// A key of a ConfigMap or Secret, or a field of the pod.
struct reference {
    enum class to : unsigned char { nothing, config_map, secret, field };
    to what = to::nothing;
    text object{};
    text key{};
};

/// The value under `key`, read when the container starts.
constexpr reference from(const ConfigMap& config, config_key key) {
    return {reference::to::config_map, config.name, key};
}
constexpr reference from(const Secret& secret, config_key key) {
    return {reference::to::secret, secret.name, key};
}
/// A field of the pod itself, such as `metadata.name` or `status.podIP`.
constexpr reference field(pod_field path) { return {reference::to::field, {}, path}; }

struct env_value {
    text plain{};
    reference ref{};

    constexpr env_value() = default;
    template <std::size_t N>
    constexpr env_value(const char (&literal)[N]) : plain(literal) {}
    constexpr env_value(text computed) : plain(computed) {}
    constexpr env_value(reference r) : ref(r) {}
    /// For its sentence: the compiler would only say that it cannot convert the container.
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr env_value(Number) {
        static_assert(
            std::is_void_v<Number>,
            "the value of an environment variable is text: write it in quotation marks, such as \"8080\" or \"true\"");
    }
    template <class Keys>
        requires(std::is_same_v<Keys, ConfigMap> || std::is_same_v<Keys, Secret>)
    constexpr env_value(const Keys&) {
        static_assert(
            std::is_void_v<Keys>,
            "a variable has the value of one key of a ConfigMap or Secret: write from(settings, \"KEY\"), or .envFrom for all of them");
    }
};

struct env_variable {
    env_name name{};
    env_value value{};
};

/// All keys of a ConfigMap or Secret, each as a variable of its name with `prefix` before.
struct env_source {
    text object{};
    bool secret = false;
    text prefix{};

    constexpr env_source() = default;
    constexpr env_source(const ConfigMap& all, const text& before = {})
        : object(all.name), prefix(before) {}
    constexpr env_source(const Secret& all, const text& before = {})
        : object(all.name), secret(true), prefix(before) {}
};

struct container_port {
    port_name name{};
    port_number number{};
    dsl::protocol protocol{};  ///< TCP where it is left out
    port_number hostPort{};
};

struct amounts {
    quantity cpu{};
    dsl::memory memory{};
    dsl::memory ephemeralStorage{};
};

struct Resources {
    amounts requests{};
    amounts limits{};
};

/// How often a probe is made, in seconds and times.
struct timing {
    long initialDelaySeconds = 0;
    long timeoutSeconds = 1;
    long periodSeconds = 10;
    long successThreshold = 1;
    long failureThreshold = 3;
};

struct Probe : timing {
    enum class by : unsigned char { nothing, http, tcp, command };
    by how = by::nothing;
    text path{};
    core::int_or_string port{};
    core::list<text> command{};
};

/// `port` is a name that the container exposes, or a number.
constexpr Probe httpGet(const text& path, const core::int_or_string& port, const timing& when) {
    return {when, Probe::by::http, path, port, {}};
}
constexpr Probe httpGet(const text& path, const core::int_or_string& port,
                        long period_seconds = 10) {
    return httpGet(path, port, {.periodSeconds = period_seconds});
}
constexpr Probe tcpSocket(const core::int_or_string& port, const timing& when) {
    return {when, Probe::by::tcp, {}, port, {}};
}
constexpr Probe tcpSocket(const core::int_or_string& port, long period_seconds = 10) {
    return tcpSocket(port, {.periodSeconds = period_seconds});
}
constexpr Probe exec(const core::list<text>& command, const timing& when) {
    return {when, Probe::by::command, {}, {}, command};
}
constexpr Probe exec(const core::list<text>& command, long period_seconds = 10) {
    return exec(command, {.periodSeconds = period_seconds});
}

struct mount {
    short_name volume{};
    absolute_path path{};
    bool readOnly = false;
    text subPath{};
};

/// What a container may do; what is left out is as its image and its Pod say.
struct SecurityContext {
    core::optional<bool> allowPrivilegeEscalation{};
    core::optional<bool> privileged{};
    core::optional<bool> readOnlyRootFilesystem{};
    core::optional<bool> runAsNonRoot{};
    user_id runAsUser{};

    constexpr bool empty() const {
        return !allowPrivilegeEscalation.has_value() && !privileged.has_value() &&
               !readOnlyRootFilesystem.has_value() && !runAsNonRoot.has_value() && runAsUser < 0;
    }
};

struct Container {
    short_name name{};
    dsl::image image{};
    pull_policy imagePullPolicy{};
    core::list<text> command{};
    core::list<text> args{};
    absolute_path workingDir{};
    core::list<container_port> ports{};
    core::list<env_variable> env{};
    core::list<env_source> envFrom{};
    Resources resources{};
    core::list<mount> volumeMounts{};
    Probe startupProbe{};
    Probe readinessProbe{};
    Probe livenessProbe{};
    restart_policy restartPolicy{};  ///< `Always` makes an init container a sidecar
    SecurityContext securityContext{};
    core::optional<api::Container> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
};

template <std::same_as<env_variable> Short>
constexpr void lower(const Short& from, api::EnvVar& made) {
    made.name = from.name;
    made.value = from.value.plain;
    const reference& ref = from.value.ref;
    if (ref.what == reference::to::config_map) {
        api::ConfigMapKeySelector& key = made.valueFrom.emplace().configMapKeyRef.emplace();
        key.name = ref.object;
        key.key = ref.key;
    } else if (ref.what == reference::to::secret) {
        api::SecretKeySelector& key = made.valueFrom.emplace().secretKeyRef.emplace();
        key.name = ref.object;
        key.key = ref.key;
    } else if (ref.what == reference::to::field) {
        made.valueFrom.emplace().fieldRef.emplace().fieldPath = ref.key;
    }
}

template <std::same_as<env_source> Short>
constexpr void lower(const Short& from, api::EnvFromSource& made) {
    made.prefix = from.prefix;
    if (from.secret) made.secretRef.emplace().name = from.object;
    else made.configMapRef.emplace().name = from.object;
}

namespace detail {

/// Like `to[key] = value`, without a copy of the key's characters.
constexpr void put(core::map<text>& to, const text& key, const text& value) {
    for (core::entry<text>& e : to)
        if (e.key == key) return void(e.value = value);
    core::entry<text>& added = to.append();
    added.key = key;
    added.value = value;
}

constexpr bool any(const amounts& a) {
    return !a.cpu.empty() || !a.memory.empty() || !a.ephemeralStorage.empty();
}

}  // namespace detail

template <std::same_as<amounts> Short>
constexpr void lower(const Short& from, core::map<text>& to) {
    if (to.empty()) to.reserve(2);
    if (!from.cpu.empty()) detail::put(to, "cpu", from.cpu);
    if (!from.memory.empty()) detail::put(to, "memory", from.memory);
    if (!from.ephemeralStorage.empty()) detail::put(to, "ephemeral-storage", from.ephemeralStorage);
}

template <std::same_as<Probe> Short>
constexpr void lower(const Short& from, core::optional<api::Probe>& to) {
    if (from.how == Probe::by::nothing) return;
    api::Probe& made = to.emplace();
    if (from.how == Probe::by::http) {
        api::HTTPGetAction& get = made.httpGet.emplace();
        get.path = from.path;
        get.port = from.port;
    } else if (from.how == Probe::by::tcp) {
        made.tcpSocket.emplace().port = from.port;
    } else {
        made.exec.emplace().command = from.command;
    }
    if (from.initialDelaySeconds) made.initialDelaySeconds = from.initialDelaySeconds;
    if (from.timeoutSeconds != 1) made.timeoutSeconds = from.timeoutSeconds;
    if (from.periodSeconds != 10) made.periodSeconds = from.periodSeconds;
    if (from.successThreshold != 1) made.successThreshold = from.successThreshold;
    if (from.failureThreshold != 3) made.failureThreshold = from.failureThreshold;
}

template <std::same_as<SecurityContext> Short>
constexpr void lower(const Short& from, core::optional<api::SecurityContext>& to) {
    if (from.empty()) return;
    api::SecurityContext& made = to.emplace();
    if (from.allowPrivilegeEscalation.has_value())
        made.allowPrivilegeEscalation = from.allowPrivilegeEscalation;
    if (from.privileged.has_value()) made.privileged = from.privileged;
    if (from.readOnlyRootFilesystem.has_value())
        made.readOnlyRootFilesystem = from.readOnlyRootFilesystem;
    if (from.runAsNonRoot.has_value()) made.runAsNonRoot = from.runAsNonRoot;
    if (from.runAsUser >= 0) made.runAsUser = static_cast<long>(from.runAsUser);
}

template <std::same_as<container_port> Short>
constexpr void lower(const Short& from, api::ContainerPort& made) {
    made.name = from.name;
    made.containerPort = static_cast<long>(from.number);
    made.protocol = from.protocol;
    if (from.hostPort) made.hostPort = static_cast<long>(from.hostPort);
}

template <std::same_as<mount> Short>
constexpr void lower(const Short& from, api::VolumeMount& made) {
    made.name = from.volume;
    made.mountPath = from.path;
    made.subPath = from.subPath;
    if (from.readOnly) made.readOnly = true;
}

template <std::same_as<Container> Short>
constexpr void lower(const Short& from, api::Container& made) {
    if (from.spec.has_value()) made = *from.spec;
    if (!from.name.empty()) made.name = from.name;
    if (!from.image.empty()) made.image = from.image;
    if (!from.imagePullPolicy.empty()) made.imagePullPolicy = from.imagePullPolicy;
    if (!from.command.empty()) made.command = from.command;
    if (!from.args.empty()) made.args = from.args;
    if (!from.workingDir.empty()) made.workingDir = from.workingDir;
    detail::lower_each(from.ports, made.ports);
    detail::lower_each(from.env, made.env);
    detail::lower_each(from.envFrom, made.envFrom);
    const Resources& r = from.resources;
    if (detail::any(r.requests)) lower(r.requests, made.resources.emplace().requests);
    if (detail::any(r.limits)) lower(r.limits, made.resources.emplace().limits);
    detail::lower_each(from.volumeMounts, made.volumeMounts);
    lower(from.startupProbe, made.startupProbe);
    lower(from.readinessProbe, made.readinessProbe);
    lower(from.livenessProbe, made.livenessProbe);
    if (!from.restartPolicy.empty()) made.restartPolicy = from.restartPolicy;
    lower(from.securityContext, made.securityContext);
}

constexpr bool all_checked(const core::list<Container>& containers) {
    for (const Container& c : containers)
        if (c.spec.has_value()) return false;
    return true;
}

}  // namespace slipway::dsl
