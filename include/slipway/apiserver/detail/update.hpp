// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/generation.hpp>
#include <slipway/apiserver/detail/managers.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/json/patch.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/strategic.hpp>

namespace slipway::apiserver {

namespace detail {

/// What a write to the status takes from an object. Who writes in the same process hands over typed
/// objects, so that the rest needs no look.
inline json::value part_for_status(const json::value& given) {
    json::value made = status_part(given);
    if (const json::value* node = find(given, "spec.nodeName")) made["spec"]["nodeName"] = *node;
    return made;
}

/// As `json::json_patch`, in the words of an API server where an operation fails.
inline json::value json_patch(const json::value& current, const json::value& patch) {
    try {
        return json::json_patch(current, patch);
    } catch (const core::status_error& e) {
        if (!e.is(core::reason::invalid)) throw;
        throw core::status_error(core::reason::invalid,
                                 "the server rejected our request due to an error in our request");
    }
}

}  // namespace detail

template <store::store Store>
json::document basic_server<Store>::update(const api::target& asked, const json::value& given,
                                           const api::write_options& o) {
    const api::target at = served(asked);
    json::document made = update_object(at, given, o);
    return o.dry_run ? made : settled(at, std::move(made));
}

template <store::store Store>
json::document basic_server<Store>::update_object(const api::target& at, const json::value& given,
                                                  const api::write_options& o) {
    const bool slim = at.subresource == "status" && o.field_manager.empty() &&
                      o.field_validation.empty() && given.is_object();
    json::value object = slim ? detail::part_for_status(given) : given;
    if (at.subresource == "scale") return update_scale(at, object, o);
    if (at.subresource == "scale") return update_scale(at, object, o);
    check_identity(at, object);
    check_fields(*at.kind, object, o);
    object["metadata"]["name"] = at.name;
    return write(at, [&](const json::value&) { return object; }, {o, at.subresource});
}

/// Sets how many replicas an object wishes, where its kind has that.
template <store::store Store>
json::document basic_server<Store>::update_scale(const api::target& at, const json::value& scale,
                                                 const api::write_options& o) {
    const long replicas = integer_at(scale, "spec.replicas", -1);
    if (replicas < 0) {
        static constexpr api::resource scales{
            "autoscaling", "v1", "Scale", "scales", "scale", true, {}, {}, {}, {}, nullptr};
        throw invalid(
            scales, at.name,
            {{"FieldValueInvalid",
              "Invalid value: " + std::to_string(replicas) + ": must be greater than or equal to 0",
              "spec.replicas"}});
    }
    std::vector<std::string> path{"spec", "replicas"};
    if (const custom_ptr custom = customs_.find(*at.kind); custom && custom->scale())
        path = custom->scale()->wanted.names();
    const std::string expected = text_at(scale, "metadata.resourceVersion");
    const json::document written =
        write({at.kind, at.namespace_, at.name},
              [&](const json::value& current) {
                  if (!expected.empty() && text_at(current, "metadata.resourceVersion") != expected)
                      throw modified(*at.kind, at.name);
                  json::value scaled = current;
                  json::value* to = &scaled;
                  for (const std::string& name : path) {
                      if (!to->is_object()) *to = json::value::object();
                      to = &(*to)[name];
                  }
                  *to = replicas;
                  return scaled;
              },
              {o, at.subresource});
    return std::make_shared<const json::value>(scale_of(at, *written));
}

template <store::store Store>
json::document basic_server<Store>::patch(const api::target& asked, api::patch_type type,
                                          const json::value& patch, const api::write_options& o) {
    if (type == api::patch_type::apply) return apply(asked, patch, o);
    const api::target at = served(asked);
    json::document made = patch_object(at, type, patch, o);
    return o.dry_run ? made : settled(at, std::move(made));
}

template <store::store Store>
json::document basic_server<Store>::patch_object(const api::target& at, api::patch_type type,
                                                 const json::value& patch,
                                                 const api::write_options& o) {
    auto patched = [&](const json::value& current) {
        switch (type) {
            case api::patch_type::json: return detail::json_patch(current, patch);
            case api::patch_type::merge: return json::merge_patch(current, patch);
            default:
                if (!at.kind->type)
                    throw core::status_error(
                        core::reason::unsupported_media_type,
                        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
                return json::strategic_merge(*at.kind->type, current, patch);
        }
    };
    if (at.subresource == "scale") {
        const json::document current = get(at);
        return update_object(at, patched(*current), o);
    }
    // A revision in the patch is a precondition; without one the newest state is what is patched.
    const std::string expected =
        patch.is_object() ? text_at(patch, "metadata.resourceVersion") : std::string();
    return write(at,
                 [&](const json::value& current) {
                     json::value object = patched(current);
                     check_identity(at, object);
                     check_fields(*at.kind, object, o);
                     object["metadata"]["name"] = at.name;
                     object["metadata"]["resourceVersion"] = expected;
                     return object;
                 },
                 {o, at.subresource});
}

template <store::store Store>
json::document basic_server<Store>::write(const api::target& at, const change& make,
                                          const writing& how) {
    constexpr int tries = 20;
    for (int tried = 1;; ++tried) {
        const entry current = require(at);
        json::value wanted = make(*current.object);
        const std::string expected = text_at(wanted, "metadata.resourceVersion");
        const bool precise = !expected.empty() && expected != "0";
        if (precise && expected != std::to_string(current.modified))
            throw modified(*at.kind, at.name);
        const std::string uid = text_at(wanted, "metadata.uid"),
                          known = text_at(*current.object, "metadata.uid");
        if (!uid.empty() && uid != known)
            throw conflict(*at.kind, at.name,
                           "Precondition failed: UID in precondition: " + uid +
                               ", UID in object meta: " + known);
        try {
            return finish(current, at, merged(at, *current.object, std::move(wanted), how.recorded),
                          how);
        } catch (const core::status_error& e) {
            const bool raced =
                e.is(core::reason::conflict) && e.details().name.empty();  // the store's own word
            if (!raced) throw;
            if (tried == tries || (precise && tried > 1)) throw modified(*at.kind, at.name);
        }
    }
}

/// What a write to the object, or to a part of it, may change.
template <store::store Store>
json::value basic_server<Store>::merged(const api::target& at, const json::value& current,
                                        json::value wanted, recording recorded) const {
    if (at.subresource == "status") {
        const bool bound = text_at(current, "spec.nodeName").empty() && at.kind->plural == "pods" &&
                           !text_at(wanted, "spec.nodeName").empty();
        json::value made = current;
        if (bound) made["spec"]["nodeName"] = wanted["spec"]["nodeName"];
        if (wanted.contains("status")) made["status"] = wanted["status"];
        else made.erase("status");
        if (recorded == recording::done)
            detail::take_managers(made["metadata"], wanted["metadata"]);
        if (const kind_row* row = row_of(*at.kind); row && row->prepare_status)
            row->prepare_status(made, current);
        return made;
    }
    if (at.subresource == "finalize") {
        json::value made = current;
        made["spec"]["finalizers"] = wanted.contains("spec")
                                         ? wanted["spec"].value("finalizers", json::value::array())
                                         : json::value::array();
        return made;
    }
    json::value& metadata = wanted["metadata"];
    const json::value& before = current.at("metadata");
    for (const char* of_the_server :
         {"uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
          "generation", "generateName", "namespace"}) {
        if (before.contains(of_the_server)) metadata[of_the_server] = before[of_the_server];
        else metadata.erase(of_the_server);
    }
    if (recorded != recording::done) detail::choose_managers(metadata, before);
    metadata.erase("selfLink");
    if (at.kind->has_subresource("status")) {
        if (current.contains("status")) wanted["status"] = current["status"];
        else wanted.erase("status");
    }
    return wanted;
}

template <store::store Store>
json::document basic_server<Store>::finish(const entry& current, const api::target& at,
                                           json::value wanted, const writing& how) {
    const api::resource& kind = *at.kind;
    const json::value& before = *current.object;
    const bool status = at.subresource == "status";
    const custom_ptr custom = customs_.find(kind);
    if (!status || custom) fill_in(kind, wanted, &before);
    wanted["metadata"]["resourceVersion"] = before.at("metadata").at("resourceVersion");
    record_update(kind, wanted, before, how);
    if (!status || custom) settle(kind, wanted, &before);
    if (at.subresource.empty() && has(before, "metadata.generation") &&
        detail::wishes_differ(wanted, before, !custom || custom->has_status()))
        wanted["metadata"]["generation"] = integer_at(before, "metadata.generation") + 1;
    // Once the last finalizer is gone, an object that was to be deleted goes.
    const json::value* finalizers = find(wanted, "metadata.finalizers");
    const json::value* of_namespace =
        kind.plural == "namespaces" ? find(wanted, "spec.finalizers") : nullptr;
    const bool held =
        (finalizers && !finalizers->empty()) || (of_namespace && !of_namespace->empty());
    const bool going = has(before, "metadata.deletionTimestamp") && !held &&
                       integer_at(before, "metadata.deletionGracePeriodSeconds") == 0;
    if (how.options.dry_run) return std::make_shared<const json::value>(std::move(wanted));
    if (going) return erase(current, kind);
    // What is kept in another version than the definition now says is written even so.
    const bool outdated =
        custom && !custom->alone() && version_kept(current.key) != custom->storage_version();
    if (!outdated && json::same(wanted, before)) return current.object;
    const json::document written = keep(kind, current.key, std::move(wanted), current.modified);
    if (kind.plural == "services" && kind.group.empty()) addresses_.release(before, written.get());
    return written;
}

/// The `autoscaling/v1` view of a workload.
template <store::store Store>
json::value basic_server<Store>::scale_of(const api::target& at, const json::value& object) const {
    if (!at.kind->has_subresource("scale"))
        throw core::status_error(core::reason::not_found,
                                 "the server could not find the requested resource");
    json::value scale = {{"kind", "Scale"}, {"apiVersion", "autoscaling/v1"}};
    for (const char* member : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"})
        if (const json::value* v = find(object, std::string("metadata.") + member))
            scale["metadata"][member] = *v;
    if (const custom_ptr custom = customs_.find(*at.kind); custom && custom->scale()) {
        const custom::kind::scaling& paths = *custom->scale();
        const auto count = [&](const custom::json_path& p) {
            const json::value* v = p.first_in(object);
            return v && v->is_number_integer() ? *v : json::value(0);
        };
        scale["spec"]["replicas"] = count(paths.wanted);
        scale["status"]["replicas"] = count(paths.actual);
        if (const json::value* chosen = paths.selector ? paths.selector->first_in(object) : nullptr;
            chosen && chosen->is_string())
            scale["status"]["selector"] = *chosen;
        return scale;
    }
    scale["spec"]["replicas"] = integer_at(object, "spec.replicas");
    scale["status"]["replicas"] = integer_at(object, "status.replicas");
    std::string selector;
    if (const json::value* labels = find(object, "spec.selector.matchLabels");
        labels && labels->is_object())
        for (const auto& [name, v] : labels->items())
            if (v.is_string())
                selector +=
                    (selector.empty() ? "" : ",") + name + "=" + v.template get<std::string>();
    if (!selector.empty()) scale["status"]["selector"] = selector;
    return scale;
}

}  // namespace slipway::apiserver
