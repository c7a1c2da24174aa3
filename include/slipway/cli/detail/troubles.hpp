// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/defined_objects.hpp>
#include <slipway/cli/detail/readiness.hpp>
#include <slipway/client/client.hpp>

namespace slipway::cli::detail {

/// The query that selects a workload's pods; nothing for what has none.
inline std::optional<std::string> pods_query(const std::string& kind, const json::value& o) {
    std::string query;
    const auto add = [&](const std::string& one) { query += (query.empty() ? "" : ",") + one; };
    const bool plain = kind == "ReplicationController";
    const json::value* labels =
        plain ? inside(o, {"spec", "selector"}) : inside(o, {"spec", "selector", "matchLabels"});
    if (labels && labels->is_object())
        for (const auto& [key, v] : labels->items())
            if (v.is_string()) add(key + '=' + v.get<std::string>());
    for (const json::value& e : inside_list(o, {"spec", "selector", "matchExpressions"})) {
        const std::string key = inside_text(e, {"key"}), how = inside_text(e, {"operator"});
        std::string values;
        for (const json::value& v : inside_list(e, {"values"}))
            if (v.is_string()) values += (values.empty() ? "" : ",") + v.get<std::string>();
        if (how == "In") add(key + " in (" + values + ')');
        else if (how == "NotIn") add(key + " notin (" + values + ')');
        else if (how == "Exists") add(key);
        else if (how == "DoesNotExist") add('!' + key);
    }
    const bool has_pods = plain || kind == "Deployment" || kind == "StatefulSet" ||
                          kind == "DaemonSet" || kind == "ReplicaSet" || kind == "Job";
    return has_pods && !query.empty() ? std::optional(query) : std::nullopt;
}

/// What a container waits for, or ended with; empty where nothing is wrong with it.
inline std::string container_trouble(const json::value& c) {
    const json::value* waiting = inside(c, {"state", "waiting"});
    if (waiting && inside_text(*waiting, {"reason"}) != "ContainerCreating" &&
        inside_text(*waiting, {"reason"}) != "PodInitializing") {
        std::string said = reason_and_message(*waiting);
        if (const json::value* last = inside(c, {"lastState", "terminated"}); last && !said.empty())
            said += " (it ended with exit code " +
                    std::to_string(inside_number(*last, {"exitCode"})) + ')';
        return said;
    }
    const json::value* ended = inside(c, {"state", "terminated"});
    if (!ended || inside_number(*ended, {"exitCode"}) == 0) return {};
    const std::string reason = inside_text(*ended, {"reason"});
    return "it ended with exit code " + std::to_string(inside_number(*ended, {"exitCode"})) +
           (reason.empty() ? "" : ", " + reason);
}

/// Why a pod is not ready; empty where it is, or nothing is wrong yet.
inline std::string pod_trouble(const json::value& p) {
    if (has_condition(p, "Ready") || inside_text(p, {"status", "phase"}) == "Succeeded") return {};
    if (!inside_text(p, {"metadata", "deletionTimestamp"}).empty()) return "it is being removed";
    if (const json::value* c = condition(p, "PodScheduled");
        c && inside_text(*c, {"status"}) == "False")
        return "it waits for a node: " + (inside_text(*c, {"message"}).empty()
                                              ? inside_text(*c, {"reason"})
                                              : inside_text(*c, {"message"}));
    for (const char* list : {"initContainerStatuses", "containerStatuses"})
        for (const json::value& c : inside_list(p, {"status", list}))
            if (const std::string said = container_trouble(c); !said.empty())
                return "container " + inside_text(c, {"name"}) + ": " + said;
    if (inside_text(p, {"status", "phase"}) == "Failed") return pod_readiness(p).why;
    if (inside_text(p, {"status", "phase"}) == "Running")
        return "its containers run, and are not ready";
    return {};
}

/// What is told of a pod in the end, where it says nothing itself and nothing has warned.
inline std::string silent_pod_trouble(const json::value& p) {
    const bool unseen =
        inside_text(p, {"spec", "nodeName"}).empty() && !condition(p, "PodScheduled");
    return unseen ? "no scheduler has looked at it" : "";
}

/// The newest warning among the events of an object; empty where there is none.
inline std::string last_warning(const client::client& c, const std::string& kind,
                                const std::string& ns, const std::string& name) {
    const api::resource& events = *api::find_kind("", "v1", "Event");
    const std::string about =
        "involvedObject.kind=" + kind + ",involvedObject.name=" + name + ",type=Warning";
    const json::list_result found = c.list(events, ns, {.field_selector = about, .limit = 100});
    std::string newest, said;
    for (const json::document& e : found.items) {
        std::string when = inside_text(*e, {"lastTimestamp"});
        if (when.empty()) when = inside_text(*e, {"eventTime"});
        if (when < newest) continue;  // RFC 3339 in UTC sorts as text
        newest = when;
        said = reason_and_message(*e);
    }
    return said;
}

/// The reasons of several pods, the same one once: `2 pods (a, b): ...`.
class pod_troubles {
public:
    void add(const std::string& pod, const std::string& why) {
        auto at = reasons_.begin();
        while (at != reasons_.end() && at->first != why) ++at;
        if (at == reasons_.end()) at = reasons_.insert(at, {why, {}});
        at->second.push_back(pod);
    }
    std::string text() const {
        constexpr std::size_t most = 3;
        std::string all;
        for (const auto& [why, pods] : reasons_) {
            std::string listed;
            for (std::size_t i = 0; i < pods.size() && i < most; ++i)
                listed += (i ? ", " : "") + pods[i];
            if (pods.size() > most) listed += ", ...";
            const bool one = pods.size() == 1;
            all +=
                (all.empty() ? "" : "; ") +
                (one ? "pod " + listed : std::to_string(pods.size()) + " pods (" + listed + ')') +
                ": " + why;
        }
        return all;
    }

private:
    /// in the order of the pods
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons_;
};

/// Why the pods of a workload are not ready. With `events`, what the last warnings say where the
/// pods do not. What cannot be asked is said in its place.
inline std::string troubles(const client::client& c, const object_key& k, const json::value& o,
                            bool events) {
    try {
        const bool is_pod = k.kind == "Pod" && k.group.empty();
        const auto query = pods_query(k.kind, o);
        std::string said = is_pod ? pod_trouble(o) : "", unclear,
                    silent = is_pod ? silent_pod_trouble(o) : "";
        if (query) {
            pod_troubles all;
            for (const json::document& p :
                 c.list(*api::find_kind("", "v1", "Pod"), k.namespace_, {.label_selector = *query})
                     .items) {
                if (!inside_text(*p, {"metadata", "deletionTimestamp"}).empty())
                    continue;  // others take its place
                const std::string name = inside_text(*p, {"metadata", "name"}),
                                  why = pod_trouble(*p);
                if (!why.empty()) all.add(name, why);
                else if (!pod_readiness(*p).ready) {
                    unclear = name;
                    silent = silent_pod_trouble(*p).empty()
                                 ? ""
                                 : "pod " + name + ": " + silent_pod_trouble(*p);
                }
            }
            said = all.text();
        }
        if (!said.empty() || !events) return said;
        if (!unclear.empty())
            if (const std::string warning = last_warning(c, "Pod", k.namespace_, unclear);
                !warning.empty())
                return "pod " + unclear + ": " + warning;
        const std::string warning = last_warning(c, k.kind, k.namespace_, k.name);
        return warning.empty() ? silent : warning;
    } catch (const core::status_error& e) {
        return std::string("why cannot be asked: ") + e.what();
    }
}

}  // namespace slipway::cli::detail
