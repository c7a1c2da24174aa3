// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/pod_spec.hpp>

/// Deployments and ReplicaSets.
namespace slipway::apiserver::kinds {

inline json::value* default_template(json::value& workload) {
    json::value* spec = object_in(workload, "spec");
    if (!spec) return nullptr;
    set_default(*spec, "replicas", 1);
    if (json::value* pod = object_in(*spec, "template")) {
        set_default(*pod, "metadata", json::value::object());
        if (json::value* pod_spec = object_in(*pod, "spec")) default_pod_spec(*pod_spec);
    }
    return spec;
}

inline void default_deployment(json::value& deployment) {
    set_default(deployment, "status", json::value::object());
    json::value* spec = default_template(deployment);
    if (!spec) return;
    set_default(*spec, "revisionHistoryLimit", 10);
    set_default(*spec, "progressDeadlineSeconds", 600);
    json::value* strategy = object_in(*spec, "strategy");
    if (!strategy) return;
    set_default(*strategy, "type", "RollingUpdate");
    if (text_at(*strategy, "type") != "RollingUpdate") return;
    if (json::value* rolling = object_in(*strategy, "rollingUpdate")) {
        set_default(*rolling, "maxUnavailable", "25%");
        set_default(*rolling, "maxSurge", "25%");
    }
}

inline void default_replica_set(json::value& object) {
    set_default(object, "status", {{"replicas", 0}});
    default_template(object);
}

inline void check_workload(const json::value& object, const json::value* old, errors& found) {
    check_metadata(object, found);
    const json::value* spec = find(object, "spec");
    if (!spec || !spec->is_object()) return required(found, "spec");
    if (const long replicas = integer_at(*spec, "replicas"); replicas < 0)
        invalid_value(found, "spec.replicas", replicas, "must be greater than or equal to 0");
    const json::value* selector = find(*spec, "selector");
    if (!selector || !selector->is_object()) required(found, "spec.selector");
    else if (selector->empty())
        invalid_value(found, "spec.selector", *selector,
                      "empty selector is invalid for deployment");
    const json::value* labels = find(*spec, "template.metadata.labels");
    if (selector && !selects(find(*selector, "matchLabels"), labels))
        invalid_value(found, "spec.template.metadata.labels", labels ? *labels : json::value(),
                      "`selector` does not match template `labels`");
    if (const json::value* pod = find(*spec, "template.spec"); pod && pod->is_object()) {
        check_pod_spec(*pod, "spec.template.spec", found);
        if (text_at(*pod, "restartPolicy") != "Always")
            unsupported(found, "spec.template.spec.restartPolicy", text_at(*pod, "restartPolicy"),
                        {"Always"});
    } else {
        required(found, "spec.template.spec");
    }
    if (old) immutable(found, object, *old, "spec.selector");
}

inline bool is_zero(const json::value* n) { return n && (*n == 0 || *n == "0%" || *n == "0"); }

inline void check_deployment(const json::value& object, const json::value* old, errors& found) {
    check_workload(object, old, found);
    const std::string type = text_at(object, "spec.strategy.type");
    if (type != "Recreate" && type != "RollingUpdate")
        unsupported(found, "spec.strategy.type", type, {"Recreate", "RollingUpdate"});
    if (type == "Recreate" && has(object, "spec.strategy.rollingUpdate"))
        found.push_back({"FieldValueForbidden",
                         "Forbidden: may not be specified when strategy `type` is 'Recreate'",
                         "spec.strategy.rollingUpdate"});
    if (is_zero(find(object, "spec.strategy.rollingUpdate.maxUnavailable")) &&
        is_zero(find(object, "spec.strategy.rollingUpdate.maxSurge")))
        invalid_value(found, "spec.strategy.rollingUpdate.maxUnavailable", 0,
                      "may not be 0 when `maxSurge` is 0");
}

inline std::string containers_text(const json::value& object, const char* member) {
    std::string out;
    const json::value* spec = find(object, "spec.template.spec");
    if (spec)
        for_each(*spec, "containers", "", [&](const json::value& c, const std::string&) {
            out += (out.empty() ? "" : ",") + text_at(c, member);
        });
    return or_none(out);
}

inline constexpr column deployment_columns[] = {
    {"Name", "string", "name", "Name of the Deployment", 0},
    {"Ready", "string", "", "Ready pods of wanted ones", 0},
    {"Up-to-date", "string", "", "Pods of the newest template", 0},
    {"Available", "string", "", "Pods that have been ready for long enough", 0},
    {"Age", "string", "", "Time since the creation", 0},
    {"Containers", "string", "", "Names of the containers", 1},
    {"Images", "string", "", "Images of the containers", 1},
    {"Selector", "string", "", "The labels of its pods", 1},
};
inline void print_deployment(const json::value& o, core::time_source::wall_time now, cells& out) {
    out = {name_of(o),
           std::to_string(integer_at(o, "status.readyReplicas")) + "/" +
               std::to_string(integer_at(o, "spec.replicas")),
           integer_at(o, "status.updatedReplicas"),
           integer_at(o, "status.availableReplicas"),
           age_of(o, now),
           containers_text(o, "name"),
           containers_text(o, "image"),
           labels_text(find(o, "spec.selector.matchLabels"))};
}

inline constexpr column replica_set_columns[] = {
    {"Name", "string", "name", "Name of the ReplicaSet", 0},
    {"Desired", "integer", "", "Pods that it wants", 0},
    {"Current", "integer", "", "Pods that it has", 0},
    {"Ready", "integer", "", "Pods that are ready", 0},
    {"Age", "string", "", "Time since the creation", 0},
    {"Containers", "string", "", "Names of the containers", 1},
    {"Images", "string", "", "Images of the containers", 1},
    {"Selector", "string", "", "The labels of its pods", 1},
};
inline void print_replica_set(const json::value& o, core::time_source::wall_time now, cells& out) {
    out = {name_of(o),
           integer_at(o, "spec.replicas"),
           integer_at(o, "status.replicas"),
           integer_at(o, "status.readyReplicas"),
           age_of(o, now),
           containers_text(o, "name"),
           containers_text(o, "image"),
           labels_text(find(o, "spec.selector.matchLabels"))};
}

inline constexpr std::string_view replica_fields[] = {"status.replicas"};

inline constexpr kind_row deployments{"apps",  "deployments", default_deployment, check_deployment,
                                      nullptr, nullptr,       deployment_columns, print_deployment,
                                      {}};
inline constexpr kind_row replica_sets{
    "apps",  "replicasets",       default_replica_set, check_workload, nullptr,
    nullptr, replica_set_columns, print_replica_set,   replica_fields};

}  // namespace slipway::apiserver::kinds
