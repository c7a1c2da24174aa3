// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/pods.hpp>

namespace slipway::dsl::build {

template <unsigned Missing>
class [[nodiscard]] pod_builder : public pods_words<pod_builder, Pod, Missing>,
                                  public builder<pod_builder, Pod, Missing> {
public:
    using builder<pod_builder, Pod, Missing>::builder;

    constexpr pod_builder restartPolicy(const restart_policy& p) && {
        return this->edit().restartPolicy = p, this->said();
    }
    /// Whatever else the API has; its containers may be in there.
    constexpr pod_builder<needs::nothing> spec(const api::PodSpec& s) && {
        return this->edit().spec = s, pod_builder<needs::nothing>(this->taken());
    }
};
constexpr pod_builder<needs::containers> pod(const name& called, int line = __builtin_LINE(),
                                             const char* file = __builtin_FILE()) {
    return begin_at<pod_builder<needs::containers>>(called, line, file);
}
constexpr pod_builder<needs::nothing> pod(const Pod& begun) {
    return pod_builder<needs::nothing>(begun);
}

/// `build::deployment("web").label("app",
/// "web").replicas(3).runs(build::container("app").image("..."))`
template <unsigned Missing>
class [[nodiscard]] deployment_builder
    : public selecting_words<deployment_builder, Deployment, Missing>,
      public builder<deployment_builder, Deployment, Missing> {
public:
    using builder<deployment_builder, Deployment, Missing>::builder;

    constexpr deployment_builder replicas(replica_count n) && {
        return this->edit().replicas = n, this->said();
    }
    constexpr deployment_builder strategy(const RollingUpdate& how) && {
        return this->edit().strategy = how, this->said();
    }
    /// Whatever else the API has; the containers may be in there.
    constexpr deployment_builder<needs::nothing> spec(const api::DeploymentSpec& s) && {
        return this->edit().spec = s, deployment_builder<needs::nothing>(this->taken());
    }
};
constexpr deployment_builder<needs::containers> deployment(const name& called,
                                                           int line = __builtin_LINE(),
                                                           const char* file = __builtin_FILE()) {
    return begin_at<deployment_builder<needs::containers>>(called, line, file);
}
constexpr deployment_builder<needs::nothing> deployment(const Deployment& begun) {
    return deployment_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] stateful_set_builder
    : public selecting_words<stateful_set_builder, StatefulSet, Missing>,
      public builder<stateful_set_builder, StatefulSet, Missing> {
public:
    using builder<stateful_set_builder, StatefulSet, Missing>::builder;

    constexpr stateful_set_builder replicas(replica_count n) && {
        return this->edit().replicas = n, this->said();
    }
    constexpr stateful_set_builder serviceName(const reference_to<Service>& s) && {
        return this->edit().serviceName = s, this->said();
    }
    constexpr stateful_set_builder podManagementPolicy(const pod_management_policy& p) && {
        return this->edit().podManagementPolicy = p, this->said();
    }
    constexpr stateful_set_builder updateStrategy(const set_update& how) && {
        return this->edit().updateStrategy = how, this->said();
    }
    constexpr stateful_set_builder volumeClaimTemplate(const PersistentVolumeClaim& c) && {
        return this->edit().volumeClaimTemplates.push_back(c), this->said();
    }
    /// Whatever else the API has; the containers may be in there.
    constexpr stateful_set_builder<needs::nothing> spec(const api::StatefulSetSpec& s) && {
        return this->edit().spec = s, stateful_set_builder<needs::nothing>(this->taken());
    }
};
constexpr stateful_set_builder<needs::containers> stateful_set(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<stateful_set_builder<needs::containers>>(called, line, file);
}
constexpr stateful_set_builder<needs::nothing> stateful_set(const StatefulSet& begun) {
    return stateful_set_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] daemon_set_builder
    : public selecting_words<daemon_set_builder, DaemonSet, Missing>,
      public builder<daemon_set_builder, DaemonSet, Missing> {
public:
    using builder<daemon_set_builder, DaemonSet, Missing>::builder;

    constexpr daemon_set_builder updateStrategy(const set_update& how) && {
        return this->edit().updateStrategy = how, this->said();
    }
    /// Whatever else the API has; the containers may be in there.
    constexpr daemon_set_builder<needs::nothing> spec(const api::DaemonSetSpec& s) && {
        return this->edit().spec = s, daemon_set_builder<needs::nothing>(this->taken());
    }
};
constexpr daemon_set_builder<needs::containers> daemon_set(const name& called,
                                                           int line = __builtin_LINE(),
                                                           const char* file = __builtin_FILE()) {
    return begin_at<daemon_set_builder<needs::containers>>(called, line, file);
}
constexpr daemon_set_builder<needs::nothing> daemon_set(const DaemonSet& begun) {
    return daemon_set_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
