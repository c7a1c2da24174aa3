// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/api/resources.hpp>
#include <slipway/client/client.hpp>
#include <slipway/controller/indexes.hpp>
#include <slipway/controller/loop.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controllers/detail/custom_rows.hpp>

namespace slipway::controllers {

namespace detail {

/// Which objects exist and who owns whom, by uid.
class ownership {
public:
    struct object {
        const api::resource* kind = nullptr;
        json::document body;
    };

    /// Gives the uids whose case is to be looked at again.
    std::set<std::string> see(const api::resource& kind, const json::document& before,
                              const json::document& after) {
        std::lock_guard lock(mutex_);
        std::set<std::string> look;
        if (before && (!after || uid(*before) != uid(*after))) {
            for (const std::string& owner : controller::owner_uids(*before)) {
                unlink(owner, uid(*before));
                look.insert(owner);
            }
            objects_.erase(uid(*before));
            const auto orphaned = dependents_.find(uid(*before));
            if (orphaned != dependents_.end())
                look.insert(orphaned->second.begin(), orphaned->second.end());
        } else if (before) {
            for (const std::string& owner : controller::owner_uids(*before)) {
                unlink(owner, uid(*before));
                look.insert(owner);
            }
        }
        if (!after) return look;
        objects_[uid(*after)] = {&kind, after};
        for (const std::string& owner : controller::owner_uids(*after)) {
            dependents_[owner].insert(uid(*after));
            look.insert(owner);
        }
        look.insert(uid(*after));
        return look;
    }

    object get(const std::string& id) const {
        std::lock_guard lock(mutex_);
        const auto found = objects_.find(id);
        return found == objects_.end() ? object{} : found->second;
    }
    std::vector<object> dependents(const std::string& id) const {
        std::lock_guard lock(mutex_);
        std::vector<object> made;
        const auto found = dependents_.find(id);
        if (found == dependents_.end()) return made;
        for (const std::string& each : found->second)
            if (const auto o = objects_.find(each); o != objects_.end()) made.push_back(o->second);
        return made;
    }

    /// The objects that refer to owners of a kind.
    std::vector<std::string> owned_by(const api::resource& kind) const {
        std::lock_guard lock(mutex_);
        std::vector<std::string> made;
        for (const auto& [id, o] : objects_)
            for (const json::value& owner :
                 member_in(member_in(*o.body, "metadata"), "ownerReferences"))
                if (api::is_kind(kind, text_in(owner, "apiVersion"), text_in(owner, "kind")))
                    made.push_back(id);
        return made;
    }

    static std::string uid(const json::value& v) { return client::metadata_text(v, "uid"); }

private:
    void unlink(const std::string& owner, const std::string& id) {
        const auto found = dependents_.find(owner);
        if (found == dependents_.end()) return;
        found->second.erase(id);
        if (found->second.empty()) dependents_.erase(found);
    }

    mutable std::mutex mutex_;
    std::map<std::string, object> objects_;
    std::map<std::string, std::set<std::string>> dependents_;
};

inline bool has_finalizer(const json::value& v, const char* name) {
    const auto& metadata = v["metadata"];
    const auto all = metadata.find("finalizers");
    if (all == metadata.end() || !all->is_array()) return false;
    for (const json::value& f : *all)
        if (f == name) return true;
    return false;
}

class collector_pass {
public:
    using object = ownership::object;

    collector_pass(const client::client& c, const ownership& known, const custom_rows& customs)
        : client_(c), known_(known), customs_(customs) {}

    void run(const std::string& id) {
        const object o = known_.get(id);
        if (!o.body) return;
        if (client::handle<json::value>::terminating(*o.body)) return finish(id, o);
        judge(o);
    }

private:
    /// An object with owners of which none exists is deleted; references to absent ones beside
    /// existing ones go.
    void judge(const object& o) {
        const auto owners = references(o);
        if (owners.empty()) return;
        json::value kept = json::value::array();
        bool waits_for_us = false, all_wait = true;
        for (const json::value& owner : owners) {
            const object there = lookup(owner, *o.body);
            if (!there.body) continue;
            kept.push_back(owner);
            const bool foreground = client::handle<json::value>::terminating(*there.body) &&
                                    has_finalizer(*there.body, "foregroundDeletion");
            waits_for_us = waits_for_us || foreground;
            all_wait = all_wait && foreground;
        }
        if (kept.empty()) return remove(o, policy_of(o));
        if (waits_for_us && all_wait) return remove(o, "Foreground");
        if (kept.size() == owners.size()) return;
        patch(o, {{"metadata", {{"ownerReferences", kept}, {"resourceVersion", version(o)}}}});
    }
    static std::string policy_of(const object& o) {
        if (has_finalizer(*o.body, "orphan")) return "Orphan";
        return has_finalizer(*o.body, "foregroundDeletion") ? "Foreground" : "Background";
    }

    /// A deleted object may wait for us: until its dependents are let go, or until they are gone.
    void finish(const std::string& id, const object& o) {
        if (has_finalizer(*o.body, "orphan")) {
            for (const object& d : known_.dependents(id)) {
                json::value kept = json::value::array();
                for (const json::value& owner : references(d))
                    if (owner.value("uid", std::string()) != id) kept.push_back(owner);
                patch(d,
                      {{"metadata", {{"ownerReferences", kept}, {"resourceVersion", version(d)}}}});
            }
            return drop_finalizer(o, "orphan");
        }
        if (!has_finalizer(*o.body, "foregroundDeletion")) return;
        bool blocked = false;
        for (const object& d : known_.dependents(id)) {
            for (const json::value& owner : references(d))
                if (owner.value("uid", std::string()) == id)
                    blocked = blocked || owner.value("blockOwnerDeletion", false);
            if (!client::handle<json::value>::terminating(*d.body)) judge(d);
        }
        if (!blocked) drop_finalizer(o, "foregroundDeletion");
    }

