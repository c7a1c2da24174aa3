// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>

#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/apiserver/custom/kind.hpp>
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/apiserver/detail/prune.hpp>
#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/shape.hpp>

namespace slipway::apiserver::custom {

namespace detail {

inline std::vector<kind::printed_column> columns_of(const json::value& version) {
    std::vector<kind::printed_column> made;
    const json::value& listed = part(version, "additionalPrinterColumns");
    if (!listed.is_array()) {
        made.push_back({"Age", "date", "", "Time since the creation", 0,
                        json_path(".metadata.creationTimestamp")});
        return made;
    }
    for (const json::value& c : listed)
        made.push_back({text_at(c, "name"), text_at(c, "type"), text_at(c, "format"),
                        text_at(c, "description"), static_cast<int>(integer_at(c, "priority")),
                        json_path(text_at(c, "jsonPath"))});
    return made;
}

inline std::optional<kind::scaling> scaling_of(const json::value& version) {
    const json::value* scale = find(version, "subresources.scale");
    if (!scale || !scale->is_object()) return std::nullopt;
    kind::scaling made{json_path(text_at(*scale, "specReplicasPath")),
                       json_path(text_at(*scale, "statusReplicasPath"))};
    if (const std::string selector = text_at(*scale, "labelSelectorPath"); !selector.empty())
        made.selector.emplace(selector);
    return made;
}

inline std::string storage_version(const json::value& definition) {
    for (const json::value& v : part(definition, "spec.versions"))
        if (flag_at(v, "storage")) return text_at(v, "name");
    return {};
}

inline json::value cell_of(const kind::printed_column& column, const json::value* v,
                           core::time_source::wall_time now) {
    if (!v || v->is_null()) return nullptr;
    if (column.type == "string")
        return v->is_string()
                   ? *v
                   : json::value(v->dump(-1, ' ', false, json::value::error_handler_t::replace));
    if (column.type == "integer" && v->is_number())
        return v->is_number_integer() ? *v : json::value(static_cast<long>(v->get<double>()));
    if (column.type == "number" && v->is_number()) return *v;
    if (column.type == "boolean" && v->is_boolean()) return *v;
    if (column.type == "date" && v->is_string()) return kinds::age_since({{"at", *v}}, "at", now);
    return nullptr;
}

}  // namespace detail

SLIPWAY_INLINE kind::kind(const json::value& definition, const json::value& version,
                          std::shared_ptr<const api::run_time_resource> in_apis)
    : in_apis_(std::move(in_apis)),
      document_(part(version, "schema.openAPIV3Schema")),
      schema_(schema::read(document_)),
      merging_(schema_),
      served_(flag_at(version, "served")),
      terminating_(has(definition, "metadata.deletionTimestamp")),
      alone_(part(definition, "spec.versions").size() == 1),
      defaults_(schema_.has_defaults()),
      by_webhook_(text_at(definition, "spec.conversion.strategy") == "Webhook"),
      storage_(in_apis_->names().group + "/" + detail::storage_version(definition)),
      columns_(detail::columns_of(version)),
      scale_(detail::scaling_of(version)) {
    for (const json::value& each : part(version, "selectableFields")) {
        std::string path = text_at(each, "jsonPath");
        if (path.starts_with('.')) path.erase(0, 1);
        selectable_.push_back(std::move(path));
    }
    selectable_names_.assign(selectable_.begin(), selectable_.end());
}

SLIPWAY_INLINE void kind::take(json::value& object, const api::write_options& o) const {
    const auto refuse = [this](const std::string& why) {
        const std::string name(resource().kind);
        throw core::status_error(core::reason::bad_request,
                                 name + " in version \"" + std::string(resource().version) +
                                     "\" cannot be handled as a " + name + ": " + why);
    };
    json::value& metadata = object["metadata"];
    const core::type_info& known = core::type_info_of<api::ObjectMeta>;
    try {
        json::check_shape(known, metadata);
    } catch (const core::status_error& e) {
        refuse(e.message());
    }
    drop_nulls(schema_, object);
    std::vector<std::string> unknown;
    if (o.field_validation == "Strict") unknown = unknown_fields(object);
    if (!unknown.empty()) {
        std::string all;
        for (const std::string& field : unknown)
            all += (all.empty() ? "" : ", ") + ("unknown field \"" + field + "\"");
        refuse("strict decoding error: " + all);
    }
    apiserver::detail::prune(known, metadata);
    prune(schema_, object);
}

SLIPWAY_INLINE std::vector<std::string> kind::unknown_fields(const json::value& object) const {
    std::vector<std::string> found;
    json::value copy = object;
    prune(schema_, copy, &found);
    return found;
}

SLIPWAY_INLINE void kind::check(const json::value& object, errors& found) const {
    kinds::check_metadata(object, found);
    json::value own = object;
    own.erase("metadata");
    validate(schema_, own, {}, found);
}

SLIPWAY_INLINE json::value kind::stored(json::value object) const {
    object["apiVersion"] = storage_;
    return object;
}

SLIPWAY_INLINE json::document kind::presented(const json::document& kept) const {
    if (!kept) return kept;
    const std::string wanted = group_version(resource());
    const bool other = text_at(*kept, "apiVersion") != wanted;
    if (!other && !defaults_) return kept;
    if (other && by_webhook_)
        throw core::status_error(
            core::reason::internal_error,
            "conversion webhook for " + text_at(*kept, "apiVersion") +
                ", Kind=" + std::string(resource().kind) +
                " failed: this server calls no webhooks, and has the object in that version only");
    json::value made = *kept;
    made["apiVersion"] = wanted;
    fill_defaults(schema_, made);
    return std::make_shared<const json::value>(std::move(made));
}

SLIPWAY_INLINE void kind::print(const json::value& object, core::time_source::wall_time now,
                                cells& out) const {
    out = {name_of(object)};
    for (const printed_column& c : columns_)
        out.push_back(detail::cell_of(c, c.path.first_in(object), now));
}

}  // namespace slipway::apiserver::custom
