// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/api/core_v1.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/node/pod_record.hpp>

namespace slipway::node {

/// Where a pod is in its life (Kubernetes, "Pod phase"): `Pending`, `Running`, `Succeeded` or
/// `Failed`.
std::string_view phase_of(const api::Pod& pod, const pod_record& record);

/// The status that the node reports. Conditions keep their transition times, and what others have
/// written (`PodScheduled`) stays.
api::PodStatus status_of(const api::Pod& pod, const pod_record& record, std::string_view host_ip,
                         core::time_source::wall_time now);

/// Quality of service by requests and limits (Kubernetes, "Pod Quality of Service Classes").
std::string_view qos_class(const api::Pod& pod);

}  // namespace slipway::node

#ifndef SLIPWAY_COMPILED
#include <slipway/node/detail/pod_status.hpp>
#endif
