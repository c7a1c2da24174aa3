// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/verbs.hpp>
#include <slipway/core/selector.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/json/value.hpp>

namespace support {

namespace api = slipway::api;
namespace core = slipway::core;
namespace json = slipway::json;

/// As much of an API server as clients and loops have to be tested against, with faults on request:
/// it stores documents by revision, keeps finalizers and deletion right, and knows merge patches
/// only.
class memory_api {
public:
    /// Throws in the place of the request where it throws.
    std::function<void(const std::string& verb, const api::target&)> before{};

    json::document create(const api::target& at, const json::value& object,
                          const api::write_options&) {
        if (before) before("create", at);
        std::lock_guard lock(mutex_);
        if (at.subresource == "binding") return bind(at, object);
        json::value made = object;
        json::value& metadata = made["metadata"];
        std::string name = metadata.value("name", std::string());
        if (name.empty())
            name = metadata.value("generateName", std::string()) + std::to_string(++names_);
        metadata["name"] = name;
        const key where = key_of(at, name);
        if (objects_.count(where)) fail(core::reason::already_exists, name + " already exists");
        metadata["uid"] = "uid-" + std::to_string(++uids_);
        metadata["generation"] = 1;
        metadata["creationTimestamp"] = "2026-01-01T00:00:00Z";
        return store(where, std::move(made), core::change::added);
    }
    json::document get(const api::target& at) {
        std::lock_guard lock(mutex_);
        return found(key_of(at, at.name));
    }
    json::list_result list(const api::target& at, const api::list_options& o) {
        if (before) before("list", at);
        std::lock_guard lock(mutex_);
        const auto fields = core::selector::parse_fields(o.field_selector);
        json::list_result made{{}, std::to_string(revision_), {}, 0};
        for (const auto& [where, object] : objects_) {
            if (where.kind != at.kind->plural ||
                (!at.namespace_.empty() && where.ns != at.namespace_))
                continue;
            const std::string node =
                object->contains("spec") ? (*object)["spec"].value("nodeName", std::string()) : "";
            if (fields.matches(
                    [&](const std::string& k) { return k == "spec.nodeName" ? &node : nullptr; }))
                made.items.push_back(object);
        }
        return made;
    }
    json::document update(const api::target& at, const json::value& object,
                          const api::write_options&) {
        if (before) before("update", at);
        std::lock_guard lock(mutex_);
        const key where = key_of(at, at.name);
        const json::document old = found(where);
        const std::string version = object["metadata"].value("resourceVersion", std::string());
        if (!version.empty() && version != (*old)["metadata"]["resourceVersion"].get<std::string>())
            fail(core::reason::conflict, at.name + " has been modified");
        json::value next = at.subresource == "status" ? *old : object;
        if (at.subresource == "status")
            next["status"] = object.value("status", json::value::object());
        else if (old->contains("status")) next["status"] = (*old)["status"];
        return replace(where, *old, std::move(next));
    }
    json::document patch(const api::target& at, api::patch_type, const json::value& p,
                         const api::write_options&) {
        if (before) before("patch", at);
        std::lock_guard lock(mutex_);
        const key where = key_of(at, at.name);
        const json::document old = found(where);
        if (p.contains("metadata")) {
            const std::string version = p["metadata"].value("resourceVersion", std::string());
            if (!version.empty() &&
                version != (*old)["metadata"]["resourceVersion"].get<std::string>())
                fail(core::reason::conflict, at.name + " has been modified");
        }
        json::value next = *old;
        next.merge_patch(p);
        return replace(where, *old, std::move(next));
    }
    json::document remove(const api::target& at, const api::delete_options& o) {
        if (before) before("remove", at);
        std::lock_guard lock(mutex_);
        const key where = key_of(at, at.name);
        const json::document old = found(where);
        if (!o.uid.empty() && o.uid != (*old)["metadata"]["uid"].get<std::string>())
            fail(core::reason::conflict, "another uid");
        json::value next = *old;
        json::value& finalizers = next["metadata"]["finalizers"];
        if (!finalizers.is_array()) finalizers = json::value::array();
        if (o.propagation_policy == "Foreground") finalizers.push_back("foregroundDeletion");
        if (o.propagation_policy == "Orphan") finalizers.push_back("orphan");
        next["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:01Z";
        return replace(where, *old, std::move(next));
    }
    void remove_collection(const api::target& at, const api::delete_options& o,
                           const api::list_options& l) {
        for (const json::document& d : list(at, l).items) {
            api::target each = at;
            each.name = (*d)["metadata"]["name"];
            remove(each, o);
        }
    }
    core::subscription watch(const api::target& at, const api::watch_options& o,
                             std::function<void(const json::watch_event&)> to) {
        if (before) before("watch", at);
        std::lock_guard lock(mutex_);
        const auto from = std::stoull(o.resource_version.empty() ? "0" : o.resource_version);
        if (from < compacted_) fail(core::reason::expired, "too old resource version");
        const int id = ++watches_;
        sinks_[id] = {std::string(at.kind->plural), at.namespace_, std::move(to)};
        for (const auto& [revision, happened] : history_)
            if (revision > from) tell(sinks_[id], happened.first, happened.second);
        return core::subscription([this, id] {
            std::lock_guard inner(mutex_);
            sinks_.erase(id);
        });
    }

    /// Forgets history: watches from before are refused with 410.
    void compact() {
        std::lock_guard lock(mutex_);
        compacted_ = revision_;
        history_.clear();
    }
    /// Ends all watches with a Status of this code.
    void break_watches(int code) {
        std::lock_guard lock(mutex_);
        const auto status =
            std::make_shared<const json::value>(json::value{{"kind", "Status"}, {"code", code}});
        for (auto& [id, s] : std::exchange(sinks_, {})) s.to({core::change::error, status});
    }
    /// While closed, watches hear nothing; opening delivers what they missed.
    void hold(bool closed) {
        std::lock_guard lock(mutex_);
        held_ = closed;
        if (!closed)
            for (auto& [where, e] : std::exchange(missed_, {})) deliver(where, e);
    }

private:
    struct key {
        std::string kind, ns, name;
        auto operator<=>(const key&) const = default;
    };
    struct sink {
        std::string kind, ns;
        std::function<void(const json::watch_event&)> to;
    };

    [[noreturn]] static void fail(core::reason r, const std::string& what) {
        throw core::status_error(r, what);
    }
    static key key_of(const api::target& at, const std::string& name) {
        return {std::string(at.kind->plural), at.namespace_, name};
    }
    json::document found(const key& where) const {
        const auto it = objects_.find(where);
        if (it == objects_.end())
            fail(core::reason::not_found, where.kind + " \"" + where.name + "\" not found");
        return it->second;
    }
    json::document bind(const api::target& at, const json::value& binding) {
        const json::document old = found(key_of(at, at.name));
        json::value next = *old;
        if (!next["spec"].value("nodeName", std::string()).empty())
            fail(core::reason::conflict, "already bound");
        next["spec"]["nodeName"] = binding["target"]["name"];
        return replace(key_of(at, at.name), *old, std::move(next));
    }
    json::document replace(const key& where, const json::value& old, json::value next) {
        next["metadata"]["uid"] = old["metadata"]["uid"];
        if (old["metadata"].contains("deletionTimestamp"))
            next["metadata"]["deletionTimestamp"] = old["metadata"]["deletionTimestamp"];
        if (old.value("spec", json::value()) != next.value("spec", json::value()))
            next["metadata"]["generation"] = old["metadata"]["generation"].get<long>() + 1;
        const json::value& finalizers = next["metadata"]["finalizers"];
        const bool last = next["metadata"].contains("deletionTimestamp") &&
                          (!finalizers.is_array() || finalizers.empty());
        if (!finalizers.is_array()) next["metadata"].erase("finalizers");
        return store(where, std::move(next), last ? core::change::deleted : core::change::modified);
    }
    json::document store(const key& where, json::value object, core::change what) {
        object["metadata"]["resourceVersion"] = std::to_string(++revision_);
        if (!where.ns.empty()) object["metadata"]["namespace"] = where.ns;
        const auto stored = std::make_shared<const json::value>(std::move(object));
        if (what == core::change::deleted) objects_.erase(where);
        else objects_[where] = stored;
        const json::watch_event e{what, stored};
        history_[revision_] = {where, e};
        if (held_) missed_.emplace_back(where, e);
        else deliver(where, e);
        return stored;
    }
    void deliver(const key& where, const json::watch_event& e) {
        for (auto& [id, s] : sinks_) tell(s, where, e);
    }
    static void tell(const sink& s, const key& where, const json::watch_event& e) {
        if (s.kind == where.kind && (s.ns.empty() || s.ns == where.ns)) s.to(e);
    }

    std::mutex mutex_;
    std::map<key, json::document> objects_;
    std::map<unsigned long long, std::pair<key, json::watch_event>> history_;
    std::vector<std::pair<key, json::watch_event>> missed_;
    std::map<int, sink> sinks_;
    unsigned long long revision_ = 0;
    unsigned long long compacted_ = 0;
    int watches_ = 0, names_ = 0, uids_ = 0;
    bool held_ = false;
};

}  // namespace support
