// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <slipway/apiserver/kinds/config.hpp>
#include <slipway/apiserver/kinds/definitions.hpp>
#include <slipway/apiserver/kinds/endpoints.hpp>
#include <slipway/apiserver/kinds/events.hpp>
#include <slipway/apiserver/kinds/leases.hpp>
#include <slipway/apiserver/kinds/namespaces.hpp>
#include <slipway/apiserver/kinds/nodes.hpp>
#include <slipway/apiserver/kinds/pods.hpp>
#include <slipway/apiserver/kinds/service_accounts.hpp>
#include <slipway/apiserver/kinds/services.hpp>
#include <slipway/apiserver/kinds/workloads.hpp>
#include <slipway/apiserver/rows.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver {

namespace kinds {

inline constexpr kind_row rows[] = {
    pods,    deployments, replica_sets, services, endpoints,        endpoint_slices, config_maps,
    secrets, namespaces,  nodes,        events,   service_accounts, leases,          definitions,
};

}  // namespace kinds

SLIPWAY_INLINE std::span<const kind_row> kind_rows() { return kinds::rows; }

}  // namespace slipway::apiserver
