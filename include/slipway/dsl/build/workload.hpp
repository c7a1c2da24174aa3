// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/pods.hpp>

namespace slipway::dsl::build {

template <unsigned Missing>
class pod_builder : public pods_builder<pod_builder, Pod, Missing> {
public:
    using pods_builder<pod_builder, Pod, Missing>::pods_builder;

    constexpr pod_builder restartPolicy(const restart_policy& p) && { return this->edit().restartPolicy = p, this->said(); }
    /// Whatever else the API has; its containers may be in there.
    constexpr pod_builder<needs::nothing> spec(const api::PodSpec& s) && {
        return this->edit().spec = s, pod_builder<needs::nothing>(this->taken());
    }
};
constexpr pod_builder<needs::containers> pod(const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return pod_builder<needs::containers>(Pod{.name = called, .line = line, .file = file});
}
constexpr pod_builder<needs::nothing> pod(const Pod& begun) { return pod_builder<needs::nothing>(begun); }

/// `build::deployment("web").label("app", "web").replicas(3).runs(build::container("app").image("..."))`
template <unsigned Missing>
class deployment_builder : public selecting_builder<deployment_builder, Deployment, Missing> {
public:
    using selecting_builder<deployment_builder, Deployment, Missing>::selecting_builder;

    constexpr deployment_builder replicas(replica_count n) && { return this->edit().replicas = n, this->said(); }
    constexpr deployment_builder strategy(const RollingUpdate& how) && { return this->edit().strategy = how, this->said(); }
    /// Whatever else the API has; the containers may be in there.
    constexpr deployment_builder<needs::nothing> spec(const api::DeploymentSpec& s) && {
        return this->edit().spec = s, deployment_builder<needs::nothing>(this->taken());
    }
};
constexpr deployment_builder<needs::containers> deployment(const name& called,
                                                           int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return deployment_builder<needs::containers>(Deployment{.name = called, .line = line, .file = file});
}
constexpr deployment_builder<needs::nothing> deployment(const Deployment& begun) { return deployment_builder<needs::nothing>(begun); }

template <unsigned Missing>
class stateful_set_builder : public selecting_builder<stateful_set_builder, StatefulSet, Missing> {
public:
    using selecting_builder<stateful_set_builder, StatefulSet, Missing>::selecting_builder;

    constexpr stateful_set_builder replicas(replica_count n) && { return this->edit().replicas = n, this->said(); }
    constexpr stateful_set_builder serviceName(const reference_to<Service>& s) && { return this->edit().serviceName = s, this->said(); }
    constexpr stateful_set_builder podManagementPolicy(const pod_management_policy& p) && {
        return this->edit().podManagementPolicy = p, this->said();
    }
    constexpr stateful_set_builder updateStrategy(const set_update& how) && { return this->edit().updateStrategy = how, this->said(); }
    constexpr stateful_set_builder volumeClaimTemplate(const PersistentVolumeClaim& c) && {
        return this->edit().volumeClaimTemplates.push_back(c), this->said();
    }
    /// Whatever else the API has; the containers may be in there.
    constexpr stateful_set_builder<needs::nothing> spec(const api::StatefulSetSpec& s) && {
        return this->edit().spec = s, stateful_set_builder<needs::nothing>(this->taken());
    }
};
constexpr stateful_set_builder<needs::containers> stateful_set(const name& called,
                                                               int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return stateful_set_builder<needs::containers>(StatefulSet{.name = called, .line = line, .file = file});
}
constexpr stateful_set_builder<needs::nothing> stateful_set(const StatefulSet& begun) { return stateful_set_builder<needs::nothing>(begun); }

template <unsigned Missing>
class daemon_set_builder : public selecting_builder<daemon_set_builder, DaemonSet, Missing> {
public:
    using selecting_builder<daemon_set_builder, DaemonSet, Missing>::selecting_builder;

    constexpr daemon_set_builder updateStrategy(const set_update& how) && { return this->edit().updateStrategy = how, this->said(); }
    /// Whatever else the API has; the containers may be in there.
    constexpr daemon_set_builder<needs::nothing> spec(const api::DaemonSetSpec& s) && {
        return this->edit().spec = s, daemon_set_builder<needs::nothing>(this->taken());
    }
};
constexpr daemon_set_builder<needs::containers> daemon_set(const name& called,
                                                           int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return daemon_set_builder<needs::containers>(DaemonSet{.name = called, .line = line, .file = file});
}
constexpr daemon_set_builder<needs::nothing> daemon_set(const DaemonSet& begun) { return daemon_set_builder<needs::nothing>(begun); }

}  // namespace slipway::dsl::build
