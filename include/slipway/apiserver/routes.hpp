// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/api/resources.hpp>
#include <slipway/api/verbs.hpp>
#include <slipway/net/url.hpp>

namespace slipway::apiserver {

/// What a path below /api or /apis names.
struct route {
    api::target target{};
    bool one = false;    ///< an object, not a collection
    bool watch = false;  ///< below /api/v1/watch: the older way to ask for a watch
};

/// Kinds that another version of their group serves already.
inline bool served(const api::resource& r) {
    return !(r.group == "autoscaling" && r.version == "v1") && r.group != "events.k8s.io";
}

inline core::status_error no_such_resource() {
    return {core::reason::not_found, "the server could not find the requested resource"};
}

/// `/api/v1/namespaces/NS/pods/NAME/log`, `/apis/apps/v1/deployments`, ... Throws `status_error`
/// (not_found) for what is not served. `find_resource(group, version, plural)` gives the row of
/// what is.
template <class Find>
route parse_route(const net::url& url, Find find_resource) {
    const auto& s = url.segments;
    std::size_t at = s[0] == "api" ? 2 : 3;
    if (s.size() <= at) throw no_such_resource();
    const std::string group = s[0] == "api" ? "" : s[1], version = s[at - 1];
    route made;
    made.watch = s[at] == "watch";
    if (made.watch && s.size() <= ++at) throw no_such_resource();
    // /namespaces/NS/PLURAL is inside a namespace; /namespaces/NS, and its subresources, are the
    // namespace itself.
    const bool inside = s[at] == "namespaces" && s.size() > at + 2 && s[at + 2] != "status" &&
                        s[at + 2] != "finalize";
    if (inside) {
        made.target.namespace_ = s[at + 1];
        at += 2;
    }
    made.target.kind = find_resource(group, version, s[at]);
    if (!made.target.kind || !served(*made.target.kind)) throw no_such_resource();
    if (made.target.kind->namespaced != inside && (inside || s.size() > at + 1))
        throw no_such_resource();
    if (s.size() > at + 1) {
        made.target.name = s[at + 1];
        made.one = true;
    }
    if (s.size() > at + 2) made.target.subresource = s[at + 2];
    if (s.size() > at + 3) throw no_such_resource();
    if (!made.target.subresource.empty() &&
        !made.target.kind->has_subresource(made.target.subresource))
        throw no_such_resource();
    return made;
}

/// Of Kubernetes' own kinds.
inline route parse_route(const net::url& url) { return parse_route(url, api::find_resource); }

}  // namespace slipway::apiserver
