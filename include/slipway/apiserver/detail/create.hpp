// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/generation.hpp>
#include <slipway/apiserver/detail/managers.hpp>
#include <slipway/apiserver/detail/prune.hpp>
#include <slipway/apiserver/detail/quantities.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/json/shape.hpp>
#include <slipway/json/unknown.hpp>

namespace slipway::apiserver {

namespace detail {

inline core::status_error cannot_be_handled(const api::resource& kind, const std::string& why) {
    return {core::reason::bad_request,
            std::string(kind.kind) + " in version \"" + std::string(kind.version) +
                "\" cannot be handled as a " + std::string(kind.kind) + ": " + why};
}

}  // namespace detail

/// Throws unless the document is of the kind, in the place and of the name that the request says.
template <store::store Store>
void basic_server<Store>::check_identity(const api::target& at, json::value& object) const {
    const api::resource& kind = *at.kind;
    if (!object.is_object())
        throw core::status_error(core::reason::bad_request, "the request's body is not an object");
    const std::string version = text_at(object, "apiVersion"), name = text_at(object, "kind");
    if (!name.empty() && name != kind.kind)
        throw core::status_error(core::reason::bad_request,
                                 name + " in version \"" + version + "\" cannot be handled as a " +
                                     std::string(kind.kind) + ": converting (" + name + ") to (" +
                                     std::string(kind.kind) + "): unknown conversion");
    if (!version.empty() && version != group_version(kind))
        throw core::status_error(core::reason::bad_request,
                                 "the API version in the data (" + version +
                                     ") does not match the expected API version (" +
                                     group_version(kind) + ")");
    object["apiVersion"] = group_version(kind);
    object["kind"] = kind.kind;
    if (!object.contains("metadata")) object["metadata"] = json::value::object();
    if (!object["metadata"].is_object())
        throw core::status_error(core::reason::bad_request, "metadata: expected an object");
    if (kind.namespaced) {
        const std::string ns = namespace_of(object);
        if (!ns.empty() && ns != at.namespace_)
            throw core::status_error(
                core::reason::bad_request,
                "the namespace of the provided object does not match the namespace sent on the request");
        object["metadata"]["namespace"] = at.namespace_;
    } else {
        object["metadata"].erase("namespace");
    }
    if (!at.name.empty() && !name_of(object).empty() && name_of(object) != at.name)
        throw core::status_error(core::reason::bad_request,
                                 "the name of the object (" + name_of(object) +
                                     ") does not match the name on the URL (" + at.name + ")");
}

template <store::store Store>
void basic_server<Store>::check_namespace(const api::target& at) const {
    if (!at.kind->namespaced) return;
    static constexpr api::resource namespaces{
        "", "v1", "Namespace", "namespaces", "namespace", false, {}, {}, {}, {}, nullptr};
    const auto found = store_.get(key_of(namespaces, {}, at.namespace_));
    if (!found) throw not_found(namespaces, at.namespace_);
    if (text_at(*found->object, "status.phase") == "Terminating") {
        core::status_details details = details_of(*at.kind, at.name);
        details.causes.push_back({"NamespaceTerminating",
                                  "namespace " + at.namespace_ + " is being terminated",
                                  "metadata.namespace"});
        throw core::status_error(core::reason::forbidden,
                                 qualified(*at.kind) + " \"" + at.name +
                                     "\" is forbidden: unable to create new content in namespace " +
                                     at.namespace_ + " because it is being terminated",
                                 std::move(details));
    }
}

/// Throws for members of a wrong type, and for unknown ones where the client asked for it; drops
/// them otherwise.
template <store::store Store>
void basic_server<Store>::check_fields(const api::resource& kind, json::value& object,
                                       const api::write_options& o) const {
    if (const custom_ptr custom = customs_.find(kind)) return custom->take(object, o);
    if (!kind.type) return;
    detail::write_quantities(*kind.type, object);
    try {
        json::check_shape(*kind.type, object);
    } catch (const core::status_error& e) {
        throw detail::cannot_be_handled(kind, e.message());
    }
    if (o.field_validation == "Strict") {
        std::string unknown;
        for (const std::string& field : json::unknown_fields(*kind.type, object))
            unknown += (unknown.empty() ? "" : ", ") + ("unknown field \"" + field + "\"");
        if (!unknown.empty())
            throw detail::cannot_be_handled(kind, "strict decoding error: " + unknown);
    }
    detail::prune(*kind.type, object);
}

template <store::store Store>
json::document basic_server<Store>::create(const api::target& asked, const json::value& given,
                                           const api::write_options& o) {
    const api::target at = served(asked);
    json::document made = create_object(at, given, o);
    return o.dry_run ? made : settled(at, std::move(made));
}

template <store::store Store>
json::document basic_server<Store>::create_object(const api::target& at, const json::value& given,
                                                  const api::write_options& o) {
    if (at.kind->plural == "pods" && at.subresource == "binding") return bind(at, given);
    if (at.kind->plural == "pods" && at.subresource == "eviction") return evict(at, given);
    if (!at.subresource.empty()) throw no_such_method();
    json::value object = given;
    check_identity(at, object);
    check_fields(*at.kind, object, o);
    if (has(object, "metadata.resourceVersion") &&
        !text_at(object, "metadata.resourceVersion").empty())
        throw core::status_error(core::reason::internal_error,
                                 "resourceVersion should not be set on objects to be created");
    api::target named = at;
    named.name = name_of(object);
    check_namespace(named);
    object["metadata"].erase("managedFields");
    const writing how{o};
    if (!named.name.empty()) return store_new(named, std::move(object), how);
    const std::string base = text_at(object, "metadata.generateName");
    if (base.empty())
        throw invalid(*at.kind, "",
                      {{"FieldValueRequired", "Required value: name or generateName is required",
                        "metadata.name"}});
    constexpr int tries = 8;
    for (int tried = 1;; ++tried) {
        named.name = base.substr(0, 58) + random_.suffix();
        object["metadata"]["name"] = named.name;
        try {
            return store_new(named, object, how);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::already_exists) || tried == tries) throw;
        }
    }
}

