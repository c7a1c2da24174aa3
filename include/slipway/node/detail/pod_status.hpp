// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/compiled.hpp>
#include <slipway/node/pod_status.hpp>

namespace slipway::node {

namespace detail {

using state = container_record::state;

inline api::ContainerStateTerminated terminated(const termination& t) {
    api::ContainerStateTerminated made;
    made.exitCode = t.exit_code;
    if (t.signal != 0) made.signal = t.signal;
    made.reason = t.reason;
    made.message = t.message;
    if (t.started != core::time_source::wall_time{}) made.startedAt = core::rfc3339(t.started);
    made.finishedAt = core::rfc3339(t.finished);
    made.containerID = t.container_id;
    return made;
}

inline api::ContainerStatus container_status(const api::Container& spec,
                                             const container_record* record) {
    api::ContainerStatus made;
    made.name = spec.name;
    made.image = spec.image;
    if (!record) {
        made.state.emplace().waiting.emplace().reason = "PodInitializing";
        made.ready = false;
        made.restartCount = 0;
        made.started = false;
        return made;
    }
    api::ContainerState& now = made.state.emplace();
    if (record->now == state::running) {
        now.running.emplace().startedAt = core::rfc3339(record->started_at);
    } else if (record->now == state::terminated && record->ended) {
        now.terminated = terminated(*record->ended);
    } else {
        now.waiting.emplace().reason = record->reason;
        now.waiting.emplace().message = record->message;
    }
    if (record->last) made.lastState.emplace().terminated = terminated(*record->last);
    made.ready = record->ready;
    made.started = record->started;
    made.restartCount = record->restarts;
    made.imageID = record->image_id;
    if (record->was_started()) made.containerID = "slipway://" + record->key;
    return made;
}

inline const container_record* find(const std::map<std::string, container_record>& records,
                                    std::string_view name) {
    const auto found = records.find(std::string(name));
    return found == records.end() ? nullptr : &found->second;
}

inline std::string names_of_unready(const api::Pod& pod, const pod_record& record) {
    std::string names;
    for (const api::Container& c : pod.spec.containers) {
        const container_record* r = find(record.containers, c.name);
        if (!r || !r->ready) names += (names.empty() ? "" : " ") + std::string(c.name.view());
    }
    return names;
}

/// Sets a condition; its transition time moves only when its truth changes.
inline void set_condition(api::PodStatus& status, std::string_view type, bool holds,
                          std::string_view reason, std::string_view message,
                          core::time_source::wall_time now) {
    const std::string_view value = holds ? "True" : "False";
    for (api::PodCondition& c : status.conditions)
        if (c.type == type) {
            if (!(c.status == value)) c.lastTransitionTime = core::rfc3339(now);
            c.status = value;
            c.reason = reason;
            c.message = message;
            return;
        }
    api::PodCondition made;
    made.type = type;
    made.status = value;
    made.reason = reason;
    made.message = message;
    made.lastTransitionTime = core::rfc3339(now);
    status.conditions.push_back(made);
}

inline void set_conditions(api::PodStatus& status, const api::Pod& pod, const pod_record& record,
                           core::time_source::wall_time now) {
    const bool over = status.phase == "Succeeded" || status.phase == "Failed";
    set_condition(status, "PodReadyToStartContainers", !record.sandbox.empty() && !over, "", "",
                  now);
    if (record.initialized)
        set_condition(status, "Initialized", true, over ? "PodCompleted" : "", "", now);
    else
        set_condition(status, "Initialized", false, "ContainersNotInitialized",
                      "containers have not been initialized", now);
    const std::string unready = names_of_unready(pod, record);
    const bool ready = unready.empty() && !over;
    const std::string_view reason = ready ? "" : over ? "PodCompleted" : "ContainersNotReady";
    const std::string message =
        ready || over ? "" : "containers with unready status: [" + unready + "]";
    set_condition(status, "Ready", ready, reason, message, now);
    set_condition(status, "ContainersReady", ready, reason, message, now);
}

}  // namespace detail

SLIPWAY_INLINE std::string_view phase_of(const api::Pod& pod, const pod_record& record) {
    using detail::state;
    if (!record.failed_reason.empty()) return "Failed";
    if (!record.initialized) {
        for (const auto& [name, r] : record.init_containers)
            if (r.now == state::terminated && r.ended->exit_code != 0 &&
                pod.spec.restartPolicy == "Never")
                return "Failed";
        return "Pending";
    }
    bool all_over = true, all_succeeded = true;
    for (const api::Container& c : pod.spec.containers) {
        const container_record* r = detail::find(record.containers, c.name);
        if (!r || !r->was_started()) return "Pending";
        if (r->now != state::terminated) all_over = false;
        else if (r->ended->exit_code != 0) all_succeeded = false;
    }
    if (!all_over || pod.spec.restartPolicy == "Always" || pod.spec.restartPolicy.empty())
        return record.killed ? (all_succeeded ? "Succeeded" : "Failed") : "Running";
    if (all_succeeded) return "Succeeded";
    return pod.spec.restartPolicy == "OnFailure" && !record.killed ? "Running" : "Failed";
}

SLIPWAY_INLINE std::string_view qos_class(const api::Pod& pod) {
    bool any = false, guaranteed = true;
    for (const api::Container& c : pod.spec.containers) {
        const auto& limits = c.resources->limits;
        const auto& requests = c.resources->requests;
        any = any || !limits.empty() || !requests.empty();
        for (std::string_view resource : {"cpu", "memory"}) {
            const core::text* limit = limits.find(resource);
            const core::text* request = requests.find(resource);
            if (!limit || (request && !(*request == *limit))) guaranteed = false;
        }
    }
    if (!any) return "BestEffort";
    return guaranteed ? "Guaranteed" : "Burstable";
}

SLIPWAY_INLINE api::PodStatus status_of(const api::Pod& pod, const pod_record& record,
                                        std::string_view host_ip,
                                        core::time_source::wall_time now) {
    api::PodStatus status = pod.status;
    status.phase = phase_of(pod, record);
    status.reason = record.failed_reason;
    status.message = record.failed_message;
    status.hostIP = host_ip;
    status.hostIPs = {};
    status.hostIPs.push_back({.ip = host_ip});
    status.podIP = record.ip;
    status.podIPs = {};
    if (!record.ip.empty()) status.podIPs.push_back({.ip = record.ip});
    status.startTime = core::rfc3339(record.start_time);
    status.qosClass = qos_class(pod);
    status.initContainerStatuses = {};
    for (const api::Container& c : pod.spec.initContainers) {
        api::ContainerStatus made =
            detail::container_status(c, detail::find(record.init_containers, c.name));
        made.ready = made.state->terminated.has_value() && made.state->terminated->exitCode == 0L;
        status.initContainerStatuses.push_back(made);
    }
    status.containerStatuses = {};
    for (const api::Container& c : pod.spec.containers)
        status.containerStatuses.push_back(
            detail::container_status(c, detail::find(record.containers, c.name)));
    detail::set_conditions(status, pod, record, now);
    return status;
}

}  // namespace slipway::node
