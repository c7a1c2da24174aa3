// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include <slipway/core/quantity.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver::detail {

/// Fields that hold amounts by resource, and single ones (Kubernetes API, `resource.Quantity`).
inline constexpr std::string_view amount_maps[] = {
    "limits",   "requests", "capacity",       "allocatable",          "overhead",
    "podFixed", "hard",     "used",           "allocatedResources",   "min",
    "max",      "default",  "defaultRequest", "maxLimitRequestRatio",
};
inline constexpr std::string_view amounts[] = {"sizeLimit", "divisor", "averageValue"};

/// The shortest form: `1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`. What is no quantity, or
/// is written with an exponent or beyond thousandths, stays.
inline std::string canonical_quantity(const std::string& s) {
    const auto parsed = core::parse_quantity(s);
    const std::size_t end = s.find_last_of("0123456789.");
    if (!parsed || end == s.npos || parsed->milli == INT64_MAX || parsed->milli == -INT64_MAX)
        return s;
    const std::string_view suffix = std::string_view(s).substr(end + 1);
    if (suffix == "n" || suffix == "u" || s.find_first_of("eE") < end) return s;
    std::int64_t left = parsed->milli;
    if (left == 0) return "0";
    auto reduced = [&](std::int64_t step, std::span<const std::string_view> suffixes) {
        std::size_t i = 0;
        while (i + 1 < suffixes.size() && left % step == 0) {
            left /= step;
            ++i;
        }
        return std::to_string(left) + std::string(suffixes[i]);
    };
    static constexpr std::array<std::string_view, 7> twos{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    static constexpr std::array<std::string_view, 8> tens{"m", "", "k", "M", "G", "T", "P", "E"};
    constexpr std::int64_t kibi = 1024;
    if (!suffix.ends_with('i') || left % 1000 != 0 || std::abs(left) < kibi * 1000)
        return reduced(1000, tens);
    left /= 1000;
    return reduced(kibi, twos);
}

inline void write_quantity(json::value& v) {
    if (v.is_number()) v = v.dump();
    if (v.is_string()) v = canonical_quantity(v.get_ref<const std::string&>());
}

/// Writes quantities as an API server does. Numbers are taken as well as text: people write `cpu:
/// 2`.
inline void write_quantities(const core::type_info& type, json::value& v) {
    using core::value_kind;
    if (!v.is_object()) return;
    auto listed = [](auto& names, std::string_view name) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    for (auto& [name, member] : v.items()) {
        const core::field* f = type.find(name);
        if (!f) continue;
        if (f->kind == value_kind::text && listed(amounts, name)) write_quantity(member);
        else if (f->kind == value_kind::map && f->element == value_kind::text &&
                 member.is_object() && listed(amount_maps, name))
            for (json::value& amount : member) write_quantity(amount);
        else if (f->kind == value_kind::object || f->kind == value_kind::boxed)
            write_quantities(*f->type, member);
        else if (f->element == value_kind::object && member.is_structured())
            for (json::value& element : member) write_quantities(*f->type, element);
    }
}

}  // namespace slipway::apiserver::detail
