// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/inside.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

namespace slipway::cli::detail {

/// Finds how a cluster serves a kind: of Kubernetes' own by the table, of others by the
/// definition's CustomResourceDefinitions, and by what the cluster says (API discovery).
class kind_finder {
public:
    explicit kind_finder(client::http_transport& t) : transport_(t) {}
    kind_finder(const kind_finder&) = delete;

    /// A CustomResourceDefinition of the definition, which the cluster may not have yet.
    void know(const json::value& crd) {
        const std::string group = inside_text(crd, {"spec", "group"}),
                          kind = inside_text(crd, {"spec", "names", "kind"});
        const std::string plural = inside_text(crd, {"spec", "names", "plural"});
        const bool namespaced = inside_text(crd, {"spec", "scope"}) != "Cluster";
        for (const json::value& v : inside_list(crd, {"spec", "versions"}))
            add(group, inside_text(v, {"name"}), kind, plural, namespaced);
    }

    /// Null where the cluster does not serve it.
    const api::resource* find(const std::string& group, const std::string& version,
                              const std::string& kind) {
        if (const api::resource* known = api::find_kind(group, version, kind)) return known;
        if (const api::resource* known = found(group, version, kind)) return known;
        discover(group, version);
        return found(group, version, kind);
    }
    /// In whatever version it is served.
    const api::resource* find(const std::string& group, const std::string& kind) {
        for (const api::resource* r : api::resources())
            if (r->group == group && r->kind == kind) return r;
        for (const row& r : rows_)
            if (r.group == group && r.kind == kind) return &r.resource;
        if (group.empty()) return nullptr;
        const json::value served_group = ask("/apis/" + checked(group));
        for (const json::value& v : inside_list(served_group, {"versions"})) {
            const std::string version = inside_text(v, {"version"});
            if (version.empty()) continue;
            if (const api::resource* served = find(group, version, kind)) return served;
        }
        return nullptr;
    }

    /// Whether the cluster has this version of one of Kubernetes' own kinds, as far as it tells:
    /// those of `v1` are everywhere.
    bool is_served(const api::resource& kind) {
        const std::string group(kind.group), version(kind.version), name(kind.kind);
        if (group.empty() || found(group, version, name)) return true;
        try {
            discover(group, version);
        } catch (const core::status_error& e) {
            if (e.is(core::reason::forbidden)) return true;  // it will say so itself
            throw;
        }
        return found(group, version, name) != nullptr;
    }
    /// The versions in which the cluster serves a kind, in its order.
    std::vector<std::string> versions_of(const std::string& group, const std::string& kind) {
        std::vector<std::string> made;
        const json::value served_group = ask("/apis/" + checked(group));
        for (const json::value& v : inside_list(served_group, {"versions"})) {
            const std::string version = inside_text(v, {"version"});
            if (version.empty()) continue;
            discover(group, version);
            if (found(group, version, kind)) made.push_back(version);
        }
        return made;
    }

private:
    struct row {
        std::string group, version, kind, plural;
        api::resource resource;
    };
    void add(const std::string& group, const std::string& version, const std::string& kind,
             const std::string& plural, bool namespaced) {
        if (version.empty() || kind.empty() || plural.empty() || found(group, version, kind))
            return;
        row& r = rows_.emplace_back(
            row{group, version, kind, plural, {}});  // a deque does not move its elements
        r.resource = {r.group, r.version, r.kind, r.plural, r.plural, namespaced, {}, {}, {}, {}};
    }
    const api::resource* found(const std::string& group, const std::string& version,
                               const std::string& kind) const {
        for (const row& r : rows_)
            if (r.group == group && r.version == version && r.kind == kind) return &r.resource;
        return nullptr;
    }
    /// As a piece of a path. A group or version of other characters cannot be served.
    static const std::string& checked(const std::string& piece) {
        for (const char c : piece)
            if (!core::is_alphanumeric(c) && c != '-' && c != '.')
                throw core::status_error(core::reason::bad_request,
                                         "'" + piece + "' is no group or version of an API");
        return piece;
    }
    /// An empty object where the cluster has nothing there.
    json::value ask(const std::string& path) {
        net::request r;
        r.method = "GET";
        r.target = path;
        r.headers.add("Accept", "application/json");
        try {
            return json::read(transport_.send(r).body);
        } catch (const core::status_error& e) {
            if (e.is(core::reason::not_found)) return json::value::object();
            throw;
        }
    }
    void discover(const std::string& group, const std::string& version) {
        if (group.empty() || asked_.count(group + '/' + version)) return;
        const json::value list = ask("/apis/" + checked(group) + '/' + checked(version));
        // What is not served yet may be so later.
        if (!inside_list(list, {"resources"}).empty()) asked_.insert(group + '/' + version);
        for (const json::value& r : inside_list(list, {"resources"})) {
            const std::string plural = inside_text(r, {"name"});
            if (plural.find('/') == plural.npos)
                add(group, version, inside_text(r, {"kind"}), plural,
                    inside_flag(r, {"namespaced"}));
        }
    }

    client::http_transport& transport_;
    std::deque<row> rows_;
    std::set<std::string> asked_;
};

}  // namespace slipway::cli::detail