template <store::store Store>
json::document basic_server<Store>::store_new(const api::target& at, json::value object,
                                              const writing& how) {
    const api::resource& kind = *at.kind;
    const std::string key = key_of(kind, at.namespace_, at.name);
    if (store_.get(key)) throw already_exists(kind, at.name);
    json::value& metadata = object["metadata"];
    for (const char* of_the_server : {"uid", "deletionTimestamp", "deletionGracePeriodSeconds",
                                      "selfLink", "generation", "resourceVersion"})
        metadata.erase(of_the_server);
    metadata["uid"] = random_.uuid();
    metadata["creationTimestamp"] = core::rfc3339(time_.wall());
    if (detail::counts_generations(kind)) metadata["generation"] = 1;
    // A node reports itself with its status.
    if (kind.has_subresource("status") && kind.plural != "nodes") object.erase("status");
    const auto left_out = detail::left_out(kind, object);
    fill_in(kind, object, nullptr);
    record_creation(kind, object, left_out, how);
    settle(kind, object, nullptr);
    if (how.options.dry_run) {
        if (kind.plural == "services") addresses_.release(object, nullptr);
        return std::make_shared<const json::value>(std::move(object));
    }
    const json::value addressed =
        kind.plural == "services" && kind.group.empty() ? object : json::value();
    try {
        return keep_new(kind, key, std::move(object));
    } catch (const core::status_error& e) {
        if (!addressed.is_null()) addresses_.release(addressed, nullptr);
        if (e.is(core::reason::already_exists)) throw already_exists(kind, at.name);
        throw;
    }
}

/// What was left out, or is not for the client to say.
template <store::store Store>
void basic_server<Store>::fill_in(const api::resource& kind, json::value& object,
                                  const json::value* old) const {
    if (const custom_ptr custom = customs_.find(kind)) return custom->fill(object);
    const kind_row* row = row_of(kind);
    if (row && !old && row->prepare_create) row->prepare_create(object);
    if (row && old && row->prepare_update) row->prepare_update(object, *old);
    if (row && row->set_defaults) row->set_defaults(object);
}

/// Validation, then the addresses of a Service. Throws `invalid` with all that is wrong.
template <store::store Store>
void basic_server<Store>::settle(const api::resource& kind, json::value& object,
                                 const json::value* old) {
    const kind_row* row = row_of(kind);
    errors found;
    if (row && row->validate) row->validate(object, old, found);
    if (const custom_ptr custom = customs_.find(kind)) custom->check(object, found);
    if (found.empty() && kind.plural == "services" && kind.group.empty()) {
        addresses_.allocate(object, old, found);
        if (!found.empty() && !old) addresses_.release(object, nullptr);
    }
    if (!found.empty()) throw invalid(kind, name_of(object), std::move(found));
}

/// Puts a pod on a node: what the scheduler asks for.
template <store::store Store>
json::document basic_server<Store>::bind(const api::target& at, const json::value& binding) {
    const std::string node = text_at(binding, "target.name");
    if (node.empty())
        throw invalid(
            *at.kind, at.name,
            {{"FieldValueRequired", "Required value: the name of a node", "target.name"}});
    const api::target pod{at.kind, at.namespace_, at.name, "status"};
    write(pod,
          [&](const json::value& current) {
              const std::string before = text_at(current, "spec.nodeName");
              if (!before.empty())
                  throw conflict(
                      *at.kind, at.name,
                      "pod " + at.name + " is already assigned to node \"" + before + "\"");
              if (has(current, "metadata.deletionTimestamp"))
                  throw conflict(
                      *at.kind, at.name,
                      "pod " + at.name + " is being deleted, cannot be assigned to a host");
              json::value bound = current;
              bound["spec"]["nodeName"] = node;
              json::value condition = {{"type", "PodScheduled"},
                                       {"status", "True"},
                                       {"lastProbeTime", nullptr},
                                       {"lastTransitionTime", core::rfc3339(time_.wall())}};
              json::value conditions = json::value::array();
              if (const json::value* known = find(current, "status.conditions");
                  known && known->is_array())
                  for (const json::value& c : *known)
                      if (text_at(c, "type") != "PodScheduled") conditions.push_back(c);
              conditions.push_back(std::move(condition));
              bound["status"]["conditions"] = std::move(conditions);
              return bound;
          },
          {{}, {}, recording::never});
    return std::make_shared<const json::value>(json::value{{"kind", "Status"},
                                                           {"apiVersion", "v1"},
                                                           {"metadata", json::value::object()},
                                                           {"status", "Success"},
                                                           {"code", 201}});
}

template <store::store Store>
json::document basic_server<Store>::evict(const api::target& at, const json::value& eviction) {
    api::delete_options o;
    if (const json::value* grace = find(eviction, "deleteOptions.gracePeriodSeconds");
        grace && grace->is_number_integer())
        o.grace_period_seconds = grace->get<long>();
    remove({at.kind, at.namespace_, at.name}, o);
    return std::make_shared<const json::value>(json::value{{"kind", "Status"},
                                                           {"apiVersion", "v1"},
                                                           {"metadata", json::value::object()},
                                                           {"status", "Success"},
                                                           {"code", 201}});
}

}  // namespace slipway::apiserver
