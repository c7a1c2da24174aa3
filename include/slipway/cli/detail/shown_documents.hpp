// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/core/quantity.hpp>
#include <slipway/cli/detail/inside.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// Fields that hold amounts by resource, and single ones (Kubernetes API, `resource.Quantity`).
inline constexpr std::string_view fields_of_amounts[] = {
    "requests", "limits",         "hard", "capacity", "overhead",
    "default",  "defaultRequest", "max",  "min",      "maxLimitRequestRatio",
};
inline constexpr std::string_view amount_fields[] = {"averageValue", "sizeLimit", "divisor"};

/// The number or text of an amount; nothing for what is none.
inline std::optional<core::amount> amount_of(const json::value& v) {
    if (v.is_string()) return core::parse_quantity(v.get<std::string>());
    if (v.is_number()) return core::parse_quantity(v.dump());
    return std::nullopt;
}

/// Maps whose keys people choose: nothing in them is an amount.
inline constexpr std::string_view fields_of_words[] = {"data",        "labels",       "annotations",
                                                       "matchLabels", "nodeSelector", "parameters"};

/// What a value is, by the field that holds it.
enum class meaning { anything, amount, amounts, words };

inline meaning meaning_of(std::string_view field, meaning of_its_object) {
    const auto among = [&](const auto& fields) {
        return std::find(std::begin(fields), std::end(fields), field) != std::end(fields);
    };
    if (of_its_object == meaning::words || among(fields_of_words)) return meaning::words;
    if (of_its_object == meaning::amounts || among(amount_fields)) return meaning::amount;
    return among(fields_of_amounts) ? meaning::amounts : meaning::anything;
}

/// Gives `after` the words of `before` where they mean the same: amounts are written as before, and
/// members stand in the order in which they stood.
inline json::value in_the_words_of(const json::value& before, const json::value& after,
                                   meaning what = meaning::anything) {
    if (what == meaning::amount && before != after) {
        const auto a = amount_of(before), b = amount_of(after);
        // Beyond the range amounts are capped, and would seem to be the same.
        if (a && b && a->milli == b->milli && a->milli < INT64_MAX && a->milli > -INT64_MAX)
            return before;
    }
    if (before.is_array() && after.is_array()) {
        json::value made = json::value::array();
        for (std::size_t i = 0; i < after.size(); ++i)
            made.push_back(i < before.size() ? in_the_words_of(before[i], after[i]) : after[i]);
        return made;
    }
    if (!before.is_object() || !after.is_object()) return after;
    json::value made = json::value::object();
    for (const auto& [key, was] : before.items())
        if (const auto is = after.find(key); is != after.end())
            made[key] = in_the_words_of(was, *is, meaning_of(key, what));
    for (const auto& [key, is] : after.items())
        if (!before.contains(key)) made[key] = is;
    return made;
}

/// Without what the server keeps for itself.
inline json::value without_bookkeeping(json::value o) {
    if (!o.is_object()) return o;
    o.erase("status");
    const auto metadata = o.find("metadata");
    if (metadata == o.end() || !metadata->is_object()) return o;
    for (const char* member :
         {"managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"})
        metadata->erase(member);
    const auto annotations = metadata->find("annotations");
    if (annotations == metadata->end() || !annotations->is_object()) return o;
    // Of kubectl's client-side apply: the document once more, with a Secret's values.
    annotations->erase("kubectl.kubernetes.io/last-applied-configuration");
    if (annotations->empty()) metadata->erase("annotations");
    return o;
}

/// Puts marks in the place of a Secret's values, which tell only whether they are the same.
inline void hide_secrets(json::value& before, json::value& after) {
    constexpr const char* same = "(hidden)";
    const bool created = before.is_null();
    const char *was = "(hidden, before)", *will_be = created ? same : "(hidden, after)";
    for (const char* member : {"data", "stringData"}) {
        const auto b = before.is_object() ? before.find(member) : before.end(),
                   a = after.is_object() ? after.find(member) : after.end();
        const json::value old = before.is_object() && b != before.end() ? *b : json::value();
        const auto hide = [&](json::value& in, const json::value& other, const char* mark) {
            if (!in.is_object()) {
                in = mark;
                return;
            }
            for (auto& [key, v] : in.items()) {
                const auto twin = other.is_object() ? other.find(key) : other.end();
                v = other.is_object() && twin != other.end() && *twin == v ? same : mark;
            }
        };
        if (before.is_object() && b != before.end())
            hide(*b, after.is_object() && a != after.end() ? *a : json::value(), was);
        if (after.is_object() && a != after.end()) hide(*a, old, will_be);
    }
}

/// Two states of an object, as people compare them. `before` may be null.
struct shown_documents {
    json::value before{}, after{};

    bool same() const { return json::same(before, after); }
};

inline shown_documents to_compare(const json::value& before, const json::value& after,
                                  bool secret) {
    shown_documents made{without_bookkeeping(before), without_bookkeeping(after)};
    if (!made.before.is_null() && !made.after.is_null())
        made.after = in_the_words_of(made.before, made.after);
    if (secret) hide_secrets(made.before, made.after);
    return made;
}

}  // namespace slipway::cli::detail
