// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <slipway/api/verbs.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/url.hpp>

namespace slipway::client::detail {

/// A piece of a path. What would lead to another place is refused, as API servers do.
inline std::string segment(std::string_view text, const char* what) {
    if (text == "." || text == ".." || text.find('/') != text.npos)
        throw core::status_error(core::reason::bad_request,
                                 "'" + std::string(text) + "' cannot be a " + what);
    return "/" + net::percent_encode(text);
}

/// `/apis/apps/v1/namespaces/shop/deployments/web/status`
inline std::string path_of(const api::target& at) {
    const api::resource& kind = *at.kind;
    std::string made = kind.group.empty() ? "/api" : "/apis" + segment(kind.group, "group");
    made += segment(kind.version, "version");
    if (kind.namespaced && !at.namespace_.empty())
        made += "/namespaces" + segment(at.namespace_, "namespace");
    made += segment(kind.plural, "resource");
    if (!at.name.empty()) made += segment(at.name, "name");
    if (!at.subresource.empty()) made += segment(at.subresource, "subresource");
    return made;
}

/// Refuses what would be asked of the collection in the place of an object.
inline const api::target& named(const api::target& at) {
    if (at.name.empty())
        throw core::status_error(core::reason::bad_request,
                                 "the name of the " + std::string(at.kind->kind) + " is missing");
    return at;
}

/// Parameters of a request; those that say nothing are left out.
class query {
public:
    query& add(std::string_view name, std::string_view value) {
        if (value.empty()) return *this;
        text_ += text_.empty() ? '?' : '&';
        text_.append(name).append(1, '=').append(net::percent_encode(value));
        return *this;
    }
    query& flag(std::string_view name, bool wanted) { return add(name, wanted ? "true" : ""); }
    query& number(std::string_view name, long n) {
        return add(name, n ? std::to_string(n) : std::string());
    }

    const std::string& str() const { return text_; }

private:
    std::string text_;
};

inline std::string query_of(const api::write_options& o, bool force = false) {
    query q;
    q.add("fieldManager", o.field_manager)
        .add("fieldValidation", o.field_validation)
        .add("dryRun", o.dry_run ? "All" : "");
    return q.flag("force", force).str();
}

inline query query_of(const api::list_options& o) {
    query q;
    q.add("labelSelector", o.label_selector)
        .add("fieldSelector", o.field_selector)
        .add("resourceVersion", o.resource_version);
    q.add("resourceVersionMatch", o.resource_version_match)
        .add("continue", o.continue_)
        .number("limit", o.limit);
    return q;
}

inline query query_of(const api::watch_options& o, std::chrono::seconds time) {
    query q;
    q.flag("watch", true)
        .add("labelSelector", o.label_selector)
        .add("fieldSelector", o.field_selector);
    q.add("resourceVersion", o.resource_version).flag("allowWatchBookmarks", o.allow_bookmarks);
    q.flag("sendInitialEvents", o.send_initial_events)
        .number("timeoutSeconds", static_cast<long>(time.count()));
    if (o.send_initial_events)
        q.add("resourceVersionMatch", "NotOlderThan");  // the server demands it
    return q;
}

constexpr std::string_view media_type(api::patch_type t) {
    switch (t) {
        case api::patch_type::json: return "application/json-patch+json";
        case api::patch_type::merge: return "application/merge-patch+json";
        case api::patch_type::strategic: return "application/strategic-merge-patch+json";
        case api::patch_type::apply: return "application/apply-patch+yaml";
    }
    return {};
}

}  // namespace slipway::client::detail
