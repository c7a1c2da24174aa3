// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

namespace detail {

inline constexpr std::string_view type_names[] = {"",        "object", "array",  "string",
                                                  "integer", "number", "boolean"};

inline schema::type type_named(std::string_view name) {
    for (std::size_t i = 1; i < std::size(type_names); ++i)
        if (type_names[i] == name) return static_cast<schema::type>(i);
    return schema::type::any;
}
inline std::optional<double> number_in(const json::value& v, const char* member) {
    const auto found = v.find(member);
    return found != v.end() && found->is_number() ? std::optional(found->get<double>())
                                                  : std::nullopt;
}
inline std::optional<long> count_in(const json::value& v, const char* member) {
    const auto found = v.find(member);
    return found != v.end() && found->is_number_integer() ? std::optional(found->get<long>())
                                                          : std::nullopt;
}
inline std::vector<std::string> texts_in(const json::value& v, const char* member) {
    std::vector<std::string> made;
    if (const auto found = v.find(member); found != v.end() && found->is_array())
        for (const json::value& s : *found)
            if (s.is_string()) made.push_back(s.get<std::string>());
    return made;
}
inline std::vector<schema> schemas_in(const json::value& v, const char* member) {
    std::vector<schema> made;
    const auto found = v.find(member);
    if (found == v.end()) return made;
    if (found->is_object()) made.push_back(schema::read(*found));
    else if (found->is_array())
        for (const json::value& each : *found) made.push_back(schema::read(each));
    return made;
}

/// What an object is known by, beside its own fields.
inline bool of_every_object(const std::string& name) {
    return name == "apiVersion" || name == "kind" || name == "metadata";
}

inline void read_bounds(const json::value& from, schema& made) {
    made.minimum = number_in(from, "minimum");
    made.maximum = number_in(from, "maximum");
    made.exclusive_minimum = flag_at(from, "exclusiveMinimum");
    made.exclusive_maximum = flag_at(from, "exclusiveMaximum");
    made.multiple_of = number_in(from, "multipleOf");
    made.min_length = count_in(from, "minLength");
    made.max_length = count_in(from, "maxLength");
    made.min_items = count_in(from, "minItems");
    made.max_items = count_in(from, "maxItems");
    made.min_properties = count_in(from, "minProperties");
    made.max_properties = count_in(from, "maxProperties");
}

}  // namespace detail

SLIPWAY_INLINE schema schema::read(const json::value& from) {
    schema made;
    if (!from.is_object()) return made;
    made.is = detail::type_named(text_at(from, "type"));
    made.nullable = flag_at(from, "nullable");
    made.int_or_string = flag_at(from, "x-kubernetes-int-or-string");
    made.preserves_unknown = flag_at(from, "x-kubernetes-preserve-unknown-fields");
    made.embedded = flag_at(from, "x-kubernetes-embedded-resource");
    made.format = text_at(from, "format");
    made.list_type = text_at(from, "x-kubernetes-list-type");
    made.map_type = text_at(from, "x-kubernetes-map-type");
    made.list_keys = detail::texts_in(from, "x-kubernetes-list-map-keys");
    made.required = detail::texts_in(from, "required");
    detail::read_bounds(from, made);
    if (const auto found = from.find("default"); found != from.end()) made.fallback = *found;
    if (const auto found = from.find("enum"); found != from.end() && found->is_array())
        made.allowed.assign(found->begin(), found->end());
    made.pattern_text = text_at(from, "pattern");
    if (!made.pattern_text.empty())
        made.matcher = std::make_shared<const pattern>(made.pattern_text);
    if (const auto found = from.find("properties"); found != from.end() && found->is_object())
        for (const auto& [member, each] : found->items())
            made.properties.emplace_back(read(each)).name = member;
    made.items = detail::schemas_in(from, "items");
    made.additional = detail::schemas_in(from, "additionalProperties");
    made.any_additional = flag_at(from, "additionalProperties");
    made.all_of = detail::schemas_in(from, "allOf");
    made.any_of = detail::schemas_in(from, "anyOf");
    made.one_of = detail::schemas_in(from, "oneOf");
    made.none_of = detail::schemas_in(from, "not");
    return made;
}

SLIPWAY_INLINE const schema* schema::find(const std::string& member) const {
    for (const schema& p : properties)
        if (p.name == member) return &p;
    return nullptr;
}

SLIPWAY_INLINE bool schema::has_defaults() const {
    if (fallback) return true;
    for (const schema& p : properties)
        if (p.has_defaults()) return true;
    return (!items.empty() && items.front().has_defaults()) ||
           (!additional.empty() && additional.front().has_defaults());
}

SLIPWAY_INLINE void drop_nulls(const schema& s, json::value& v) {
    if (v.is_array() && !s.items.empty())
        for (json::value& element : v) drop_nulls(s.items.front(), element);
    if (!v.is_object()) return;
    for (auto member = v.begin(); member != v.end();) {
        const schema* known = s.find(member.key());
        if (member->is_null() && known && !known->nullable && !known->fallback) {
            member = v.erase(member);
            continue;
        }
        if (known) drop_nulls(*known, *member);
        else if (!s.additional.empty()) drop_nulls(s.additional.front(), *member);
        ++member;
    }
}

namespace detail {

inline void prune_at(const schema& s, json::value& v, const std::string& at, bool is_object,
                     std::vector<std::string>* unknown) {
    if (v.is_array()) {
        std::size_t i = 0;
        if (!s.items.empty())
            for (json::value& element : v)
                prune_at(s.items.front(), element, at + "[" + std::to_string(i++) + "]",
                         s.items.front().embedded, unknown);
        return;
    }
    if (!v.is_object()) return;
    for (auto member = v.begin(); member != v.end();) {
        const std::string& name = member.key();
        const schema* known = s.find(name);
        const std::string below = at.empty() ? name : at + "." + name;
        if (is_object && of_every_object(name)) {
            ++member;
            continue;
        }
        if (!known && !s.additional.empty()) known = &s.additional.front();
        if (known) prune_at(*known, *member, below, known->embedded, unknown);
        if (known || s.preserves_unknown || s.any_additional) {
            ++member;
            continue;
        }
        if (unknown) unknown->push_back(below);
        member = v.erase(member);
    }
}

}  // namespace detail

SLIPWAY_INLINE void prune(const schema& s, json::value& object, std::vector<std::string>* unknown) {
    detail::prune_at(s, object, {}, true, unknown);
}

SLIPWAY_INLINE void fill_defaults(const schema& s, json::value& v) {
    if (v.is_array() && !s.items.empty())
        for (json::value& element : v) {
            if (element.is_null() && !s.items.front().nullable && s.items.front().fallback)
                element = *s.items.front().fallback;
            fill_defaults(s.items.front(), element);
        }
    if (!v.is_object()) return;
    for (const schema& p : s.properties) {
        auto found = v.find(p.name);
        const bool missing = found == v.end() || (found->is_null() && !p.nullable);
        if (missing && p.fallback) v[p.name] = *p.fallback;
        if (found = v.find(p.name); found != v.end()) fill_defaults(p, *found);
    }
    if (s.additional.empty()) return;
    for (auto member = v.begin(); member != v.end(); ++member) {
        if (s.find(member.key())) continue;
        if (member->is_null() && !s.additional.front().nullable && s.additional.front().fallback)
            *member = *s.additional.front().fallback;
        fill_defaults(s.additional.front(), *member);
    }
}

}  // namespace slipway::apiserver::custom
