// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/apiserver/routes.hpp>
#include <slipway/json/value.hpp>
#include <slipway/version.hpp>

/// The documents by which clients learn what the server serves (Kubernetes API, "API Discovery").
namespace slipway::apiserver::discovery {

/// The kinds of which these documents tell.
using kinds_served = std::span<const api::resource* const>;

struct group {
    std::string_view name;
    std::vector<std::string_view> versions;
};

/// All groups but the core one, in the order in which clients shall prefer them.
inline std::vector<group> groups(kinds_served all = api::resources()) {
    std::vector<group> made;
    for (const api::resource* r : all) {
        if (r->group.empty() || !served(*r)) continue;
        group* known = nullptr;
        for (group& g : made)
            if (g.name == r->group) known = &g;
        if (!known) known = &made.emplace_back(group{r->group, {}});
        if (std::find(known->versions.begin(), known->versions.end(), r->version) ==
            known->versions.end())
            known->versions.push_back(r->version);
    }
    return made;
}

inline json::value version_document() {
    const std::string full = kubernetes_version;  // v1.35.0
    const std::size_t dot = full.find('.'), second = full.find('.', dot + 1);
    return {{"major", full.substr(1, dot - 1)},
            {"minor", full.substr(dot + 1, second - dot - 1)},
            {"gitVersion", full + "+slipway." + version},
            {"gitCommit", ""},
            {"gitTreeState", "clean"},
            {"buildDate", ""},
            {"goVersion", ""},
            {"compiler", ""},
            {"platform", "linux/amd64"}};
}

inline json::value group_document(const group& g) {
    json::value versions = json::value::array();
    for (std::string_view v : g.versions)
        versions.push_back(
            {{"groupVersion", std::string(g.name) + "/" + std::string(v)}, {"version", v}});
    return {{"name", g.name}, {"versions", versions}, {"preferredVersion", versions.front()}};
}

inline json::value group_list(kinds_served all = api::resources()) {
    json::value list = {
        {"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", json::value::array()}};
    for (const group& g : groups(all)) list["groups"].push_back(group_document(g));
    return list;
}

/// What there is at all, by path.
inline json::value paths(kinds_served all = api::resources()) {
    json::value made = {"/api", "/api/v1", "/apis", "/apis/"};
    for (const group& g : groups(all)) {
        const std::string at = "/apis/" + std::string(g.name);
        made.push_back(at);
        for (std::string_view v : g.versions) made.push_back(at + "/" + std::string(v));
    }
    for (const char* other :
         {"/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"})
        made.push_back(other);
    return made;
}

/// Kind, group and version of what a subresource takes and gives.
struct subresource_kind {
    std::string_view name, group, version, kind;
};
inline constexpr subresource_kind subresource_kinds[] = {
    {"scale", "autoscaling", "v1", "Scale"},
    {"binding", "", "v1", "Binding"},
    {"eviction", "policy", "v1", "Eviction"},
    {"token", "authentication.k8s.io", "v1", "TokenRequest"},
};
inline subresource_kind kind_of(const api::resource& r, std::string_view subresource) {
    for (const subresource_kind& k : subresource_kinds)
        if (k.name == subresource) return k;
    return {subresource, r.group, r.version, r.kind};
}
/// Subresources that answer; the others of a kind need a connection of their own kind, or a signer.
inline bool answers(std::string_view subresource) {
    for (std::string_view s : {"status", "scale", "binding", "eviction", "log", "finalize"})
        if (s == subresource) return true;
    return false;
}
inline json::value verbs_of(std::string_view subresource) {
    if (subresource == "log") return {"get"};
    if (subresource == "binding" || subresource == "eviction") return {"create"};
    if (subresource == "finalize") return {"update"};
    return {"get", "patch", "update"};
}

inline json::value words(std::span<const std::string_view> listed) {
    json::value made = json::value::array();
    for (std::string_view w : listed) made.push_back(w);
    return made;
}

/// `APIResourceList` of one group and version; null where there is none.
inline json::value resource_list(std::string_view group_name, std::string_view version_name,
                                 kinds_served all = api::resources()) {
    json::value list = {{"kind", "APIResourceList"},
                        {"apiVersion", "v1"},
                        {"groupVersion", group_name.empty() ? std::string(version_name)
                                                            : std::string(group_name) + "/" +
                                                                  std::string(version_name)}};
    json::value rows = json::value::array();
    for (const api::resource* r : all) {
        if (r->group != group_name || r->version != version_name || !served(*r)) continue;
        json::value row = {{"name", r->plural},
                           {"singularName", r->singular},
                           {"namespaced", r->namespaced},
                           {"kind", r->kind},
                           {"verbs", words(r->verbs)}};
        if (!r->short_names.empty()) row["shortNames"] = words(r->short_names);
        if (!r->categories.empty()) row["categories"] = words(r->categories);
        rows.push_back(std::move(row));
        for (std::string_view s : r->subresources) {
            if (!answers(s)) continue;
            const subresource_kind k = kind_of(*r, s);
            json::value sub = {{"name", std::string(r->plural) + "/" + std::string(s)},
                               {"singularName", ""},
                               {"namespaced", r->namespaced},
                               {"kind", k.kind},
                               {"verbs", verbs_of(s)}};
            if (k.group != r->group || k.version != r->version) {
                sub["group"] = k.group;
                sub["version"] = k.version;
            }
            rows.push_back(std::move(sub));
        }
    }
    if (rows.empty()) return {};
    list["resources"] = std::move(rows);
    return list;
}

inline json::value aggregated_version(std::string_view group_name, std::string_view version_name,
                                      kinds_served all = api::resources()) {
    json::value made = {
        {"version", version_name}, {"resources", json::value::array()}, {"freshness", "Current"}};
    for (const api::resource* r : all) {
        if (r->group != group_name || r->version != version_name || !served(*r)) continue;
        json::value row = {
            {"resource", r->plural},
            {"responseKind", {{"group", r->group}, {"version", r->version}, {"kind", r->kind}}},
            {"scope", r->namespaced ? "Namespaced" : "Cluster"},
            {"singularResource", r->singular},
            {"verbs", words(r->verbs)}};
        if (!r->short_names.empty()) row["shortNames"] = words(r->short_names);
        if (!r->categories.empty()) row["categories"] = words(r->categories);
        for (std::string_view s : r->subresources) {
            if (!answers(s)) continue;
            const subresource_kind k = kind_of(*r, s);
            row["subresources"].push_back(
                {{"subresource", s},
                 {"responseKind", {{"group", k.group}, {"version", k.version}, {"kind", k.kind}}},
                 {"verbs", verbs_of(s)}});
        }
        made["resources"].push_back(std::move(row));
    }
    return made;
}

/// `APIGroupDiscoveryList` of the core group (`/api`) or of all others (`/apis`).
inline json::value aggregated(bool core_group, std::string_view list_version,
                              kinds_served all = api::resources()) {
    json::value list = {{"kind", "APIGroupDiscoveryList"},
                        {"apiVersion", "apidiscovery.k8s.io/" + std::string(list_version)},
                        {"metadata", json::value::object()},
                        {"items", json::value::array()}};
    if (core_group) {
        list["items"].push_back(
            {{"metadata", {{"creationTimestamp", nullptr}}},
             {"versions", json::value::array({aggregated_version("", "v1", all)})}});
        return list;
    }
    for (const group& g : groups(all)) {
        json::value versions = json::value::array();
        for (std::string_view v : g.versions)
            versions.push_back(aggregated_version(g.name, v, all));
        list["items"].push_back({{"metadata", {{"name", g.name}, {"creationTimestamp", nullptr}}},
                                 {"versions", std::move(versions)}});
    }
    return list;
}

}  // namespace slipway::apiserver::discovery
