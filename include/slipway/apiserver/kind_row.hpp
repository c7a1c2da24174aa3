// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/resource.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver {

/// What is wrong with an object: the causes of an `Invalid` status.
using errors = std::vector<core::status_cause>;

/// A column of `kubectl get`.
struct column {
    std::string_view name;
    std::string_view type;  ///< `string`, `integer`, `date`
    std::string_view format;
    std::string_view description;
    int priority = 0;  ///< 1: only with `-o wide`
};

using cells = std::vector<json::value>;

/// What the server knows of one kind beyond its fields. Every member may be absent.
struct kind_row {
    std::string_view group;
    std::string_view plural;

    /// Fills in what was left out (Kubernetes' defaults).
    void (*set_defaults)(json::value& object) = nullptr;
    /// Reports what is wrong; `old` is null on creation.
    void (*validate)(const json::value& object, const json::value* old, errors& found) = nullptr;
    /// Sets what clients may not: before defaults and validation.
    void (*prepare_create)(json::value& object) = nullptr;
    void (*prepare_update)(json::value& object, const json::value& old) = nullptr;

    std::span<const column> columns{};
    void (*print)(const json::value& object, core::time_source::wall_time now,
                  cells& out) = nullptr;

    /// Fields beside `metadata.name` and `metadata.namespace` that a field selector may name.
    std::span<const std::string_view> selectable_fields{};

    /// Keeps what a write to the subresource `status` may not change.
    void (*prepare_status)(json::value& object, const json::value& old) = nullptr;
    /// Whoever deletes an object is shown it; otherwise a Status.
    bool shown_when_deleted = false;
};

}  // namespace slipway::apiserver
