// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include <slipway/api/description.hpp>
#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/api/resource.hpp>
#include <slipway/api/text_form.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver::detail {

/// The schemas of one OpenAPI 3.0 document, made from the tables of structs: what `kubectl explain`
/// shows, and by what kubectl merges lists when it applies.
class openapi_schemas {
public:
    /// Adds a kind and all structs that it reaches.
    void add(const api::resource& r) {
        json::value& schema = schemas_[name_of(*r.type)];
        schema["x-kubernetes-group-version-kind"].push_back(
            {{"group", r.group}, {"version", r.version}, {"kind", r.kind}});
        if (const std::string_view said = api::description_of(*r.type); !said.empty())
            schema["description"] = said;
    }

    /// Adds a kind whose schema a definition says.
    void add(const api::resource& r, const json::value& defined) {
        std::string name = std::string(r.version) + '.' + std::string(r.kind);
        for (std::string_view left = r.group;
             !left.empty();) {  // its parts from the last on: `com.example.v1.Cache`
            const std::size_t dot = std::min(left.find('.'), left.size());
            name = std::string(left.substr(0, dot)) + '.' + name;
            left.remove_prefix(std::min(dot + 1, left.size()));
        }
        const std::string metadata = name_of(core::type_info_of<api::ObjectMeta>);
        json::value schema = defined.is_object() ? defined : json::value::object();
        json::value properties = {
            {"apiVersion",
             {{"type", "string"},
              {"description", "Group and version in which the object is written."}}},
            {"kind", {{"type", "string"}, {"description", "What the object is."}}},
            {"metadata", reference(metadata)},
        };
        if (const auto own = schema.find("properties"); own != schema.end() && own->is_object())
            for (const auto& [field, of] : own->items())
                if (!properties.contains(field)) properties[field] = of;
        schema["properties"] = std::move(properties);
        schema["x-kubernetes-group-version-kind"] = json::value::array(
            {json::value{{"group", r.group}, {"version", r.version}, {"kind", r.kind}}});
        schemas_[name] = std::move(schema);
    }

    const json::value& made() const { return schemas_; }

private:
    /// The name of a struct's schema. Two structs of one name, from different groups, are told
    /// apart by what stands before the dot.
    const std::string& name_of(const core::type_info& type) {
        if (const auto known = names_.find(&type); known != names_.end()) return known->second;
        std::string name(type.name);
        for (int n = 2; schemas_.contains(name); ++n)
            name = "other" + std::to_string(n) + '.' + std::string(type.name);
        schemas_[name] = {{"type", "object"}};  // before its fields: it may hold itself
        const std::string& kept = names_.emplace(&type, std::move(name)).first->second;
        json::value properties = json::value::object(), required = json::value::array();
        for (const core::field& f : type) {
            properties[std::string(f.name)] = property(type, f);
            if (f.required) required.push_back(f.name);
        }
        json::value& schema = schemas_[kept];
        schema["properties"] = std::move(properties);
        if (!required.empty()) schema["required"] = std::move(required);
        if (type.mapping == core::map_type::atomic) schema["x-kubernetes-map-type"] = "atomic";
        return kept;
    }

    static json::value reference(const std::string& name) {
        return {{"allOf", {{{"$ref", "#/components/schemas/" + name}}}}};
    }

    /// What the API calls a type of its own that is a text on the wire.
    json::value special(const std::string& name, json::value schema) {
        if (!schemas_.contains(name)) schemas_[name] = std::move(schema);
        return reference(name);
    }

    json::value single(core::value_kind kind, const core::type_info& owner, const core::field& f) {
        switch (kind) {
            case core::value_kind::integer: return {{"type", "integer"}, {"format", "int64"}};
            case core::value_kind::boolean: return {{"type", "boolean"}};
            case core::value_kind::number: return {{"type", "number"}, {"format", "double"}};
            case core::value_kind::int_or_string:
                return special("IntOrString",
                               {{"format", "int-or-string"},
                                {"oneOf", {{{"type", "integer"}}, {{"type", "string"}}}}});
            case core::value_kind::object:
            case core::value_kind::boxed: return reference(name_of(*f.type));
            case core::value_kind::text: break;
            case core::value_kind::raw:
            case core::value_kind::list:
            case core::value_kind::map: return {{"type", "object"}};
        }
        const std::string form(api::form_of_text(owner, f));
        if (form == "Quantity")
            return special(form, {{"oneOf", {{{"type", "string"}}, {{"type", "number"}}}}});
        if (form != "string") return special(form, {{"type", "string"}, {"format", "date-time"}});
        return {{"type", "string"}};
    }

    json::value property(const core::type_info& owner, const core::field& f) {
        json::value made;
        if (f.kind == core::value_kind::list)
            made = {{"type", "array"}, {"items", single(f.element, owner, f)}};
        else if (f.kind == core::value_kind::map)
            made = {{"type", "object"}, {"additionalProperties", single(f.element, owner, f)}};
        else made = single(f.kind, owner, f);
        if (const std::string_view said = api::description_of(owner, f.name); !said.empty())
            made["description"] = said;
        add_merging(f, made);
        return made;
    }

    /// How patches and server-side apply treat a field.
    static void add_merging(const core::field& f, json::value& property) {
        static constexpr std::string_view strategies[] = {"", "merge", "replace", "retainKeys",
                                                          "merge,retainKeys"};
        if (f.strategy != core::patch_strategy::none)
            property["x-kubernetes-patch-strategy"] =
                strategies[static_cast<std::size_t>(f.strategy)];
        if (!f.merge_key.empty()) property["x-kubernetes-patch-merge-key"] = f.merge_key;
        if (f.kind == core::value_kind::list) {
            static constexpr std::string_view types[] = {"atomic", "set", "map"};
            property["x-kubernetes-list-type"] = types[static_cast<std::size_t>(f.topology)];
        }
        for (std::string_view keys = f.map_keys; !keys.empty();) {
            const std::size_t end = std::min(keys.find(','), keys.size());
            property["x-kubernetes-list-map-keys"].push_back(keys.substr(0, end));
            keys.remove_prefix(std::min(end + 1, keys.size()));
        }
        if (f.mapping == core::map_type::atomic) property["x-kubernetes-map-type"] = "atomic";
    }

    json::value schemas_ = json::value::object();
    std::map<const core::type_info*, std::string> names_;
};

}  // namespace slipway::apiserver::detail
