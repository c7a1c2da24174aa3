// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/cli/detail/inside.hpp>

namespace slipway::cli::detail {

/// How far an object is, by what its controller says in its status.
struct readiness {
    bool ready = true;
    bool failed = false;  ///< and will not become ready by itself
    std::string count{};  ///< `2/3`; empty for kinds without parts
    std::string why{};    ///< in words, where it is not ready
};

inline readiness not_ready(std::string why, std::string count = {}) {
    return {false, false, std::move(count), std::move(why)};
}
inline readiness has_failed(std::string why, std::string count = {}) {
    return {false, true, std::move(count), std::move(why)};
}

inline std::string part_of(long have, long wanted) {
    return std::to_string(have) + '/' + std::to_string(wanted);
}
inline std::string pods_text(long n) { return std::to_string(n) + (n == 1 ? " pod" : " pods"); }

/// `2 of 3 pods are available`
inline std::string pods_of(long have, long wanted, const char* what) {
    return std::to_string(have) + " of " + std::to_string(wanted) + " pods are " + what;
}

inline std::string reason_and_message(const json::value& c) {
    const std::string reason = inside_text(c, {"reason"}), message = inside_text(c, {"message"});
    return reason.empty() || message.empty() ? reason + message : reason + ": " + message;
}

inline bool was_seen(const json::value& o) {
    return inside_number(o, {"status", "observedGeneration"}) >=
           inside_number(o, {"metadata", "generation"});
}

/// Rolled out when all wanted pods are of the newest template and available, and no others are left
/// (Kubernetes, "Complete Deployment").
inline readiness deployment_readiness(const json::value& d) {
    const long wanted = inside_number(d, {"spec", "replicas"}, 1),
               all = inside_number(d, {"status", "replicas"});
    const long updated = inside_number(d, {"status", "updatedReplicas"}),
               available = inside_number(d, {"status", "availableReplicas"});
    const std::string count = part_of(std::min(updated, available), wanted);
    if (!was_seen(d)) return not_ready("its controller has not seen it yet", count);
    if (has_condition(d, "ReplicaFailure"))
        return not_ready(
            "pods cannot be made: " + reason_and_message(*condition(d, "ReplicaFailure")), count);
    std::string late;
    if (const json::value* c = condition(d, "Progressing");
        c && inside_text(*c, {"reason"}) == "ProgressDeadlineExceeded")
        late = ", and it has made no progress within its deadline";
    if (updated < wanted)
        return not_ready(pods_of(updated, wanted, "of the newest template") + late, count);
    if (all > updated)
        return not_ready(pods_text(all - updated) + " of an older template still there" + late,
                         count);
    if (available < wanted) return not_ready(pods_of(available, wanted, "available") + late, count);
    return {true, false, count, {}};
}

inline readiness stateful_set_readiness(const json::value& s) {
    const long wanted = inside_number(s, {"spec", "replicas"}, 1),
               ready = inside_number(s, {"status", "readyReplicas"});
    const long updated = inside_number(s, {"status", "updatedReplicas"});
    const long kept = inside_number(s, {"spec", "updateStrategy", "rollingUpdate", "partition"});
    const std::string count = part_of(ready, wanted);
    if (!was_seen(s)) return not_ready("its controller has not seen it yet", count);
    if (ready < wanted) return not_ready(pods_of(ready, wanted, "ready"), count);
    if (inside_text(s, {"spec", "updateStrategy", "type"}) == "OnDelete")
        return {true, false, count, {}};
    // Those below the partition are left at the older template by intent.
    if (inside_text(s, {"status", "updateRevision"}) !=
            inside_text(s, {"status", "currentRevision"}) &&
        updated < wanted - kept)
        return not_ready(pods_of(updated, wanted - kept, "of the newest template"), count);
    return {true, false, count, {}};
}

inline readiness daemon_set_readiness(const json::value& d) {
    const long wanted = inside_number(d, {"status", "desiredNumberScheduled"}),
               available = inside_number(d, {"status", "numberAvailable"});
    const long updated = inside_number(d, {"status", "updatedNumberScheduled"});
    const std::string count = part_of(available, wanted);
    if (!was_seen(d)) return not_ready("its controller has not seen it yet", count);
    if (updated < wanted && inside_text(d, {"spec", "updateStrategy", "type"}) != "OnDelete")
        return not_ready(pods_of(updated, wanted, "of the newest template"), count);
    if (available < wanted) return not_ready(pods_of(available, wanted, "available"), count);
    return {true, false, count, {}};
}

inline readiness replicas_readiness(const json::value& r) {
    const long wanted = inside_number(r, {"spec", "replicas"}, 1),
               ready = inside_number(r, {"status", "readyReplicas"});
    if (!was_seen(r))
        return not_ready("its controller has not seen it yet", part_of(ready, wanted));
    if (ready < wanted) return not_ready(pods_of(ready, wanted, "ready"), part_of(ready, wanted));
    return {true, false, part_of(ready, wanted), {}};
}

inline readiness job_readiness(const json::value& j) {
    const long wanted = inside_number(j, {"spec", "completions"}, 1),
               done = inside_number(j, {"status", "succeeded"});
    const std::string count = part_of(done, wanted);
    if (has_condition(j, "Complete")) return {true, false, count, {}};
    if (has_condition(j, "Failed"))
        return has_failed("it has failed: " + reason_and_message(*condition(j, "Failed")), count);
    if (inside_flag(j, {"spec", "suspend"})) return {true, false, count, {}};  // it waits by intent
    return not_ready(
        std::to_string(done) + " of " + std::to_string(wanted) + " pods have succeeded", count);
}

inline readiness pod_readiness(const json::value& p) {
    const std::string phase = inside_text(p, {"status", "phase"});
    long ready = 0;
    const long all = static_cast<long>(inside_list(p, {"spec", "containers"}).size());
    for (const json::value& c : inside_list(p, {"status", "containerStatuses"}))
        ready += inside_flag(c, {"ready"});
    if (phase == "Succeeded") return {true, false, part_of(all, all), {}};
    const std::string count = part_of(ready, all);
    const std::string message = inside_text(p, {"status", "message"});
    if (phase == "Failed")
        return has_failed(message.empty() ? "it has failed" : "it has failed: " + message, count);
    if (has_condition(p, "Ready")) return {true, false, count, {}};
    return not_ready(phase == "Running" ? "its containers are not ready" : "it has not started",
                     count);
}

inline readiness crd_readiness(const json::value& c) {
    if (has_condition(c, "Established")) return {};
    if (const json::value* names = condition(c, "NamesAccepted");
        names && inside_text(*names, {"status"}) == "False")
        return has_failed("its names are not accepted: " + reason_and_message(*names));
    return not_ready("it is not established");
}

/// Of kinds without a rule of their own: what they say themselves, as most controllers do.
inline readiness other_readiness(const json::value& o) {
    if (inside(o, {"status", "observedGeneration"}) && !was_seen(o))
        return not_ready("its controller has not seen it yet");
    if (const json::value* c = condition(o, "Ready"); c && inside_text(*c, {"status"}) != "True")
        return not_ready(reason_and_message(*c).empty() ? "it is not ready"
                                                        : reason_and_message(*c));
    return {};
}

/// `group` and `kind` are those of the object.
inline readiness readiness_of(std::string_view group, std::string_view kind, const json::value& o) {
    if (!inside_text(o, {"metadata", "deletionTimestamp"}).empty())
        return not_ready("it is being removed");
    if (group == "apps" && kind == "Deployment") return deployment_readiness(o);
    if (group == "apps" && kind == "StatefulSet") return stateful_set_readiness(o);
    if (group == "apps" && kind == "DaemonSet") return daemon_set_readiness(o);
    if (kind == "ReplicaSet" || kind == "ReplicationController") return replicas_readiness(o);
    if (group == "batch" && kind == "Job") return job_readiness(o);
    if (group.empty() && kind == "Pod") return pod_readiness(o);
    if (kind == "CustomResourceDefinition") return crd_readiness(o);
    if (group.empty() && kind == "Service") {
        const bool waits = inside_text(o, {"spec", "type"}) == "LoadBalancer" &&
                           inside_list(o, {"status", "loadBalancer", "ingress"}).empty();
        return waits ? not_ready("it waits for an address") : readiness{};
    }
    if (group == "apiregistration.k8s.io" && kind == "APIService") {
        const json::value* c = condition(o, "Available");
        return c && inside_text(*c, {"status"}) == "True"
                   ? readiness{}
                   : not_ready(c ? reason_and_message(*c) : "it is not available");
    }
    // Those of Kubernetes have no condition of that name; a claim that waits for its first pod is
    // as it should be.
    return group.find('.') == group.npos || group.ends_with(".k8s.io") ? readiness{}
                                                                       : other_readiness(o);
}

}  // namespace slipway::cli::detail
