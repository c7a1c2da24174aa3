// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/apiserver/discovery.hpp>

/// As much of the OpenAPI documents as clients need to leave validation to the server.
namespace slipway::apiserver::openapi {

inline json::value index() {
    json::value paths = {{"api/v1", {{"serverRelativeURL", "/openapi/v3/api/v1"}}}};
    for (const discovery::group& g : discovery::groups())
        for (std::string_view v : g.versions) {
            const std::string path = "apis/" + std::string(g.name) + "/" + std::string(v);
            paths[path] = {{"serverRelativeURL", "/openapi/v3/" + path}};
        }
    return {{"paths", std::move(paths)}};
}

/// The document of one group and version: each kind's PATCH, which takes `fieldValidation`.
inline json::value document(std::string_view group, std::string_view version) {
    json::value paths = json::value::object();
    for (const api::resource* r : api::resources()) {
        if (r->group != group || r->version != version || !served(*r)) continue;
        const std::string root = group.empty() ? "/api/v1" : "/apis/" + std::string(group) + "/" + std::string(version);
        const std::string path = root + (r->namespaced ? "/namespaces/{namespace}/" : "/") + std::string(r->plural) + "/{name}";
        json::value parameter = {{"name", "fieldValidation"}, {"in", "query"}, {"schema", {{"type", "string"}, {"uniqueItems", true}}}};
        paths[path]["patch"] = {{"parameters", json::value::array({parameter})},
                                {"responses", {{"200", {{"description", "OK"}}}}},
                                {"x-kubernetes-action", "patch"},
                                {"x-kubernetes-group-version-kind", {{"group", r->group}, {"version", r->version}, {"kind", r->kind}}}};
    }
    return {{"openapi", "3.0.0"}, {"info", {{"title", "Kubernetes"}, {"version", kubernetes_version}}}, {"paths", std::move(paths)},
            {"components", {{"schemas", json::value::object()}}}};
}

/// A gnostic `Document` in protobuf that says nothing but its version: older clients then skip their own
/// validation. Field 1, a string of three bytes: "2.0".
inline std::string empty_v2_protobuf() { return {"\x0a\x03" "2.0", 5}; }

}  // namespace slipway::apiserver::openapi
