// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/controller/context.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/controllers/detail/replica_sets.hpp>

namespace slipway::controllers::detail {

/// The counts of a Deployment's status, from its sets. `fresh` may be null.
inline api::Deployment counted(api::Deployment d, const std::vector<set_pointer>& all,
                               const set_pointer& fresh) {
    long replicas = 0, ready = 0;
    for (const set_pointer& s : all) {
        replicas += s->status.replicas;
        ready += s->status.readyReplicas;
    }
    const long available = available_of(all);
    const long wanted = std::max(d.spec.replicas.value_or(1), replicas_of(all));
    d.status.observedGeneration = d.metadata.generation;
    d.status.replicas = replicas;
    d.status.updatedReplicas = fresh ? static_cast<long>(fresh->status.replicas) : 0L;
    d.status.readyReplicas = ready;
    d.status.availableReplicas = available;
    d.status.unavailableReplicas = std::max(0L, wanted - available);
    return d;
}

inline bool complete(const api::Deployment& d) {
    const long wanted = d.spec.replicas.value_or(1);
    return d.status.updatedReplicas == wanted && d.status.replicas == wanted &&
           d.status.availableReplicas == wanted;
}

inline void set_available(api::Deployment& d, const std::string& now) {
    const bool enough =
        d.status.availableReplicas >= d.spec.replicas.value_or(1) - bounds(d).unavailable;
    set_condition(d.status.conditions, "Available", enough ? "True" : "False",
                  enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                  enough ? "Deployment has minimum availability."
                         : "Deployment does not have minimum availability.",
                  now);
}

/// Sets `Progressing` and, with each step forward, its `lastUpdateTime`. Gives how long is left
/// until the deadline, where that is waited for.
inline std::optional<std::chrono::nanoseconds> set_progress(api::Deployment& d,
                                                            const api::Deployment& before,
                                                            const set_pointer& fresh, bool made,
                                                            core::time_source::wall_time wall) {
    const std::string now = core::rfc3339(wall);
    const auto* old = condition(before.status.conditions, "Progressing");
    const std::string name = fresh ? std::string(fresh->metadata.name.view()) : std::string();
    const bool moved = made || d.status.updatedReplicas > before.status.updatedReplicas ||
                       d.status.readyReplicas > before.status.readyReplicas ||
                       d.status.availableReplicas > before.status.availableReplicas ||
                       d.status.replicas - d.status.updatedReplicas <
                           before.status.replicas - before.status.updatedReplicas;
    auto write = [&](std::string_view status, std::string_view reason, const std::string& text) {
        const core::text updated =
            old && !moved && old->reason.view() == reason ? old->lastUpdateTime : core::text(now);
        set_condition(d.status.conditions, "Progressing", status, reason, text, now);
        for (auto& c : d.status.conditions)
            if (c.type == "Progressing") c.lastUpdateTime = updated;
    };
    if (fresh && complete(d)) {
        write("True", "NewReplicaSetAvailable",
              "ReplicaSet \"" + name + "\" has successfully progressed.");
        return std::nullopt;
    }
    if (d.spec.paused) {
        write("Unknown", "DeploymentPaused", "Deployment is paused");
        return std::nullopt;
    }
    if (made) {
        write("True", "NewReplicaSetCreated", "Created new replica set \"" + name + "\"");
    } else if (moved || !old || old->reason == "NewReplicaSetAvailable" ||
               old->reason == "DeploymentPaused") {
        write("True", "ReplicaSetUpdated", "ReplicaSet \"" + name + "\" is progressing.");
    } else {
        const auto deadline = instant(old->lastUpdateTime) +
                              std::chrono::seconds(d.spec.progressDeadlineSeconds.value_or(600));
        if (old->reason == "ProgressDeadlineExceeded") return std::nullopt;
        if (wall < deadline) return deadline - wall;
        write("False", "ProgressDeadlineExceeded",
              "ReplicaSet \"" + name + "\" has timed out progressing.");
        return std::nullopt;
    }
    return std::chrono::seconds(d.spec.progressDeadlineSeconds.value_or(600));
}

}  // namespace slipway::controllers::detail
