// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/apiserver/detail/custom_formats.hpp>
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/utf8.hpp>

namespace slipway::apiserver::custom {

namespace detail {

/// As Go writes a number: whole ones without a point.
inline std::string number_text(double v) {
    constexpr double exact = 1e15;
    if (v == std::floor(v) && std::abs(v) < exact) return std::to_string(static_cast<long long>(v));
    return json::value(v).dump();
}

inline std::string_view type_of(const json::value& v) {
    if (v.is_null()) return "null";
    if (v.is_object()) return "object";
    if (v.is_array()) return "array";
    if (v.is_string()) return "string";
    if (v.is_boolean()) return "boolean";
    return v.is_number_integer() ? "integer" : "number";
}

inline bool has_type(const schema& s, const json::value& v) {
    if (s.int_or_string) return v.is_string() || v.is_number_integer();
    switch (s.is) {
        case schema::type::object: return v.is_object();
        case schema::type::array: return v.is_array();
        case schema::type::string: return v.is_string();
        case schema::type::boolean: return v.is_boolean();
        case schema::type::number: return v.is_number();
        case schema::type::integer:
            return v.is_number_integer() ||
                   (v.is_number() && v.get<double>() == std::floor(v.get<double>()));
        case schema::type::any: return !v.is_null();
    }
    return true;
}

/// Checks one value; the place of each part is its path and what stands after that.
class validation {
public:
    explicit validation(errors& found) : found_(found) {}

    void check(const schema& s, const json::value& v, const std::string& at) {
        if (v.is_null() && s.nullable) return;
        if (!has_type(s, v)) return wrong_type(s, v, at);
        if (!s.allowed.empty()) enumeration(s, v, at);
        if (v.is_string()) text(s, v, at);
        if (v.is_number()) number(s, v, at);
        if (v.is_array()) array(s, v, at);
        if (v.is_object()) object(s, v, at);
        combined(s, v, at);
    }

private:
    static std::string named(const std::string& at) { return at + " in body"; }
    void invalid(const json::value& v, const std::string& at, const std::string& why) {
        kinds::invalid_value(found_, at, v, named(at) + " " + why);
    }

    void wrong_type(const schema& s, const json::value& v, const std::string& at) {
        const std::string wanted = s.int_or_string
                                       ? "integer,string"
                                       : std::string(type_names[static_cast<std::size_t>(s.is)]);
        const std::string given(type_of(v));
        if (wanted.empty())
            return;  // of any type, but null where that is not allowed: those are dropped before
        found_.push_back({"FieldValueTypeInvalid",
                          "Invalid value: \"" + given + "\": " + named(at) + " must be of type " +
                              wanted + ": \"" + given + "\"",
                          at});
    }
    void enumeration(const schema& s, const json::value& v, const std::string& at) {
        std::string listed;
        for (const json::value& one : s.allowed) {
            if (one == v) return;
            listed += (listed.empty() ? "" : ", ") + written(one);
        }
        found_.push_back({"FieldValueNotSupported",
                          "Unsupported value: " + written(v) + ": supported values: " + listed,
                          at});
    }
    static std::string written(const json::value& v) {
        return v.dump(-1, ' ', false, json::value::error_handler_t::replace);
    }

    void text(const schema& s, const json::value& v, const std::string& at) {
        const std::string& given = v.get_ref<const std::string&>();
        long length = 0;
        if (s.min_length || s.max_length)
            for (std::string_view rest = given; !rest.empty(); ++length)
                rest.remove_prefix(std::max<std::size_t>(core::character_length(rest), 1));
        if (s.max_length && length > *s.max_length)
            found_.push_back(
                {"FieldValueTooLong",
                 "Too long: may not be more than " + std::to_string(*s.max_length) + " bytes", at});
        if (s.min_length && length < *s.min_length)
            invalid(v, at, "should be at least " + std::to_string(*s.min_length) + " chars long");
        if (s.matcher) {
            const pattern::verdict is = s.matcher->judge(given);
            if (is == pattern::verdict::differs)
                invalid(v, at, "should match '" + s.pattern_text + "'");
            if (is == pattern::verdict::undecided)
                invalid(v, at, "is too long to be compared with '" + s.pattern_text + "'");
        }
        if (!s.format.empty() && !has_format(s.format, given))
            found_.push_back({"FieldValueTypeInvalid",
                              "Invalid value: " + written(v) + ": " + named(at) +
                                  " must be of type " + s.format + ": " + written(v),
                              at});
    }

    void number(const schema& s, const json::value& v, const std::string& at) {
        const double given = v.get<double>();
        if (s.maximum && (s.exclusive_maximum ? given >= *s.maximum : given > *s.maximum))
            invalid(v, at,
                    std::string("should be less than ") +
                        (s.exclusive_maximum ? "" : "or equal to ") + number_text(*s.maximum));
        if (s.minimum && (s.exclusive_minimum ? given <= *s.minimum : given < *s.minimum))
            invalid(v, at,
                    std::string("should be greater than ") +
                        (s.exclusive_minimum ? "" : "or equal to ") + number_text(*s.minimum));
        if (s.multiple_of && *s.multiple_of > 0) {
            const double times = given / *s.multiple_of;
            if (std::abs(times - std::round(times)) > 1e-9 * std::max(1.0, std::abs(times)))
                invalid(v, at, "should be a multiple of " + number_text(*s.multiple_of));
        }
        if (s.format == "int32" && (given < INT32_MIN || given > INT32_MAX))
            kinds::invalid_value(found_, at, v,
                                 "Checked value must be of type integer with format int32");
    }

