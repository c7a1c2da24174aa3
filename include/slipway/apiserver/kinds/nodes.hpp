// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void default_node(json::value& node) {
    json::value* status = object_in(node, "status");
    if (status && status->contains("capacity"))
        set_default(*status, "allocatable", (*status)["capacity"]);
}

inline void check_node(const json::value& node, const json::value*, errors& found) {
    check_metadata(node, found);
}

inline constexpr column node_columns[] = {
    {"Name", "string", "name", "Name of the node", 0},
    {"Status", "string", "", "Whether it is ready, and takes new pods", 0},
    {"Roles", "string", "", "What it is for", 0},
    {"Age", "string", "", "Time since the creation", 0},
    {"Version", "string", "", "Version of its agent", 0},
    {"Internal-IP", "string", "", "Its address inside the cluster", 1},
    {"External-IP", "string", "", "Its address outside of the cluster", 1},
    {"OS-Image", "string", "", "The operating system", 1},
    {"Kernel-Version", "string", "", "The kernel", 1},
    {"Container-Runtime", "string", "", "What runs its containers", 1},
};

inline void print_node(const json::value& node, core::time_source::wall_time now, cells& out) {
    std::string status = "Unknown", roles, internal, external;
    const json::value& state = part(node, "status");
    for_each(state, "conditions", "", [&](const json::value& c, const std::string&) {
        if (text_at(c, "type") == "Ready")
            status = text_at(c, "status") == "True" ? "Ready" : "NotReady";
    });
    if (const json::value* cordoned = find(node, "spec.unschedulable");
        cordoned && *cordoned == true)
        status += ",SchedulingDisabled";
    static constexpr std::string_view role = "node-role.kubernetes.io/";
    if (const json::value* labels = find(node, "metadata.labels"); labels && labels->is_object())
        for (const auto& [key, v] : labels->items())
            if (key.starts_with(role))
                roles += (roles.empty() ? "" : ",") + key.substr(role.size());
    for_each(state, "addresses", "", [&](const json::value& a, const std::string&) {
        if (text_at(a, "type") == "InternalIP") internal = text_at(a, "address");
        if (text_at(a, "type") == "ExternalIP") external = text_at(a, "address");
    });
    auto info = [&](const char* member) {
        const std::string s = text_at(state, std::string("nodeInfo.") + member);
        return s.empty() ? std::string("<unknown>") : s;
    };
    out = {name_of(node),
           status,
           or_none(roles),
           age_of(node, now),
           text_at(state, "nodeInfo.kubeletVersion"),
           or_none(internal),
           or_none(external),
           info("osImage"),
           info("kernelVersion"),
           info("containerRuntimeVersion")};
}

inline constexpr std::string_view node_fields[] = {"spec.unschedulable"};

inline constexpr kind_row nodes{"",      "nodes",      default_node, check_node, nullptr,
                                nullptr, node_columns, print_node,   node_fields};

}  // namespace slipway::apiserver::kinds