    /// The owner if it exists. What the cache lacks is asked of the server, for a watch may be
    /// late.
    object lookup(const json::value& owner, const json::value& dependent) const {
        const std::string id = owner.value("uid", std::string());
        const object cached = known_.get(id);
        if (cached.body) return cached;
        const std::string version = owner.value("apiVersion", std::string());
        const std::string group(api::group_of(version));
        if (const api::resource* kind = kind_of(group, owner.value("kind", std::string()))) {
            const json::document found =
                client_.find(*kind, client::metadata_text(dependent, "namespace"),
                             owner.value("name", std::string()));
            if (found && ownership::uid(*found) == id) return {kind, found};
            return {};
        }
        // A kind that nobody serves here: it cannot be said that the owner is gone.
        return {nullptr, std::make_shared<const json::value>(json::value::object())};
    }
    const api::resource* kind_of(const std::string& group, const std::string& name) const {
        for (const api::resource* each : api::resources())
            if (each->group == group && each->kind == name) return each;
        return customs_.find(group, name);
    }

    static std::vector<json::value> references(const object& o) {
        std::vector<json::value> made;
        const auto& metadata = (*o.body)["metadata"];
        const auto all = metadata.find("ownerReferences");
        if (all == metadata.end() || !all->is_array()) return made;
        for (const json::value& r : *all)
            if (r.is_object()) made.push_back(r);
        return made;
    }
    static std::string version(const object& o) {
        return client::metadata_text(*o.body, "resourceVersion");
    }
    static std::string ns(const object& o) { return client::metadata_text(*o.body, "namespace"); }
    static std::string name(const object& o) { return client::metadata_text(*o.body, "name"); }

    void remove(const object& o, const std::string& policy) const {
        ignoring_gone([&] {
            client_.remove(*o.kind, ns(o), name(o),
                           {.propagation_policy = policy,
                            .uid = ownership::uid(*o.body),
                            .resource_version = version(o)});
        });
    }
    void patch(const object& o, const json::value& p) const {
        ignoring_gone([&] { client_.patch(*o.kind, ns(o), name(o), api::patch_type::merge, p); });
    }
    void drop_finalizer(const object& o, const char* finalizer) const {
        json::value kept = json::value::array();
        for (const json::value& f : (*o.body)["metadata"]["finalizers"])
            if (f != finalizer) kept.push_back(f);
        patch(o, {{"metadata", {{"finalizers", kept}, {"resourceVersion", version(o)}}}});
    }
    template <class F>
    static void ignoring_gone(F f) {
        try {
            f();
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
        }
    }

    const client::client& client_;
    const ownership& known_;
    const custom_rows& customs_;
};

}  // namespace detail

/// Deletes what has lost its owners.
///
/// Flow: follow all kinds as documents, those of CustomResourceDefinitions from when they are
/// established; look at each object when it, an owner or a dependent changes.
/// Guarantees: an object goes when none of its owners, told by uid, exists; an owner deleted in the
/// foreground stays until the dependents that block it are gone; one deleted with `Orphan` leaves
/// its dependents without the reference. What the cache does not know is looked up before it counts
/// as absent.
/// Assumptions: the server sets the finalizers `foregroundDeletion` and `orphan` by the deletion's
/// policy.
inline void garbage_collector(controller::manager& m, int workers = 2) {
    auto known = std::make_shared<detail::ownership>();
    auto customs = std::make_shared<detail::custom_rows>();
    auto loop = std::make_shared<controller::loop>(m, "garbage-collector");
    const auto follow = [known, loop, m = &m](const api::resource& kind) {
        m->documents(kind).on_change(
            [known, loop, k = &kind](const json::document& before, const json::document& after) {
                for (const std::string& uid : known->see(*k, before, after)) loop->queue().add(uid);
            });
    };
    for (const api::resource* each : api::resources()) {
        const api::resource& kind = *each;
        // Events have no owners and are many.
        if (kind.plural == "events" ||
            std::find(kind.verbs.begin(), kind.verbs.end(), "watch") == kind.verbs.end())
            continue;
        follow(kind);
    }
    const api::resource* definitions =
        api::find_resource("apiextensions.k8s.io", "v1", "customresourcedefinitions");
    m.documents(*definitions)
        .on_change(
            [known, customs, loop, follow](const json::document&, const json::document& after) {
                const auto names = after ? detail::reached_as(*after) : std::nullopt;
                bool fresh = false;
                const api::resource* kind = names ? &customs->row_of(*names, &fresh) : nullptr;
                if (!fresh) return;
                follow(*kind);
                // Of what they own it can be said now whether they are there.
                for (const std::string& uid : known->owned_by(*kind)) loop->queue().add(uid);
            });
    loop->workers(workers);
    loop->does([known, customs, m = &m](const std::string& uid, std::stop_token) {
        detail::collector_pass(m->api(), *known, *customs).run(uid);
        return controller::done();
    });
    m.add(loop);
}

}  // namespace slipway::controllers
