// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/pod_spec.hpp>

namespace slipway::apiserver::kinds {

/// How well the pod is kept when its node runs short (Kubernetes, "Pod Quality of Service
/// Classes").
inline const char* qos_class(const json::value& spec) {
    bool any = false, guaranteed = true;
    auto look = [&](const json::value& container, const std::string&) {
        for (const char* resource : {"cpu", "memory"}) {
            const std::string limit =
                text_at(container, std::string("resources.limits.") + resource);
            const std::string request =
                text_at(container, std::string("resources.requests.") + resource);
            any = any || !limit.empty() || !request.empty();
            guaranteed = guaranteed && !limit.empty() &&
                         core::parse_quantity(limit) == core::parse_quantity(request);
        }
    };
    for (const char* member : {"initContainers", "containers"}) for_each(spec, member, "", look);
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
}

inline void default_pod(json::value& pod) {
    json::value* spec = object_in(pod, "spec");
    if (!spec) return;
    default_pod_spec(*spec);
    for (const char* member : {"initContainers", "containers"})
        for_each(*spec, member, "", [&](json::value& c, const std::string&) {
            request_what_is_limited(c);
            if (spec->value("hostNetwork", json::value()) != true) return;
            for_each(c, "ports", "", [](json::value& p, const std::string&) {
                if (p.contains("containerPort")) set_default(p, "hostPort", p["containerPort"]);
            });
        });
    set_default(*spec, "enableServiceLinks", true);
    set_default(*spec, "preemptionPolicy", "PreemptLowerPriority");
    set_default(*spec, "priority", 0);
    set_default(*spec, "serviceAccountName", "default");
    set_default(*spec, "serviceAccount", (*spec)["serviceAccountName"]);
    // Pods stay for five minutes on a node that has gone silent.
    json::value& tolerations = (*spec)["tolerations"];
    if (tolerations.is_null()) tolerations = json::value::array();
    for (const char* key : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}) {
        bool known = false;
        for (const json::value& t : tolerations) known = known || text_at(t, "key") == key;
        if (!known)
            tolerations.push_back({{"key", key},
                                   {"operator", "Exists"},
                                   {"effect", "NoExecute"},
                                   {"tolerationSeconds", 300}});
    }
    const char* quality = qos_class(*spec);  // a new member moves the others
    if (json::value* status = object_in(pod, "status")) {
        set_default(*status, "phase", "Pending");
        set_default(*status, "qosClass", quality);
    }
}

/// Every toleration that was there must still be there; for how long it holds may change.
inline bool only_adds_tolerations(const json::value& pod, const json::value& old) {
    const json::value &now = part(pod, "spec.tolerations"), &before = part(old, "spec.tolerations");
    auto same_but_for_seconds = [](json::value a, json::value b) {
        for (json::value* t : {&a, &b})
            if (t->is_object()) t->erase("tolerationSeconds");
        return json::same(a, b);
    };
    auto kept = [&](const json::value& t) {
        return now.is_array() && std::any_of(now.begin(), now.end(), [&](const json::value& n) {
                   return same_but_for_seconds(n, t);
               });
    };
    return !before.is_array() || std::all_of(before.begin(), before.end(), kept);
}

/// Of a pod that exists only images, the deadline and tolerations may change.
inline void check_pod_update(const json::value& pod, const json::value& old, errors& found) {
    if (!only_adds_tolerations(pod, old))
        found.push_back(
            {"FieldValueForbidden",
             "Forbidden: existing toleration can not be modified except its tolerationSeconds",
             "spec.tolerations"});
    json::value now = pod.value("spec", json::value::object()),
                before = old.value("spec", json::value::object());
    for (json::value* spec : {&now, &before}) {
        for (const char* free : {"activeDeadlineSeconds", "tolerations"}) spec->erase(free);
        for (const char* member : {"initContainers", "containers"})
            for_each(*spec, member, "", [](json::value& c, const std::string&) {
                c.erase("image");
                c.erase("imagePullPolicy");
            });
    }
    if (!json::same(now, before))
        found.push_back(
            {"FieldValueForbidden",
             "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
             "spec"});
}

inline void check_pod(const json::value& pod, const json::value* old, errors& found) {
    check_metadata(pod, found);
    const json::value* spec = find(pod, "spec");
    if (!spec || !spec->is_object()) return required(found, "spec");
    check_pod_spec(*spec, "spec", found);
    if (old) check_pod_update(pod, *old, found);
}

