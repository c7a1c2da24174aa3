// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/custom/names.hpp>
#include <slipway/apiserver/detail/managers.hpp>
#include <slipway/apiserver/routes.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/unknown.hpp>

/// CustomResourceDefinitions, and the objects of the kinds that they define.
namespace slipway::apiserver {

namespace detail {

inline const api::resource& definition_kind() {
    return *api::find_resource("apiextensions.k8s.io", "v1", "customresourcedefinitions");
}
inline bool is_definition(const api::resource& kind) {
    return kind.plural == "customresourcedefinitions" && kind.group == "apiextensions.k8s.io";
}

inline bool has_finalizer(const json::value& object, const char* name) {
    const json::value* all = find(object, "metadata.finalizers");
    return all && all->is_array() && std::find(all->begin(), all->end(), name) != all->end();
}

}  // namespace detail

/// What is asked for, by the row of its definition where there is one. In the same process kinds
/// are served without one, too: then what is asked for says all that is known of them.
template <store::store Store>
api::target basic_server<Store>::served(const api::target& asked) const {
    const custom_ptr custom = customs_.find(*asked.kind);
    if (custom && custom->served())
        return {&custom->resource(), asked.namespace_, asked.name, asked.subresource};
    if (customs_.defines(asked.kind->group, asked.kind->plural)) throw no_such_resource();
    return asked;
}

template <store::store Store>
std::vector<const api::resource*> basic_server<Store>::resources() const {
    const auto built_in = api::resources();
    std::vector<const api::resource*> made(built_in.begin(), built_in.end());
    for (const custom_ptr& k : customs_.served())
        if (!api::find_resource(k->resource().group, k->resource().version, k->resource().plural))
            made.push_back(&k->resource());
    return made;
}

template <store::store Store>
const api::resource* basic_server<Store>::find_resource(std::string_view group,
                                                        std::string_view version,
                                                        std::string_view plural) const {
    if (const api::resource* known = api::find_resource(group, version, plural)) return known;
    const custom_ptr custom = customs_.find(group, version, plural);
    return custom && custom->served() ? &custom->resource() : nullptr;
}

template <store::store Store>
std::vector<std::string> basic_server<Store>::unknown_fields(const api::resource& kind,
                                                             const json::value& object) const {
    if (const custom_ptr custom = customs_.find(kind)) return custom->unknown_fields(object);
    return kind.type ? json::unknown_fields(*kind.type, object) : std::vector<std::string>();
}

/// How fields of a kind merge; kept as long as that is looked at.
template <store::store Store>
std::shared_ptr<const core::type_info> basic_server<Store>::merge_type(
    const api::resource& kind) const {
    if (const custom_ptr custom = customs_.find(kind)) return {custom, custom->merge_type()};
    return {std::shared_ptr<void>(), detail::merge_type(kind)};
}

template <store::store Store>
json::document basic_server<Store>::presented(const api::resource& kind,
                                              json::document kept) const {
    const custom_ptr custom = customs_.find(kind);
    return custom ? custom->presented(kept) : std::move(kept);
}

/// The version in which the store has an object; empty where it has none.
template <store::store Store>
std::string basic_server<Store>::version_kept(const std::string& key) const {
    const auto found = store_.get(key);
    return found ? text_at(*found->object, "apiVersion") : std::string();
}

/// Commits an object; gives it as clients of this version see it.
template <store::store Store>
json::document basic_server<Store>::keep(const api::resource& kind, const std::string& key,
                                         json::value object, store::revision expected) {
    const custom_ptr custom = customs_.find(kind);
    if (!custom) return store_.put(key, std::move(object), expected).object;
    return custom->presented(store_.put(key, custom->stored(std::move(object)), expected).object);
}

/// The first commit of an object. Its definition stays until that is over.
template <store::store Store>
json::document basic_server<Store>::keep_new(const api::resource& kind, const std::string& key,
                                             json::value object) {
    if (!customs_.find(kind)) return keep(kind, key, std::move(object), 0);
    std::shared_lock lock(definitions_);
    const custom_ptr custom = customs_.find(kind);
    if (!custom) throw no_such_resource();
    if (custom->terminating())
        throw core::status_error(
            core::reason::method_not_allowed,
            "create not allowed while custom resource definition is terminating");
    return keep(kind, key, std::move(object), 0);
}

/// After a write: what follows from it for definitions. Gives the object as it is then.
template <store::store Store>
json::document basic_server<Store>::settled(const api::target& at, json::document written) {
    if (!detail::is_definition(*at.kind)) {
        if (const custom_ptr custom = customs_.find(*at.kind); custom && custom->terminating())
            settle_definitions();
        return written;
    }
    settle_definitions();
    const auto now = store_.get(key_of(*at.kind, {}, name_of(*written)));
    return now && text_at(*now->object, "metadata.uid") == text_at(*written, "metadata.uid")
               ? now->object
               : written;
}

/// Finds out which names are accepted, removes the objects of definitions that go, and from then on
/// serves what is defined.
template <store::store Store>
void basic_server<Store>::settle_definitions() {
    std::unique_lock lock(definitions_);
    for (bool again = true; again;) {
        again = false;
        std::vector<json::document> all;
        const std::vector<entry> entries =
            store_.list(prefix_of({&detail::definition_kind()}), {}, 0, 0).entries;
        for (const entry& e : entries) all.push_back(e.object);
        customs_.replace(all);  // nothing is created any more of what goes
        for (std::size_t i = 0; i < entries.size(); ++i) {
            try {
                again = settle_definition(entries[i], all, i) || again;
            } catch (const core::status_error& e) {
                if (!e.is(core::reason::conflict) && !e.is(core::reason::not_found)) throw;
                again = true;  // somebody else has written it
            }
        }
        if (!again) customs_.replace(all);
    }
}

/// One definition of `all`, the one at `place`, which is then as it was written. Gives whether it
/// is gone.
template <store::store Store>
bool basic_server<Store>::settle_definition(const entry& e, std::vector<json::document>& all,
                                            std::size_t place) {
    const std::string now = core::rfc3339(time_.wall());
    json::value next = *e.object;
    if (!has(next, "metadata.deletionTimestamp")) {
        next = custom::with_accepted_names(next, all, now);
    } else if (detail::has_finalizer(next, custom::cleanup_finalizer)) {
        if (custom::has_condition(next, "Established") && remove_instances(next) > 0) {
            custom::set_condition(next, "Terminating", true, "InstanceDeletionInProgress",
                                  "CustomResource deletion is in progress", now);
        } else {
            json::value& finalizers = next["metadata"]["finalizers"];
            finalizers.erase(
                std::find(finalizers.begin(), finalizers.end(), custom::cleanup_finalizer));
            if (finalizers.empty()) {
                store_.erase(e.key, e.modified);
                return true;
            }
            custom::set_condition(next, "Terminating", false, "InstanceDeletionCompleted",
                                  "removed all instances", now);
        }
    }
    if (!json::same(next, *e.object))
        all[place] = store_.put(e.key, std::move(next), e.modified).object;
    return false;
}

/// Asks for the deletion of all objects that a definition is for; gives how many are left.
template <store::store Store>
std::size_t basic_server<Store>::remove_instances(const json::value& definition) {
    const std::string group = text_at(definition, "spec.group"),
                      plural = text_at(definition, "spec.names.plural");
    const std::string prefix = "/registry/" + group + "/" + plural + "/";
    for (const entry& e : store_.list(prefix, {}, 0, 0).entries) {
        const std::string version = text_at(*e.object, "apiVersion");
        const custom_ptr custom =
            customs_.find(group, version.substr(version.find('/') + 1), plural);
        try {
            if (custom)
                remove_object({&custom->resource(), namespace_of(*e.object), name_of(*e.object)},
                              {});
            else
                store_.erase(
                    e.key,
                    e.modified);  // of a version that is defined no more: nobody can write it
        } catch (const core::status_error& error) {
            if (!error.is(core::reason::not_found) && !error.is(core::reason::conflict)) throw;
        }
    }
    return store_.list(prefix, {}, 0, 0).entries.size();
}

}  // namespace slipway::apiserver
