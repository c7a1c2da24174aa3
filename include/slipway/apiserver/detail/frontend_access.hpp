// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/frontend_text.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/apiserver/routes.hpp>
#include <slipway/net/message.hpp>

namespace slipway::apiserver::detail {

/// The verb of a request, as authorization and discovery name it.
inline std::string_view verb_of(const net::request& r, const net::url& url, const route& at) {
    if (r.method == "POST") return "create";
    if (r.method == "PUT") return "update";
    if (r.method == "PATCH") return "patch";
    if (r.method == "DELETE") return at.one ? "delete" : "deletecollection";
    if (at.watch || flag(url, "watch")) return "watch";
    return at.one ? "get" : "list";
}

/// What somebody who may not do what they asked for is told.
template <class Route>
core::status_error refused(const std::string& user, const net::request& r, const net::url& url,
                           Route route_of) {
    const auto& s = url.segments;
    if (s.empty() || (s[0] != "api" && s[0] != "apis") || s.size() <= (s[0] == "api" ? 2U : 3U))
        return {core::reason::forbidden, "forbidden: User \"" + user + "\" cannot " +
                                             (r.method == "GET" ? "get" : "use") + " path \"" +
                                             url.path() + "\""};
    const route at = route_of(url);
    const api::resource& kind = *at.target.kind;
    std::string resource(kind.plural);
    if (!at.target.subresource.empty()) resource += "/" + at.target.subresource;
    const std::string where = at.target.namespace_.empty()
                                  ? " at the cluster scope"
                                  : " in the namespace \"" + at.target.namespace_ + "\"";
    const std::string named = at.target.name.empty() ? "" : " \"" + at.target.name + "\"";
    return {core::reason::forbidden,
            qualified(kind) + named + " is forbidden: User \"" + user + "\" cannot " +
                std::string(verb_of(r, url, at)) + " resource \"" + resource +
                "\" in API group \"" + std::string(kind.group) + "\"" + where,
            details_of(kind, at.target.name)};
}

}  // namespace slipway::apiserver::detail