/// What kubectl shows as a pod's status: the phase, or the reason of a container that is not well.
inline std::string pod_state(const json::value& pod) {
    std::string state = text_at(pod, "status.reason").empty() ? text_at(pod, "status.phase")
                                                              : text_at(pod, "status.reason");
    bool initializing = false;
    long done = 0;
    auto ended = [](const json::value& terminated) {
        if (const std::string reason = text_at(terminated, "reason"); !reason.empty())
            return reason;
        if (const long signal = integer_at(terminated, "signal"))
            return "Signal:" + std::to_string(signal);
        return "ExitCode:" + std::to_string(integer_at(terminated, "exitCode"));
    };
    const json::value* init = find(pod, "spec.initContainers");
    const std::string of = "/" + std::to_string(init && init->is_array() ? init->size() : 0);
    for_each(part(pod, "status"), "initContainerStatuses", "",
             [&](const json::value& c, const std::string&) {
                 if (initializing) return;
                 const json::value* terminated = find(c, "state.terminated");
                 const std::string waiting = text_at(c, "state.waiting.reason");
                 if (terminated && integer_at(*terminated, "exitCode") == 0) {
                     ++done;
                     return;
                 }
                 initializing = true;
                 if (terminated) state = "Init:" + ended(*terminated);
                 else if (!waiting.empty() && waiting != "PodInitializing")
                     state = "Init:" + waiting;
                 else state = "Init:" + std::to_string(done) + of;
             });
    if (!initializing) {
        bool running = false;
        for_each(part(pod, "status"), "containerStatuses", "",
                 [&](const json::value& c, const std::string&) {
                     if (const std::string waiting = text_at(c, "state.waiting.reason");
                         !waiting.empty())
                         state = waiting;
                     else if (const json::value* terminated = find(c, "state.terminated"))
                         state = ended(*terminated);
                     else if (has(c, "state.running") && c.value("ready", false)) running = true;
                 });
        if (state == "Completed" && running) state = "Running";
    }
    return has(pod, "metadata.deletionTimestamp") ? "Terminating" : state;
}

inline constexpr column pod_columns[] = {
    {"Name", "string", "name", "Name of the pod", 0},
    {"Ready", "string", "", "Ready containers of all containers", 0},
    {"Status", "string", "", "Where the pod is in its life, or what keeps it from running", 0},
    {"Restarts", "string", "", "Restarts of all containers, and how long ago the last was", 0},
    {"Age", "string", "", "Time since the creation", 0},
    {"IP", "string", "", "The pod's address", 1},
    {"Node", "string", "", "The node that runs it", 1},
    {"Nominated Node", "string", "", "The node that is being freed for it", 1},
    {"Readiness Gates", "string", "", "Conditions of others that it waits for", 1},
};

inline void print_pod(const json::value& pod, core::time_source::wall_time now, cells& out) {
    const json::value* containers = find(pod, "spec.containers");
    const std::size_t total = containers && containers->is_array() ? containers->size() : 0;
    long ready = 0, restarts = 0;
    std::string last_restart;
    for_each(part(pod, "status"), "containerStatuses", "",
             [&](const json::value& c, const std::string&) {
                 ready += c.contains("ready") && c["ready"] == true && has(c, "state.running");
                 restarts += integer_at(c, "restartCount");
                 last_restart =
                     std::max(last_restart, text_at(c, "lastState.terminated.finishedAt"));
             });
    std::string restarted = std::to_string(restarts);
    if (restarts && !last_restart.empty())
        restarted += " (" + age_since(json::value{{"at", last_restart}}, "at", now) + " ago)";
    out = {name_of(pod),
           std::to_string(ready) + "/" + std::to_string(total),
           pod_state(pod),
           restarted,
           age_of(pod, now),
           or_none(text_at(pod, "status.podIP")),
           or_none(text_at(pod, "spec.nodeName")),
           or_none(text_at(pod, "status.nominatedNodeName")),
           "<none>"};
}

inline constexpr std::string_view pod_fields[] = {
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.podIPs",
    "status.nominatedNodeName",
};

/// The class is the server's own word.
inline void prepare_pod_status(json::value& pod, const json::value& old) {
    if (const json::value* known = find(old, "status.qosClass")) pod["status"]["qosClass"] = *known;
}

inline constexpr kind_row pods{"",      "pods",      default_pod, check_pod,  nullptr,
                               nullptr, pod_columns, print_pod,   pod_fields, prepare_pod_status,
                               true};

}  // namespace slipway::apiserver::kinds
