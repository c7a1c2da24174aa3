// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/apiserver/detail/custom_validation.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

namespace detail {

inline void forbidden(errors& found, const std::string& field, const std::string& why) {
    found.push_back({"FieldValueForbidden", "Forbidden: " + why, field});
}

/// What makes a schema structural (Kubernetes, "Specifying a structural schema"), and what else it
/// may not be.
class structure {
public:
    explicit structure(errors& found) : found_(found) {}

    enum class where : unsigned char { root, field, item, logic };

    void check(const json::value& s, const std::string& at, where is) {
        if (!s.is_object()) return kinds::invalid_value(found_, at, s, "must be an object");
        if (found_.size() >= 100) return;
        for (const char* member :
             {"$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id"})
            if (s.contains(member))
                forbidden(found_, at + "." + member, std::string(member) + " is not supported");
        if (flag_at(s, "uniqueItems"))
            forbidden(
                found_, at + ".uniqueItems",
                "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        if (is == where::logic) logic_alone(s, at);
        else types(s, at, is);
        values(s, at);
        parts(s, at, is);
    }

private:
    static constexpr const char* free_fields = "x-kubernetes-preserve-unknown-fields";

    void types(const json::value& s, const std::string& at, where is) {
        const std::string type = text_at(s, "type");
        const bool free = flag_at(s, free_fields),
                   either = flag_at(s, "x-kubernetes-int-or-string");
        if (either && !type.empty())
            forbidden(found_, at + ".type", "must be empty if x-kubernetes-int-or-string is true");
        if (type.empty() && !either && !(free && is != where::root))
            kinds::required(found_, at + ".type",
                            is == where::root   ? "must not be empty at the root"
                            : is == where::item ? "must not be empty for specified array items"
                                                : "must not be empty for specified object fields");
        else if (is == where::root && type != "object")
            kinds::invalid_value(found_, at + ".type", type, "must be object at the root");
        else if (!type.empty() && type_named(type) == schema::type::any)
            kinds::unsupported(found_, at + ".type", type,
                               {"array", "boolean", "integer", "number", "object", "string"});
        if (type == "array" && !s.contains("items"))
            kinds::required(found_, at + ".items", "must be specified");
        if (flag_at(s, "x-kubernetes-embedded-resource") && type != "object")
            kinds::invalid_value(found_, at + ".type", type,
                                 "must be object if x-kubernetes-embedded-resource is true");
        if (flag_at(s, "x-kubernetes-embedded-resource") && !free && !s.contains("properties"))
            kinds::required(
                found_, at + ".properties",
                "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        lists(s, at, type);
    }
    void lists(const json::value& s, const std::string& at, const std::string& type) {
        const std::string list = text_at(s, "x-kubernetes-list-type"),
                          map = text_at(s, "x-kubernetes-map-type");
        const std::vector<std::string> keys = texts_in(s, "x-kubernetes-list-map-keys");
        if (!list.empty() && list != "atomic" && list != "set" && list != "map")
            kinds::unsupported(found_, at + ".x-kubernetes-list-type", list,
                               {"atomic", "map", "set"});
        if (!list.empty() && type != "array")
            kinds::invalid_value(found_, at + ".type", type,
                                 "must be array if x-kubernetes-list-type is specified");
        if (list == "map" && keys.empty())
            kinds::required(found_, at + ".x-kubernetes-list-map-keys",
                            "must not be empty if x-kubernetes-list-type is map");
        if (list != "map" && !keys.empty())
            kinds::invalid_value(found_, at + ".x-kubernetes-list-type", list,
                                 "must be map if x-kubernetes-list-map-keys is non-empty");
        const json::value& properties = part(s, "items.properties");
        for (const std::string& key : keys)
            if (!properties.is_object() || !properties.contains(key))
                kinds::invalid_value(found_, at + ".x-kubernetes-list-map-keys", key,
                                     "entries must all be names of item properties");
        if (!map.empty() && map != "atomic" && map != "granular")
            kinds::unsupported(found_, at + ".x-kubernetes-map-type", map, {"atomic", "granular"});
        if (!map.empty() && type != "object")
            kinds::invalid_value(found_, at + ".type", type,
                                 "must be object if x-kubernetes-map-type is specified");
    }

    /// Inside `allOf` and its like, values are looked at, and nothing is said of what there is.
    void logic_alone(const json::value& s, const std::string& at) {
        const bool either = flag_at(s, "x-kubernetes-int-or-string");
        for (const char* member :
             {"description", "type", "default", "title", "nullable", "additionalProperties",
              free_fields, "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string",
              "x-kubernetes-list-type", "x-kubernetes-map-type"}) {
            if (std::string_view(member) == "type" && (either || integer_or_string_)) continue;
            if (s.contains(member))
                forbidden(found_, at + "." + member, "must be empty to be structural");
        }
    }

    void values(const json::value& s, const std::string& at) {
        if (const std::string text = text_at(s, "pattern"); !text.empty()) {
            try {
                const pattern tried(text);
            } catch (const core::status_error& e) {
                kinds::invalid_value(
                    found_, at + ".pattern", text,
                    "must be a valid regular expression, but isn't: " + e.message());
            }
        }
        if (const auto all = s.find("enum"); all != s.end() && all->is_array() && all->empty())
            kinds::required(found_, at + ".enum", "must not be empty");
        const auto given = s.find("default");
        if (given == s.end() || !found_.empty())
            return;  // of a schema that is wrong nothing can be told
        const schema of = schema::read(s);
        json::value pruned = *given;
        std::vector<std::string> unknown;
        detail::prune_at(of, pruned, {}, of.embedded, &unknown);
        if (!unknown.empty())
            kinds::invalid_value(found_, at + ".default", *given, "must not have unknown fields");
        else {
            errors inside;  // whose sentences name places in the default, as an API server's do
            validate(of, *given, {}, inside);
            for (core::status_cause& c : inside)
                found_.push_back(
                    {c.type, c.message, at + ".default" + (c.field.empty() ? "" : ".") + c.field});
        }
    }

    void parts(const json::value& s, const std::string& at, where is) {
        const where below = is == where::logic ? where::logic : where::field;
        if (const auto found = s.find("properties"); found != s.end() && found->is_object())
            for (const auto& [name, each] : found->items()) {
                if (is == where::root && name == "metadata") {
                    metadata(each, at + ".properties[metadata]");
                    continue;
                }
                if (is == where::root && of_every_object(name)) continue;
                check(each, at + ".properties[" + name + "]", below);
            }
        if (const auto found = s.find("additionalProperties");
            found != s.end() && is != where::logic) {
            if (s.contains("properties") && !s["properties"].empty() &&
                (found->is_object() || *found == true))
                forbidden(found_, at + ".additionalProperties",
                          "additionalProperties and properties are mutual exclusive");
            if (found->is_object()) check(*found, at + ".additionalProperties", where::field);
            else if (*found == false)
                forbidden(found_, at + ".additionalProperties", "must not be false");
            if (is == where::root)
                forbidden(found_, at + ".additionalProperties", "must not be used at the root");
        }
        if (const auto found = s.find("items"); found != s.end()) {
            if (found->is_array())
                forbidden(found_, at + ".items", "items must be a schema object and not an array");
            else check(*found, at + ".items", is == where::logic ? where::logic : where::item);
        }
        const bool outer = integer_or_string_;
        integer_or_string_ = flag_at(s, "x-kubernetes-int-or-string");
        for (const char* junctor : {"allOf", "anyOf", "oneOf"})
            if (const auto found = s.find(junctor); found != s.end() && found->is_array())
                for (std::size_t i = 0; i < found->size(); ++i)
                    check((*found)[i], at + "." + junctor + "[" + std::to_string(i) + "]",
                          where::logic);
        if (const auto found = s.find("not"); found != s.end())
            check(*found, at + ".not", where::logic);
        integer_or_string_ = outer;
    }
    void metadata(const json::value& s, const std::string& at) {
        if (!s.is_object()) return;
        if (const std::string type = text_at(s, "type"); !type.empty() && type != "object")
            kinds::invalid_value(found_, at + ".type", type, "must be object");
        for (const auto& [name, each] : part(s, "properties").items())
            if (name != "name" && name != "generateName")
                forbidden(
                    found_, at + ".properties[" + name + "]",
                    "must not specify anything other than name and generateName, but metadata is implicitly specified");
    }

    errors& found_;
    bool integer_or_string_ = false;  ///< the one way to say a type in a junctor: integer or text
};

}  // namespace detail

SLIPWAY_INLINE void check_structure(const json::value& given, const std::string& at,
                                    errors& found) {
    detail::structure(found).check(given, at, detail::structure::where::root);
}

}  // namespace slipway::apiserver::custom
