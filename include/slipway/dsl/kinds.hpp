// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/core/list.hpp>
#include <slipway/dsl/literals.hpp>

/// The kinds as people write them. Members stand in the order of YAML files, which designated initializers need.
/// `line` is where the object stands; it is not written by hand.
namespace slipway::dsl {

struct label {
    label_key key{};
    label_value value{};
};
using labels = core::list<label>;

struct Namespace {
    short_name name{};
    dsl::labels labels{};
    int line = __builtin_LINE();
};

struct datum {
    config_key key{};
    text value{};
};

struct ConfigMap {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    core::list<datum> data{};
    int line = __builtin_LINE();
};

/// Values are written in the clear here, and as base64 into the API's object.
struct Secret {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    core::list<datum> data{};
    int line = __builtin_LINE();
};

/// A key of a ConfigMap or Secret, or a field of the pod.
struct reference {
    enum class to : unsigned char { nothing, config_map, secret, field };
    to what = to::nothing;
    text object{};
    text key{};
};

/// The value under `key`, read when the container starts.
constexpr reference from(const ConfigMap& config, config_key key) { return {reference::to::config_map, config.name, key}; }
constexpr reference from(const Secret& secret, config_key key) { return {reference::to::secret, secret.name, key}; }
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
};

struct env_variable {
    env_name name{};
    env_value value{};
};

struct container_port {
    port_name name{};
    port_number number{};
};

struct amounts {
    quantity cpu{};
    dsl::memory memory{};
};

struct Resources {
    amounts requests{};
    amounts limits{};
};

struct Probe {
    enum class by : unsigned char { nothing, http, tcp, command };
    by how = by::nothing;
    text path{};
    core::int_or_string port{};
    core::list<text> command{};
    long initialDelaySeconds = 0;
    long periodSeconds = 10;
    long failureThreshold = 3;
};

/// `port` is a name that the container exposes, or a number.
constexpr Probe httpGet(text path, core::int_or_string port, long period_seconds = 10) {
    Probe made;
    made.how = Probe::by::http;
    made.path = path;
    made.port = port;
    made.periodSeconds = period_seconds;
    return made;
}
constexpr Probe tcpSocket(core::int_or_string port, long period_seconds = 10) {
    Probe made;
    made.how = Probe::by::tcp;
    made.port = port;
    made.periodSeconds = period_seconds;
    return made;
}
constexpr Probe exec(core::list<text> command, long period_seconds = 10) {
    Probe made;
    made.how = Probe::by::command;
    made.command = command;
    made.periodSeconds = period_seconds;
    return made;
}

struct mount {
    short_name volume{};
    absolute_path path{};
    bool readOnly = false;
};

struct Container {
    short_name name{};
    dsl::image image{};
    core::list<text> command{};
    core::list<text> args{};
    core::list<container_port> ports{};
    core::list<env_variable> env{};
    Resources resources{};
    core::list<mount> volumeMounts{};
    Probe startupProbe{};
    Probe readinessProbe{};
    Probe livenessProbe{};
    api::Container spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
};

struct emptyDir {};
struct hostPath {
    absolute_path path{};
};

struct volume {
    enum class of : unsigned char { empty, config_map, secret, host };
    short_name name{};
    of what = of::empty;
    text source{};

    constexpr volume() = default;
    constexpr volume(short_name n, const ConfigMap& c) : name(n), what(of::config_map), source(c.name) {}
    constexpr volume(short_name n, const Secret& s) : name(n), what(of::secret), source(s.name) {}
    constexpr volume(short_name n, emptyDir) : name(n) {}
    constexpr volume(short_name n, hostPath h) : name(n), what(of::host), source(h.path) {}
};

struct Pod {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    restart_policy restartPolicy{};
    api::PodSpec spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
};

struct RollingUpdate {
    core::int_or_string maxSurge{};
    core::int_or_string maxUnavailable{};
};

struct Deployment {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};    ///< of the Deployment and of its pods
    dsl::labels selector{};  ///< where it is not all of `labels`
    replica_count replicas{};
    RollingUpdate strategy{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    api::DeploymentSpec spec{};  ///< whatever else the API has
    api::PodSpec pod{};          ///< and of its pods
    int line = __builtin_LINE();
};

enum ServiceType : unsigned char { ClusterIP, NodePort, LoadBalancer, Headless };

struct service_port {
    port_number port{};
    core::int_or_string target{};  ///< a name that the pods expose, or a number; `port` where it is left out
    dsl::port_name name{};
    dsl::node_port nodePort{};
};

struct Service {
    service_name name{};
    short_name namespace_{};
    dsl::labels labels{};
    ServiceType type = ClusterIP;
    dsl::labels selector{};
    core::list<service_port> ports{};
    int line = __builtin_LINE();
};

struct Exposure {
    service_name name{};  ///< the workload's where it is left out
    ServiceType type = ClusterIP;
    core::list<service_port> ports{};
    int line = __builtin_LINE();
};

/// The Service in front of a workload's pods: what it selects cannot be misspelled.
template <class Workload>
constexpr Service expose(const Workload& workload, const Exposure& e) {
    if (workload.labels.empty()) error::what_is_exposed_needs_labels_to_be_selected_by(workload.name);
    Service made;
    // Not by `?:`: what it copies is destroyed twice by GCC 12.
    if (e.name.empty()) made.name = workload.name;
    else made.name = e.name;
    made.namespace_ = workload.namespace_;
    made.labels = workload.labels;
    made.type = e.type;
    made.selector = workload.labels;
    made.ports = e.ports;
    made.line = e.line;
    return made;
}

struct Capacity {
    quantity cpu = "1";
    dsl::memory memory = "1Gi";
    long pods = 110;
};

/// Nodes of a kind, of which the autoscaler adds some while pods wait for room.
struct NodePool {
    dsl::name name{};
    Capacity capacity{};
    long min = 1;
    long max = 1;
    dsl::labels labels{};
    int line = __builtin_LINE();
};

/// What an image is made of when the cluster runs on this machine.
struct ImageSource {
    enum class from : unsigned char { program, this_program, busybox, directory };
    from kind = from::this_program;
    text path{};  ///< of a program or directory; relative to the directory of the definition's program
};
/// The image holds this program, a file beside the definition's own: it, and the libraries that it needs.
constexpr ImageSource program(text path) { return {ImageSource::from::program, path}; }
/// The image holds the definition's program itself.
constexpr ImageSource thisProgram() { return {ImageSource::from::this_program, {}}; }
/// The image holds this machine's static busybox.
constexpr ImageSource busybox() { return {ImageSource::from::busybox, {}}; }
/// The image holds what is below a directory.
constexpr ImageSource directory(text path) { return {ImageSource::from::directory, path}; }

/// An image that `up` makes, so that a cluster can be tried without a registry.
struct Image {
    image name{};
    ImageSource from{};
};

}  // namespace slipway::dsl
