// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <slipway/json/value.hpp>

namespace slipway::apiserver::custom {

/// Where a value is in an object, as columns, scales and selectable fields of a
/// CustomResourceDefinition say it (Kubernetes, "JSONPath Support"): `.spec.size`,
/// `.metadata.annotations.example\.com/team`, `['a b']`, `[0]`, `[-1]`, `[*]`, and
/// `[?(@.type=="Ready")]` with `==`, `!=`, `<`, `<=`, `>` and `>=`.
class json_path {
public:
    /// Throws `status_error` (bad_request) for what is no such path.
    explicit json_path(std::string_view text);

    /// What is there, in the order of the document.
    std::vector<const json::value*> in(const json::value& object) const;
    /// The first of them, or null.
    const json::value* first_in(const json::value& object) const;

    /// Whether it consists of names alone.
    bool simple() const;
    /// Of a simple path: its names.
    std::vector<std::string> names() const;

private:
    struct step {
        enum class form : unsigned char { member, index, all, filter } is = form::member;
        std::string name{};  ///< of a member
        long index = 0;
        std::vector<std::string> inner{};  ///< of a filter: the names after `@`
        std::string compare{};             ///< `==` and its like; empty: whether it is there
        json::value with{};
    };
    class parser;

    static bool holds(const step& filter, const json::value& element);

    std::vector<step> steps_;
};

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_json_path.hpp>
#endif
