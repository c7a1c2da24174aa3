// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/cluster_session.hpp>
#include <slipway/cli/detail/shown_documents.hpp>
#include <slipway/json/apply.hpp>
#include <slipway/net/http_error.hpp>

namespace slipway::cli::detail {

/// A field that somebody else has set to another value.
struct field_conflict {
    std::string field{}, manager{};
};

/// What applying an object would do.
struct planned {
    defined_object* object = nullptr;
    const api::resource* kind = nullptr;
    json::document live{};    ///< null: it will be created
    json::document result{};  ///< as it would be; null where the server cannot say it yet
    std::vector<field_conflict> conflicts{};
    std::string error{};  ///< why the server does not take it

    bool is_secret() const { return object->key.kind == "Secret" && object->key.group.empty(); }
    shown_documents documents() const {
        return to_compare(live ? *live : json::value(), result ? *result : object->body,
                          is_secret());
    }
    const char* verb() const {
        if (!live) return "created";
        // Marks in the place of a Secret's values tell whether they are the same.
        return result && documents().same() ? "unchanged" : "configured";
    }
};

/// The fields of a conflict, by the causes that the server tells; it names the manager in quotes.
inline std::vector<field_conflict> conflicts_of(const core::status_error& e) {
    std::vector<field_conflict> made;
    for (const core::status_cause& c : e.details().causes) {
        if (c.type != "FieldManagerConflict") continue;
        const std::size_t from = c.message.find('"'),
                          to = c.message.find('"', from == c.message.npos ? from : from + 1);
        made.push_back({c.field, to == c.message.npos ? c.message
                                                      : c.message.substr(from + 1, to - from - 1)});
    }
    return made;
}

/// Asks the server what applying all objects would do, and changes nothing (`dryRun=All`). Objects
/// whose namespace or kind is made by the same definition cannot be judged before those are there:
/// they have no result.
class planner {
public:
    planner(cluster_session& s, bool force) : session_(s), force_(force) {}

    std::vector<planned> plan() {
        std::vector<planned> made;
        for (defined_object& o : session_.objects) {
            planned p;
            p.object = &o;
            try {
                p.kind = &session_.kind_of(o);
                session_.insist_on(o, *p.kind);
                p.live = session_.cluster.find(*p.kind, o.key.namespace_, o.key.name);
                if (!p.live) note_new(o);
                if (!waits(o)) ask(p);
            } catch (const net::http_error& e) {
                // One that nobody can connect to, or trust, is not a matter of this object.
                if (e.failure() != net::http_failure::too_large) throw;
                p.error = e.what();
            } catch (const core::status_error& e) {
                if (e.is(core::reason::service_unavailable) || e.is(core::reason::unauthorized))
                    throw;
                p.error = without_secrets(e.what(), o);
            }
            made.push_back(std::move(p));
        }
        return made;
    }

private:
    void note_new(const defined_object& o) {
        something_new_ = true;
        if (o.key.kind == "Namespace") new_namespaces_.insert(o.key.name);
        if (o.key.kind == "CustomResourceDefinition")
            new_kinds_.insert(inside_text(o.body, {"spec", "group"}) + '/' +
                              inside_text(o.body, {"spec", "names", "kind"}));
    }
    bool waits(const defined_object& o) const {
        return new_namespaces_.count(o.key.namespace_) ||
               new_kinds_.count(o.key.group + '/' + o.key.kind);
    }
    json::document dry_run(const planned& p, bool force) const {
        const object_key& k = p.object->key;
        return session_.cluster.patch(
            *p.kind, k.namespace_, k.name, api::patch_type::apply, p.object->body,
            {.field_manager = session_.arguments.manager, .dry_run = true, .force = force});
    }
    void ask(planned& p) {
        try {
            p.result = dry_run(p, force_);
        } catch (const core::status_error& e) {
            p.conflicts =
                e.is(core::reason::conflict) ? conflicts_of(e) : std::vector<field_conflict>();
            if (!p.conflicts.empty()) p.result = dry_run(p, true);
            else if (!may_wait(p, e)) throw;
            else if (p.live)
                p.result = std::make_shared<const json::value>(
                    json::merge_applied(p.kind->type, *p.live, p.object->body));
        }
    }
    /// Admission of these looks at other objects, which may be made just before them. And a webhook
    /// that cannot take part in dry runs is no reason not to apply.
    bool may_wait(const planned& p, const core::status_error& e) const {
        const std::string& kind = p.object->key.kind;
        const bool looks_around =
            kind == "Pod" || kind == "RoleBinding" || kind == "ClusterRoleBinding";
        if (looks_around && !p.live && something_new_ &&
            (e.is(core::reason::not_found) || e.is(core::reason::forbidden)))
            return true;
        return e.is(core::reason::bad_request) && e.message().find("dry run") != std::string::npos;
    }

    cluster_session& session_;
    bool force_;
    bool something_new_ = false;
    std::set<std::string> new_namespaces_, new_kinds_;
};

/// Says what the server does not take, and whose fields would be changed; gives whether there is
/// anything.
inline bool tell_problems(const cluster_session& s, const char* program,
                          const std::vector<planned>& all, bool errors_only = false) {
    bool any = false, conflicts = false;
    std::fflush(stdout);
    for (const planned& p : all) {
        const std::string who = clean_text(s.shown(*p.object));
        if (!p.error.empty())
            std::fprintf(stderr, "%s: %s: %s\n", program, who.c_str(),
                         clean_text(p.error, true).c_str());
        any = any || !p.error.empty();
        if (p.conflicts.empty() || errors_only) continue;
        std::fprintf(stderr, "%s: %s: others have set these fields to other values:\n", program,
                     who.c_str());
        for (const field_conflict& c : p.conflicts)
            std::fprintf(stderr, "  %s, set by %s\n", clean_text(c.field).c_str(),
                         clean_text(c.manager).c_str());
        conflicts = true;
    }
    if (conflicts) std::fprintf(stderr, "apply --force takes them over\n");
    return any || conflicts;
}

}  // namespace slipway::cli::detail
