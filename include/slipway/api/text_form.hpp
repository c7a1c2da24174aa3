// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

#include <slipway/core/type_info.hpp>

namespace slipway::api {

/// What a text of the API holds that has a form of its own (Kubernetes API reference, "Common
/// Definitions"). The tables know it as text; which fields have that form is told by their names,
/// and where those are ambiguous by their structs.
inline std::string_view form_of_text(const core::type_info& owner, const core::field& f) {
    const auto any_of = [](std::string_view name, const auto& names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    static constexpr std::string_view amounts[] = {
        "averageValue",      "capacity", "default",   "divisor", "max",
        "maximumVolumeSize", "min",      "sizeLimit", "step",    "tolerance"};
    static constexpr std::string_view amounts_by_resource[] = {
        "allocatable", "allocatedResources",
        "capacity",    "consumedCapacity",
        "default",     "defaultRequest",
        "hard",        "limits",
        "max",         "maxLimitRequestRatio",
        "min",         "overhead",
        "podFixed",    "requests",
        "used"};
    static constexpr std::string_view with_amount_as_value[] = {"MetricTarget", "MetricValueStatus",
                                                                "Counter", "DeviceCapacity"};
    static constexpr std::string_view times[] = {"beginRefreshAt", "disruptedPods", "finishedAt",
                                                 "notAfter",       "notBefore",     "startedAt",
                                                 "time",           "timeAdded"};
    static constexpr std::string_view exact_times[] = {"acquireTime", "eventTime",
                                                       "lastObservedTime", "pingTime", "renewTime"};
    if (f.kind == core::value_kind::list) return f.name == "validValues" ? "Quantity" : "string";
    if (f.kind == core::value_kind::map && any_of(f.name, amounts_by_resource)) return "Quantity";
    if (f.kind == core::value_kind::text && any_of(f.name, amounts)) return "Quantity";
    if (f.name == "value" && any_of(owner.name, with_amount_as_value)) return "Quantity";
    if (any_of(f.name, exact_times)) return "MicroTime";
    if (any_of(f.name, times) || (f.kind == core::value_kind::text &&
                                  (f.name.ends_with("Time") || f.name.ends_with("Timestamp"))))
        return "Time";
    return "string";
}

}  // namespace slipway::api
