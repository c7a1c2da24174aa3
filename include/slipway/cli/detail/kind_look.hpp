// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/graph_model.hpp>
#include <slipway/core/name.hpp>

namespace slipway::cli::detail {

/// How kinds that belong together look alike.
struct look {
    std::string_view name;         ///< of the family
    std::string_view light, dark;  ///< colours of it on a page
};
inline constexpr look looks[] = {
    {"workload", "#0969da", "#388bfd"}, {"network", "#1a7f37", "#2ea043"},
    {"config", "#9a6700", "#bb8009"},   {"storage", "#1b7c83", "#2b959d"},
    {"identity", "#8250df", "#a371f7"}, {"policy", "#bf3989", "#db61a2"},
    {"other", "#57606a", "#768390"},
};

inline const look& look_of(const graph_node& n) {
    struct member {
        std::string_view kind, family;
    };
    static constexpr member members[] = {
        {"ConfigMap", "config"},
        {"Secret", "config"},
        {"PersistentVolumeClaim", "storage"},
        {"PersistentVolume", "storage"},
        {"Service", "network"},
        {"Endpoints", "network"},
        {"EndpointSlice", "network"},
        {"Gateway", "network"},
        {"HTTPRoute", "network"},
        {"GRPCRoute", "network"},
        {"ServiceAccount", "identity"},
        {"ResourceQuota", "policy"},
        {"LimitRange", "policy"},
    };
    static constexpr member groups[] = {
        {"apps", "workload"},
        {"batch", "workload"},
        {"networking.k8s.io", "network"},
        {"storage.k8s.io", "storage"},
        {"policy", "policy"},
        {"autoscaling", "policy"},
        {"rbac.authorization.k8s.io", "identity"},
        {"scheduling.k8s.io", "policy"},
    };
    std::string_view family = "other";
    for (const member& g : groups)
        if (g.kind == n.group) family = g.family;
    for (const member& m : members)
        if (m.kind == n.kind) family = m.family;
    if (n.kind == "Pod" || n.kind == "PodTemplate" || n.kind == "ReplicationController")
        family = "workload";
    for (const look& l : looks)
        if (l.name == family) return l;
    return looks[std::size(looks) - 1];
}

/// The family that an edge shows: of who chooses, and of what a workload needs.
inline const look& look_of(const graph& g, const graph_edge& e) {
    const look& from = look_of(g.nodes[e.from]);
    return from.name == "workload" || from.name == "other" ? look_of(g.nodes[e.to]) : from;
}

/// A kind in at most six letters: kubectl's short name where it has one.
inline std::string abbreviation(const std::string& kind) {
    constexpr std::size_t longest = 6;
    for (const api::resource* r : api::resources())
        if (r->kind == kind)
            for (std::string_view name : r->short_names)
                if (name.size() <= longest) return std::string(name);
    std::string made, capitals;
    for (char c : kind) {
        if (static_cast<unsigned char>(c) >= 0x80) return "?";
        made += core::to_lower(c);
        if (core::is_upper(c)) capitals += core::to_lower(c);
    }
    if (made.size() <= longest) return made;
    return capitals.size() > 1 ? capitals.substr(0, longest) : made.substr(0, 4);
}

/// What is drawn at an edge when one looks closer.
inline std::string sentence_of(const graph& g, const graph_edge& e) {
    return g.nodes[e.from].title() + ' ' + e.verb + ' ' + g.nodes[e.to].title();
}

}  // namespace slipway::cli::detail
