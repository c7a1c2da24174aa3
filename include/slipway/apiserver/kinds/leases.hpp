// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void check_lease(const json::value& lease, const json::value*, errors& found) {
    check_metadata(lease, found);
    const long duration = integer_at(lease, "spec.leaseDurationSeconds", 1),
               transitions = integer_at(lease, "spec.leaseTransitions");
    if (duration <= 0)
        invalid_value(found, "spec.leaseDurationSeconds", duration, "must be greater than 0");
    if (transitions < 0)
        invalid_value(found, "spec.leaseTransitions", transitions,
                      "must be greater than or equal to 0");
}

inline constexpr column lease_columns[] = {
    {"Name", "string", "name", "Name of the lease", 0},
    {"Holder", "string", "", "Who has it", 0},
    {"Age", "string", "", "Time since the creation", 0},
};
inline void print_lease(const json::value& lease, core::time_source::wall_time now, cells& out) {
    out = {name_of(lease), text_at(lease, "spec.holderIdentity"), age_of(lease, now)};
}

inline constexpr kind_row leases{"coordination.k8s.io", "leases",    nullptr,
                                 check_lease,           nullptr,     nullptr,
                                 lease_columns,         print_lease, {}};

}  // namespace slipway::apiserver::kinds
