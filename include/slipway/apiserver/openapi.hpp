// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/apiserver/custom/catalog.hpp>
#include <slipway/apiserver/detail/openapi_schemas.hpp>
#include <slipway/apiserver/discovery.hpp>

/// As much of the OpenAPI documents as clients need to leave validation to the server, to explain
/// fields and to merge lists.
namespace slipway::apiserver::openapi {

inline json::value index(discovery::kinds_served all = api::resources()) {
    json::value paths = {{"api/v1", {{"serverRelativeURL", "/openapi/v3/api/v1"}}}};
    for (const discovery::group& g : discovery::groups(all))
        for (std::string_view v : g.versions) {
            const std::string path = "apis/" + std::string(g.name) + "/" + std::string(v);
            paths[path] = {{"serverRelativeURL", "/openapi/v3/" + path}};
        }
    return {{"paths", std::move(paths)}};
}

namespace detail {

/// Where a kind is got, by which `explain` finds it; and its PATCH, which takes `fieldValidation`.
inline void add_paths(const api::resource& r, json::value& paths) {
    const json::value kind = {{"group", r.group}, {"version", r.version}, {"kind", r.kind}};
    const json::value responses = {{"200", {{"description", "OK"}}}};
    const std::string root = r.group.empty()
                                 ? "/api/v1"
                                 : "/apis/" + std::string(r.group) + "/" + std::string(r.version);
    const std::string all = root + (r.namespaced ? "/namespaces/{namespace}/" : "/") +
                            std::string(r.plural),
                      one = all + "/{name}";
    paths[all]["get"] = {{"responses", responses},
                         {"x-kubernetes-action", "list"},
                         {"x-kubernetes-group-version-kind", kind}};
    paths[one]["get"] = {{"responses", responses},
                         {"x-kubernetes-action", "get"},
                         {"x-kubernetes-group-version-kind", kind}};
    const json::value parameter = {{"name", "fieldValidation"},
                                   {"in", "query"},
                                   {"schema", {{"type", "string"}, {"uniqueItems", true}}}};
    paths[one]["patch"] = {{"parameters", json::value::array({parameter})},
                           {"responses", responses},
                           {"x-kubernetes-action", "patch"},
                           {"x-kubernetes-group-version-kind", kind}};
}

}  // namespace detail

/// The document of one group and version: paths and schemas of its kinds; `customs` are those that
/// are defined while the server runs.
inline json::value document(std::string_view group, std::string_view version,
                            const std::vector<custom::catalog::kind_ptr>& customs = {}) {
    json::value paths = json::value::object();
    apiserver::detail::openapi_schemas schemas;
    for (const api::resource* r : api::resources()) {
        if (r->group != group || r->version != version || !served(*r)) continue;
        detail::add_paths(*r, paths);
        if (r->type) schemas.add(*r);
    }
    for (const custom::catalog::kind_ptr& k : customs) {
        if (k->resource().group != group || k->resource().version != version) continue;
        detail::add_paths(k->resource(), paths);
        schemas.add(k->resource(), k->schema_document());
    }
    return {{"openapi", "3.0.0"},
            {"info", {{"title", "Kubernetes"}, {"version", kubernetes_version}}},
            {"paths", std::move(paths)},
            {"components", {{"schemas", schemas.made()}}}};
}

/// A gnostic `Document` in protobuf that says nothing but its version: older clients then skip
/// their own validation. Field 1, a string of three bytes: "2.0".
inline std::string empty_v2_protobuf() {
    return {
        "\x0a\x03"
        "2.0",
        5};
}

}  // namespace slipway::apiserver::openapi