    void array(const schema& s, const json::value& v, const std::string& at) {
        const long count = static_cast<long>(v.size());
        if (s.max_items && count > *s.max_items) too_many(count, *s.max_items, at);
        if (s.min_items && count < *s.min_items)
            invalid(json::value(count), at,
                    "should have at least " + std::to_string(*s.min_items) + " items");
        if (!s.items.empty())
            for (std::size_t i = 0; i < v.size() && !full(); ++i)
                check(s.items.front(), v[i], at + "[" + std::to_string(i) + "]");
        if (s.list_type == "set" || s.list_type == "map") distinct(s, v, at);
    }
    /// The elements of a set, and the keys of those of a map, stand once.
    void distinct(const schema& s, const json::value& v, const std::string& at) {
        std::vector<std::string> seen;
        for (std::size_t i = 0; i < v.size(); ++i) {
            json::value key = v[i];
            if (s.list_type == "map") {
                if (!v[i].is_object()) continue;
                key = json::value::object();
                for (const std::string& name : s.list_keys)
                    if (const auto found = v[i].find(name); found != v[i].end()) key[name] = *found;
            }
            const std::string text = written(key);
            const auto place = std::lower_bound(seen.begin(), seen.end(), text);
            if (place != seen.end() && *place == text)
                found_.push_back({"FieldValueDuplicate", "Duplicate value: " + text,
                                  at + "[" + std::to_string(i) + "]"});
            else seen.insert(place, text);
        }
    }
    void too_many(long count, long most, const std::string& at) {
        found_.push_back({"FieldValueTooMany",
                          "Too many: " + std::to_string(count) + ": must have at most " +
                              std::to_string(most) + (most == 1 ? " item" : " items"),
                          at});
    }

    void object(const schema& s, const json::value& v, const std::string& at) {
        const long count = static_cast<long>(v.size());
        if (s.max_properties && count > *s.max_properties) too_many(count, *s.max_properties, at);
        if (s.min_properties && count < *s.min_properties)
            invalid(json::value(count), at,
                    "should have at least " + std::to_string(*s.min_properties) + " properties");
        for (const std::string& name : s.required)
            if (!v.contains(name)) kinds::required(found_, below(at, name));
        for (const auto& [name, member] : v.items()) {
            if (full()) return;
            if (const schema* known = s.find(name)) check(*known, member, below(at, name));
            else if (!s.additional.empty()) check(s.additional.front(), member, below(at, name));
        }
        if (s.embedded) embedded(v, at);
    }
    void embedded(const json::value& v, const std::string& at) {
        for (const char* member : {"apiVersion", "kind"})
            if (text_at(v, member).empty())
                kinds::required(found_, below(at, member), "must not be empty");
    }
    static std::string below(const std::string& at, const std::string& name) {
        return at.empty() ? name : at + "." + name;
    }

    static bool fits(const schema& s, const json::value& v) {
        errors found;
        validation(found).check(s, v, {});
        return found.empty();
    }
    void combined(const schema& s, const json::value& v, const std::string& at) {
        const auto fitting = [&](const std::vector<schema>& all) {
            return std::count_if(all.begin(), all.end(),
                                 [&](const schema& each) { return fits(each, v); });
        };
        const std::string name = "\"" + at + "\" ";
        for (const schema& each : s.all_of) check(each, v, at);
        if (!s.any_of.empty() && fitting(s.any_of) == 0)
            kinds::invalid_value(found_, at, shown(v),
                                 name + "must validate at least one schema (anyOf)");
        if (!s.one_of.empty())
            if (const auto count = fitting(s.one_of); count != 1)
                kinds::invalid_value(
                    found_, at, shown(v),
                    name + "must validate one and only one schema (oneOf). " +
                        (count == 0 ? "Found none valid"
                                    : "Found " + std::to_string(count) + " valid alternatives"));
        for (const schema& each : s.none_of)
            if (fits(each, v))
                kinds::invalid_value(found_, at, shown(v),
                                     name + "must not validate the schema (not)");
    }
    /// What is large is not repeated.
    static json::value shown(const json::value& v) {
        return v.is_structured() ? json::value("") : v;
    }

    /// A list of everything in a large document helps nobody.
    bool full() const { return found_.size() >= 100; }

    errors& found_;
};

}  // namespace detail

SLIPWAY_INLINE void validate(const schema& s, const json::value& v, const std::string& at,
                             errors& found) {
    detail::validation(found).check(s, v, at);
}

}  // namespace slipway::apiserver::custom
